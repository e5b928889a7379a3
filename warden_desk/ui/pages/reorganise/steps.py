"""The plan being put together: its steps in order, and what the desk said each of them would do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from warden_desk.domain.dates import uk_date
from warden_desk.domain.reorganisation import Plan, Preview, Step, StepDone
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import PillState


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the plan.

    Attributes:
        refused: why it cannot be carried out.
        waits: one before it cannot be carried out.
    """

    id: str
    number: int
    step: Step
    done: StepDone | None = None
    refused: str = ""
    waits: bool = False
    is_carried_out: bool = False

    def count(self, *what: str) -> str:
        """How many of these come along; "" before that is known."""
        if self.done is None:
            return ""
        return str(sum(self.done.counts.get(one, 0) for one in what) or "–")

    @property
    def standing(self) -> PillState:
        """What the preview says of it."""
        if self.is_carried_out:
            return "Done", Tone.GREEN, None
        if self.refused:
            return "Not possible", Tone.RED, None
        if self.waits:
            return "Waits", Tone.NEUTRAL, None
        if self.done is None:
            return "Looking…", Tone.NEUTRAL, None
        if left := len(self.done.warnings):
            return f"{left} to decide", Tone.AMBER, None
        return "Fits", Tone.GREEN, None


class PlanSteps:
    """Steps stand by their days; those of one day in the order somebody gave them."""

    def __init__(self, today: date) -> None:
        self.title = ""
        self.day = _usual_day(today)
        self._rows: list[StepRow] = []
        self._kept: Plan | None = None
        self._made = 0

    def __bool__(self) -> bool:
        return bool(self._rows)

    @property
    def rows(self) -> Sequence[StepRow]:
        return self._rows

    @property
    def plan(self) -> Plan:
        """As it is carried out, kept and sent; one without a title is named by its day."""
        first = self._rows[0].step.on if self._rows else self.day
        usual = f"Reorganisation of {uk_date(first)}"
        return Plan(self.title.strip() or usual, tuple(row.step for row in self._rows))

    def begin(self, plan: Plan | None) -> None:
        """Show a plan that was kept, or begin with none."""
        self.title = plan.title if plan else ""
        self._rows = [StepRow(self._key(), 0, step) for step in plan.steps] if plan else []
        if self._rows:
            self.day = self._rows[0].step.on
        self._number()
        self.mark_kept()

    def rename(self, title: str) -> None:
        self.title = title

    def mark_kept(self, *, is_kept: bool = True) -> None:
        """Whether what stands here is in a file, or in the records."""
        self._kept = self.plan if is_kept else None

    @property
    def is_kept(self) -> bool:
        """Whether nothing would be lost."""
        return not self._rows or self._kept == self.plan

    def row(self, key: str) -> StepRow | None:
        return next((row for row in self._rows if row.id == key), None)

    def before(self, key: str) -> list[Step]:
        """The steps that are carried out before this one; all of them for a new one."""
        found: list[Step] = []
        for row in self._rows:
            if row.id == key:
                break
            found.append(row.step)
        return found

    def put(self, step: Step, key: str = "") -> str:
        """Add a step, or put it in place of another; returns its key."""
        if self.row(key) is None:
            key = self._key()
            self._rows.append(StepRow(key, 0, step))
        else:
            self._rows = [replace(r, step=step) if r.id == key else r for r in self._rows]
        self._number()
        return key

    def remove(self, key: str) -> None:
        self._rows = [row for row in self._rows if row.id != key]
        self._number()

    def move(self, key: str, by: int) -> bool:
        """One place up (-1) or down (1); False where its day, or the end, does not let it."""
        at = next((number for number, row in enumerate(self._rows) if row.id == key), -1)
        to = at + by
        if at < 0 or not 0 <= to < len(self._rows):
            return False
        if self._rows[at].step.on != self._rows[to].step.on:
            return False
        self._rows[at], self._rows[to] = self._rows[to], self._rows[at]
        self._number()
        return True

    def move_day(self, new: date) -> None:
        """The plan begins on another day, and with it every step that began on the old one."""
        self._rows = [
            replace(row, step=replace(row.step, on=new)) if row.step.on == self.day else row
            for row in self._rows
        ]
        self.day = new
        self._number()

    def forget_preview(self) -> None:
        """What the steps would do is not known any more."""
        self._rows = [StepRow(row.id, row.number, row.step) for row in self._rows]

    def show_preview(self, seen: Preview) -> None:
        """Take in what the desk said of this very plan."""
        for at, row in enumerate(self._rows):
            bare = StepRow(row.id, row.number, row.step)
            if at < len(seen.done):
                self._rows[at] = replace(bare, done=seen.done[at])
            elif seen.refused and at == len(seen.done):
                self._rows[at] = replace(bare, refused=seen.refused.why)
            else:
                self._rows[at] = replace(bare, waits=True)

    def show_done(self, done: Sequence[StepDone]) -> None:
        """The plan has been carried out."""
        self._rows = [
            StepRow(row.id, row.number, row.step, each, is_carried_out=True)
            for row, each in zip(self._rows, done, strict=True)
        ]

    @property
    def told_done(self) -> str:
        """What to know once the plan has been carried out."""
        eve = self._rows[0].step.on - timedelta(days=1)
        left = sum(len(row.done.warnings) for row in self._rows if row.done)
        things = "1 thing is" if left == 1 else f"{left} things are"
        decide = f" {things} left to decide; the steps say which." if left else ""
        return (
            f"Carried out. Every day up to {uk_date(eve)} is as it was: choose it on the map to "
            f"see so. Ctrl Z takes all of it back.{decide}"
        )

    def _key(self) -> str:
        self._made += 1
        return str(self._made)

    def _number(self) -> None:
        ordered = sorted(self._rows, key=lambda row: row.step.on)
        self._rows = [replace(row, number=at) for at, row in enumerate(ordered, start=1)]
        self.forget_preview()


def _usual_day(today: date) -> date:
    """The next day on which councils usually begin, until somebody types another."""
    this_year = date(today.year, 4, 1)
    return this_year if today < this_year else date(today.year + 1, 4, 1)
