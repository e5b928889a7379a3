"""Papers that left the desk: whose copy, which version, and until when it may exist."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from warden_desk.domain.dates import short_day, uk_date


class Papers(StrEnum):
    """Which of the papers are listed."""

    DUE = "due"
    """To be destroyed by now, and not said to be."""
    OUT = "out"
    """Somebody holds them: those that are due among them."""
    DESTROYED = "destroyed"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One printed paper. `version` is "Version 2"; empty for a paper that has none."""

    id: str
    what: str
    version: str
    team: str
    copy_for: str
    printed_by: str
    printed_at: datetime
    destroy_by: date | None
    destroyed_on: date | None
    destroyed_by: str

    def is_due(self, on: date) -> bool:
        """Whether it should be gone by this day, and is not."""
        return self.destroyed_on is None and self.destroy_by is not None and self.destroy_by <= on

    def fate(self, on: date) -> str:
        """What is to become of it, or became: "destroy by Sun 6 Dec 2026"."""
        if self.destroyed_on is not None:
            return f"destroyed {short_day(self.destroyed_on)} by {self.destroyed_by}"
        if self.destroy_by is None:
            return "no date set"
        word = "was to be gone by" if self.destroy_by < on else "destroy by"
        return f"{word} {uk_date(self.destroy_by)}"


def papers(count: int) -> str:
    """`1 paper`, `3 papers`."""
    return "1 paper" if count == 1 else f"{count} papers"
