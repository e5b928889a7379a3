"""A place where too much happens: what is done about it, and what came of that."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from warden_desk.domain.dates import plain_date
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.incident_chance import UsualRange, usual_range
from warden_desk.domain.months import Month, span
from warden_desk.domain.places import parse_grid_reference
from warden_desk.domain.sheets import Imprint
from warden_desk.domain.shifts import hours

USUAL_RADIUS_M = 250
SMALLEST_RADIUS_M, LARGEST_RADIUS_M = 50, 5000
WHOLE_PARISH = 0
"""A radius that means all of the parish."""

CAUTION = (
    "The police move each incident to the nearest of a list of points, so a street's figures are "
    "those of its surroundings. Incidents rise and fall by season and by themselves, and fewer "
    "may have been reported. A change after patrols is no proof that they brought it about."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSpotDraft:
    """A hot-spot as typed in. Without a place, or with no radius, it is all of the parish.

    `grid` is the place as typed, a grid reference; it counts before `easting` and `northing`.
    """

    name: str = ""
    area_id: str | None = None
    easting: int | None = None
    northing: int | None = None
    grid: str = ""
    radius_m: int = USUAL_RADIUS_M
    kinds: tuple[str, ...] = ()
    before_from: Month | None = None
    before_to: Month | None = None
    acts_from: date | None = None
    acts_to: date | None = None
    wanted: str = ""

    def check(self) -> tuple[str, Month, Month, date]:
        """The parish, the months before and the first day, if all is well.

        Raises:
            Invalid: something is missing, or the periods do not fit.
        """
        first, last = self.before_from, self.before_to
        problems = self._problems()
        try:
            self.point()
        except UserError as refusal:
            problems["grid"] = str(refusal)
        if problems or not (self.area_id and first and last and self.acts_from):
            raise Invalid(problems)
        return self.area_id, first, last, self.acts_from

    def point(self) -> tuple[int, int] | None:
        """The place; None for all of the parish.

        Raises:
            UserError: what is typed is no grid reference.
        """
        if not self.radius_m:
            return None
        if self.grid.strip():
            return parse_grid_reference(self.grid)
        if self.easting is None or self.northing is None:
            return None
        return self.easting, self.northing

    def _problems(self) -> dict[str, str]:
        low, high = SMALLEST_RADIUS_M, LARGEST_RADIUS_M
        first, last = self.before_from, self.before_to
        ends_early = self.acts_from and self.acts_to and self.acts_to < self.acts_from
        wrong = {
            "name": (not self.name.strip(), "Give it a name, as in “High Street, Lenham”."),
            "area_id": (not self.area_id, "Choose the parish."),
            "acts_from": (self.acts_from is None, "Choose the first day of the patrols."),
            "acts_to": (bool(ends_early), "The last day is before the first."),
            "radius_m": (
                bool(self.radius_m) and not low <= self.radius_m <= high,
                f"Give {low} to {high} metres, or 0 for all of the parish.",
            ),
            "before_from": (first is None or last is None, "Choose the months to compare with."),
            "before_to": (
                bool(first and last and last < first),
                "The last month is before the first.",
            ),
        }
        return {name: said for name, (is_wrong, said) in wrong.items() if is_wrong}


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSpotRow:
    """A hot-spot as lists show it."""

    id: str
    name: str
    area_id: str
    area: str
    district: str
    easting: int | None
    northing: int | None
    radius_m: int
    kinds: tuple[str, ...]
    before_from: Month
    before_to: Month
    acts_from: date
    acts_to: date | None
    wanted: str
    patrols: int = 0

    @property
    def is_whole_parish(self) -> bool:
        return self.easting is None or self.northing is None or not self.radius_m

    @property
    def place(self) -> str:
        """`250 m around a point in Lenham`, or the parish."""
        if self.is_whole_parish:
            return f"All of {self.area}"
        return f"{self.radius_m:,} m around a point in {self.area}"

    @property
    def period(self) -> str:
        """`from 2 Mar 2026 to 29 May 2026`."""
        until = f" to {plain_date(self.acts_to)}" if self.acts_to else ""
        return f"from {plain_date(self.acts_from)}{until}"

    def state(self, on: date) -> str:
        """Whether it is still to come, goes on, or has ended."""
        if on < self.acts_from:
            return "Planned"
        return "Ended" if self.acts_to is not None and on > self.acts_to else "Running"

    @property
    def about(self) -> str:
        """The kinds of incidents it is about."""
        return ", ".join(self.kinds) if self.kinds else "All kinds of incidents"

    def months_after(self, known: Sequence[Month]) -> tuple[Month, ...]:
        """The whole months since the patrols began that the desk has figures of.

        A month counts from its first day, or not at all: the police tell no days.
        """
        began = Month.of(self.acts_from)
        first = began if self.acts_from.day == 1 else began.plus(1)
        last = None
        if self.acts_to is not None:
            ended = Month.of(self.acts_to)
            is_whole = (self.acts_to + timedelta(days=1)).day == 1
            last = ended if is_whole else ended.plus(-1)
        return tuple(month for month in known if month >= first and (last is None or month <= last))


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolOffer:
    """Somebody whose round could take the hot-spot in. `why` says what speaks for them."""

    person_id: str
    person: str
    on_date: date
    team_id: str
    times: str
    why: str
    is_planned: bool = False
    is_proposed: bool = False

    @property
    def id(self) -> str:
        return f"{self.person_id},{self.on_date.isoformat()}"


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
        change = round(100 * (now - was) / was)
        word = "much the same" if abs(change) < 5 else f"{abs(change)} % {_way(change)}"
        return f"The rest of the district: {was:,.0f} a month before, {now:,.0f} after, {word}"

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


def _way(change: int) -> str:
    return "more" if change > 0 else "fewer"
