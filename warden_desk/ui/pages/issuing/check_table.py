"""The check list as a table: each item, and under it what stands against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from warden_desk.domain.check_list import CheckLine, CheckList
from warden_desk.domain.dates import short_day
from warden_desk.domain.week_rows import FindingRow
from warden_desk.domain.week_rules.findings import Severity
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column, LazyTable, PillState

_INDENT = "      "


@dataclass(frozen=True, slots=True)
class CheckRow:
    """An item of the list, or (with a `finding`) one thing that stands against it."""

    id: str
    line: CheckLine
    finding: FindingRow | None = None

    @property
    def text(self) -> str:
        """What is wanted, or what was found."""
        if self.finding is None:
            return self.line.check.wanted
        return f"{_INDENT}{_found(self.finding)}"

    @property
    def whole(self) -> str:
        """All that can be said of a finding; nothing more of an item than stands there."""
        reason = f". Let stand: {self.note}" if self.finding and self.note else ""
        return f"{self.text.strip()}{reason}" if self.finding else ""

    @property
    def note(self) -> str:
        """How the item stands, or why the finding is let stand."""
        return self.line.standing if self.finding is None else self.finding.reason

    @property
    def open(self) -> tuple[FindingRow, ...]:
        """The warnings in it that still need a reason."""
        if self.finding is None:
            return self.line.open
        return (self.finding,) if self.finding in self.line.open else ()


def check_table() -> LazyTable[CheckRow]:
    """An empty one."""
    return LazyTable(
        [
            Column("", _word, 128, pill=_pill),
            Column("Before the week is issued", lambda row: row.text, 0, _role),
            Column("", lambda row: row.note, 140, "quiet", can_hide=True),
        ],
        "Check list",
        several=True,
    )


def rows_of(checks: CheckList) -> Sequence[CheckRow]:
    """The rows, those of an item right under it; what stops the week first, then what is open."""
    found: list[CheckRow] = []
    for line in sorted(checks.lines, key=lambda line: (not line.stops, line.is_ticked)):
        found.append(CheckRow(line.check, line))
        found += [CheckRow(_key(finding), line, finding) for finding in line.findings]
    return found


def _key(row: FindingRow) -> str:
    """The same while the rules say the same, so that a choice stays where it is."""
    return "/".join((row.rule, row.person_id or row.area_id, str(row.on_date), row.text))


def _found(row: FindingRow) -> str:
    day = "" if row.area and not row.person else f", {short_day(row.on_date)}"
    return f"{row.person or row.area}{day}: {row.text}"


def _word(row: CheckRow) -> str:
    return _state(row)[0]


def _pill(row: CheckRow) -> PillState | None:
    return _state(row)


def _state(row: CheckRow) -> PillState:
    if row.finding is None:
        return _line_state(row.line)
    if row.finding.severity is Severity.STOP:
        return "Stop", Tone.RED, None
    if row.finding.severity is Severity.NOTE:
        return "To know", Tone.BLUE, None
    if row.finding.is_settled:
        return "Let stand", Tone.NEUTRAL, "✓"
    return "Give reason", Tone.AMBER, None


def _line_state(line: CheckLine) -> PillState:
    if line.stops:
        return "Stop", Tone.RED, None
    if line.open:
        return "Open", Tone.AMBER, None
    if any(found.is_settled for found in line.findings):
        return "Let stand", Tone.NEUTRAL, "✓"
    return "In order", Tone.GREEN, None


def _role(row: CheckRow) -> str:
    return "text" if row.finding is None else "quiet"
