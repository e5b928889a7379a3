"""What came of a hot-spot's patrols, and what may be said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from warden_desk.domain.hot_spots import HotSpotRow
from warden_desk.domain.incident_chance import UsualRange, usual_range
from warden_desk.domain.months import Month, span
from warden_desk.domain.sheets import Imprint
from warden_desk.domain.shifts import hours

CAUTION = (
    "The police move each incident to the nearest of a list of points, so a street's figures are "
    "those of its surroundings. Incidents rise and fall by season and by themselves, and fewer "
    "may have been reported. A change after patrols is no proof that they brought it about."
)


@dataclass(frozen=True, slots=True)
class Patrol:
    """A patrol on a round. `done` is None until its shift was worked."""

    on_date: date
    who: str
    planned: int
    done: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What was counted before and after, and what was done in between.

    Attributes:
        counts: of each month, in order; None where the desk has no figures of it.
        around_before, around_after: the rest of the district in the same months.
        other_minutes: given in the parish in that time beside the patrols.
        land: what stood for a part of a divided parish where that has no figures, in a sentence.
    """

    months_before: tuple[Month, ...]
    months_after: tuple[Month, ...]
    before: int
    after: int
    counts: tuple[tuple[Month, int], ...]
    around_before: int
    around_after: int
    patrols: tuple[Patrol, ...]
    other_minutes: int
    small: int
    land: str = ""

    @property
    def usual(self) -> UsualRange | None:
        """What could be expected after if nothing had changed; None without months on a side."""
        if not self.months_before or not self.months_after:
            return None
        return usual_range(self.before, len(self.months_before), len(self.months_after))

    @property
    def planned_minutes(self) -> int:
        return sum(patrol.planned for patrol in self.patrols)

    @property
    def done_minutes(self) -> int:
        return sum(patrol.done or 0 for patrol in self.patrols)

    @property
    def time_words(self) -> str:
        """`6 patrols, 9 hours planned, 7.5 given; 12 hours else in the parish`."""
        count = len(self.patrols)
        said = "1 patrol" if count == 1 else f"{count} patrols"
        return (
            f"{said}, {hours(self.planned_minutes)} h planned, {hours(self.done_minutes)} h given; "
            f"{hours(self.other_minutes)} h else in the parish"
        )

    @property
    def before_words(self) -> str:
        return _counted(self.before, self.months_before)

    @property
    def after_words(self) -> str:
        if not self.months_after:
            return "No whole month since the patrols began is on the desk yet"
        return _counted(self.after, self.months_after)

    @property
    def around_words(self) -> str:
        """How the rest of the district went, to see what would have happened anyway."""
        if not self.months_before or not self.months_after or not self.around_before:
            return ""
        was = self.around_before / len(self.months_before)
        now = self.around_after / len(self.months_after)
        told = f"The rest of the district: {_rate(was)} a month before, {_rate(now)} after"
        if max(self.around_before, self.around_after) < self.small:
            return f"{told}, too few to compare"
        change = round(100 * (now - was) / was)
        word = "much the same" if abs(change) < 5 else f"{abs(change)} % {_way(change)}"
        return f"{told}, {word}"

    @property
    def conclusion(self) -> str:
        """What may be said, and no more."""
        usual = self.usual
        if usual is None:
            return "There is nothing to compare yet."
        expected = f"Had nothing changed, about {usual.expected:.0f} could be expected after"
        chance = f"by chance alone anything from {usual.low} to {usual.high}"
        if max(self.before, usual.expected, self.after) < self.small:
            return (
                f"{expected}, {chance}. These numbers are too small to tell a change from chance: "
                "go by what people there say."
            )
        if self.after in usual:
            return f"{expected}, {chance}. {self.after} lies within that: no change is shown."
        if min(self.before, usual.expected) < self.small:
            return (
                f"{expected}, {chance}. {self.after} lies outside that, but the numbers are small: "
                "wait for more months before anything is said of it."
            )
        way = "fewer" if self.after < usual.low else "more"
        return f"{expected}, {chance}. {self.after} is {way} than chance alone explains."


@dataclass(frozen=True, slots=True)
class HotSpotSheet:
    """The paper: what is wanted there, and what came of it."""

    row: HotSpotRow
    effect: Effect
    state: str
    outlines: str
    imprint: Imprint
    source: str = field(default="Contains police.uk data, Open Government Licence v3.0")


def _counted(count: int, months: Sequence[Month]) -> str:
    if not months:
        return "No month of that time is on the desk"
    many = "1 month" if len(months) == 1 else f"{len(months)} months"
    a_month = f", {count / len(months):.1f} a month" if len(months) > 1 else ""
    incidents = "1 incident" if count == 1 else f"{count:,} incidents"
    return f"{incidents} in {many} ({span(months[0], months[-1])}){a_month}"


def _rate(value: float) -> str:
    """Whole from ten on: below, the first decimal is most of a change."""
    return f"{value:,.1f}" if value < 10 else f"{value:,.0f}"


def _way(change: int) -> str:
    return "more" if change > 0 else "fewer"
