"""What a rule says about a week: it stops a change, warns, or only notes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """Whether a rule forbids, or asks for a reason that is kept. Worst first."""

    STOP = "stop"
    WARNING = "warning"


class Rule(StrEnum):
    """What was looked at. The values are stable: they are in JSON."""

    OVERLAP = "overlap"
    ABSENT = "absent"
    REST = "rest"
    LONG_DAY = "long_day"
    WEEKLY_REST = "weekly_rest"
    BREAK = "break"
    LONE_LATE = "lone_late"
    PARISH_GAP = "parish_gap"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule has to say.

    Attributes:
        mark: two words for the corner of a cell.
        shift_ids: the shifts it is about; the first is the one that keeps the reason.
    """

    rule: Rule
    severity: Severity
    on_date: date
    text: str
    mark: str
    shift_ids: tuple[str, ...]

    @property
    def key(self) -> tuple[str, date, str]:
        """The same for the same trouble, whatever became of the rows."""
        return self.rule, self.on_date, self.text
