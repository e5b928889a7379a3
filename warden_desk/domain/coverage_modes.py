"""What a map of areas may show, one thing at a time: classes, and a row for every area."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from warden_desk.domain.coverage import Coverage
from warden_desk.domain.coverage_proposals import HandOverDraft


class Mode(StrEnum):
    """What is shown. The values are stable."""

    COVERAGE = "coverage"
    WARDEN = "warden"
    TEAM = "team"
    VISIT = "visit"
    DEBT = "debt"
    MINUTES = "minutes"
    TASKINGS = "taskings"
    FUNDED = "funded"
    VACANCY = "vacancy"
    NEED = "need"
    INCIDENTS = "incidents"

    @property
    def label(self) -> str:
        """As it is chosen from a list."""
        return _LABELS[self]

    @property
    def has_period(self) -> bool:
        """Whether it looks back over some time, not at one day."""
        return self in (Mode.MINUTES, Mode.FUNDED, Mode.INCIDENTS)


_LABELS = {
    Mode.COVERAGE: "Coverage",
    Mode.WARDEN: "Designated warden",
    Mode.TEAM: "Team",
    Mode.VISIT: "Days since last visit",
    Mode.DEBT: "Coverage debt",
    Mode.MINUTES: "Minutes against target",
    Mode.TASKINGS: "Open and overdue taskings",
    Mode.FUNDED: "Hours bought and delivered",
    Mode.VACANCY: "If this person leaves",
    Mode.NEED: "Need score",
    Mode.INCIDENTS: "Incidents",
}


PERIODS = {7: "One week", 28: "Four weeks", 91: "Three months", 365: "One year"}
"""How far a map that has a period may look back, in days."""

USUAL_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the map shall show.

    `on` is the day, or the last one of a period of `days_back` days in the modes that have one;
    `person_id` who might leave, in the mode that asks so; `proposals` count as if they had been
    carried out.
    """

    mode: Mode
    on: date
    days_back: int = USUAL_DAYS
    person_id: str | None = None
    proposals: tuple[HandOverDraft, ...] = ()

    def first(self, on: date) -> date:
        """The first day of the period that ends on a day."""
        return on - timedelta(days=self.days_back - 1) if self.mode.has_period else on

    def view(
        self,
        on: date,
        classes: "tuple[MapClass, ...]",
        rows: "tuple[ModeRow, ...]",
        note: str = "",
    ) -> "ModeView":
        """The answer for a day, or for the period that ends on it."""
        return ModeView(
            mode=self.mode,
            title=self.mode.label,
            first=self.first(on),
            on=on,
            classes=classes,
            rows=rows,
            note=note,
        )


@dataclass(frozen=True, slots=True)
class MapClass:
    """One entry of the legend. `look` names a fill and hatch of the map's palette.

    Each has a word, a mark and a tone, so that no reader depends on colour.
    """

    key: str
    label: str
    mark: str
    meaning: str
    look: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeRow:
    """One area: `words` say its value, `key` names its class.

    Lists sort by `value`, or by the words where it has none.
    """

    area_id: str
    gss_code: str
    name: str
    district_id: str | None
    district: str
    is_unparished: bool
    key: str
    words: str
    value: float | None = None
    primary: str = ""
    others: tuple[str, ...] = ()
    last_visit: date | None = None

    @property
    def id(self) -> str:
        """The area's key, as lists ask for it."""
        return self.area_id

    @property
    def sentence(self) -> str:
        """What a screen reader says: "Lenham, Maidstone: covered, Ben Tilley"."""
        place = f"{self.name}, {self.district}" if self.district else self.name
        who = self.primary or ", ".join(self.others)
        return f"{place}: {self.words[:1].lower()}{self.words[1:]}" + (f", {who}" if who else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeView:
    """A whole map: what it shows, of which days, in which classes. `note` says how it is counted.

    `first` is the first day of the period, or the same as `on`.
    """

    mode: Mode
    title: str
    first: date
    on: date
    classes: tuple[MapClass, ...]
    rows: tuple[ModeRow, ...]
    note: str = ""

    def class_of(self, key: str) -> MapClass:
        """The class a row names."""
        return next(one for one in self.classes if one.key == key)

    def counts(self, rows: Iterable[ModeRow] | None = None) -> dict[str, int]:
        """How many areas are in each class: all of them in their order, zeros too."""
        found = dict.fromkeys((one.key for one in self.classes), 0)
        for row in self.rows if rows is None else rows:
            found[row.key] += 1
        return found


@dataclass(frozen=True, slots=True)
class Step:
    """A class that begins at a value and ends where the next one begins."""

    begins: float
    shown: MapClass


def step_of(value: float, steps: Sequence[Step]) -> str:
    """The key of the class a value falls into. Below the first, it is the first."""
    reached = [step.shown.key for step in steps if value >= step.begins]
    return reached[-1] if reached else steps[0].shown.key


UNKNOWN = MapClass("unknown", "Not known", "–", "Nothing on record", "blank")

STATES = tuple(
    MapClass(state.value, state.label, state.mark, state.meaning, state.value, state.tone)
    for state in Coverage
)

SINCE = (
    Step(0, MapClass("week", "Within a week", "✓", "0 to 6 days", "step0", "green")),
    Step(7, MapClass("fortnight", "Within two weeks", "1", "7 to 13 days", "step1")),
    Step(14, MapClass("month", "Within four weeks", "2", "14 to 27 days", "step2", "amber")),
    Step(28, MapClass("quarter", "Within three months", "3", "28 to 90 days", "step3", "red")),
    Step(91, MapClass("longer", "Longer ago", "4", "91 days or more", "step4", "red")),
)
NEVER = MapClass("never", "Never visited", "×", "No visit on record", "blank", "red")

DEBT = (
    Step(0, MapClass("none", "No debt", "✓", "Visited in time", "step0", "green")),
    Step(0.01, MapClass("some", "Under a week", "1", "Up to 6 days", "step1")),
    Step(7, MapClass("week", "A week or more", "2", "7 to 27 days", "step2", "amber")),
    Step(28, MapClass("month", "A month or more", "3", "28 to 89 days", "step3", "red")),
    Step(90, MapClass("quarter", "Over three months", "4", "90 days or more", "step4", "red")),
)

SHARES = (
    Step(0, MapClass("under", "Under half", "×", "Less than half of it", "none", "red")),
    Step(0.5, MapClass("short", "Short", "!", "Half to all but a tenth", "thin", "amber")),
    Step(0.9, MapClass("met", "Met", "✓", "Nine tenths and more", "covered", "green")),
    Step(1.5, MapClass("over", "Well over", "+", "Half as much again", "contact only", "blue")),
)
NO_TARGET = MapClass("no target", "No target", "–", "No warden, no target", "blank")
NOT_BOUGHT = MapClass("not bought", "None bought", "–", "No agreement", "plain")

TASKINGS = (
    MapClass("none", "None open", "–", "Nothing to do here", "plain"),
    MapClass("few", "One or two open", "1", "None overdue", "step1"),
    MapClass("many", "Three or more", "3", "None overdue", "step2", "amber"),
    MapClass("overdue", "Overdue", "!", "At least one is late", "none", "red"),
)

FIFTHS = (
    MapClass("fifth 5", "Least", "1", "The fifth with the least", "step0"),
    MapClass("fifth 4", "Less", "2", "The second fifth", "step1"),
    MapClass("fifth 3", "Middle", "3", "The middle fifth", "step2"),
    MapClass("fifth 2", "More", "4", "The fourth fifth", "step3"),
    MapClass("fifth 1", "Most", "5", "The fifth with the most", "step4"),
)

NONE_RECORDED = MapClass("nothing", "None recorded", "–", "No incident", "plain")

NOT_THEIRS = MapClass("other", "Not theirs", "–", "Nothing changes", "plain")


def debt_of(days_since: int, target_days: int, weight: float) -> float:
    """Days by which the target is missed, each counted by the area's need.

    `weight` is the area's need against the county's middle: 1 where it is average or not known.
    """
    return max(0, days_since - target_days) * weight


def fifth_of(rank: int, count: int) -> str:
    """The key of the fifth that a rank belongs to; rank 1 has the most."""
    return f"fifth {min(len(FIFTHS), (rank - 1) * len(FIFTHS) // count + 1)}"
