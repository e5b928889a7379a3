"""Where a team's week stands on its way to paper: draft, sent for sign-off, issued, changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from warden_desk.domain.check_list import CheckList
from warden_desk.domain.dates import Week
from warden_desk.domain.sheets import SheetChange, SheetStatus


class Approval(StrEnum):
    """How far a version is from being signed."""

    NONE = ""
    SENT = "sent"
    RETURNED = "returned"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version of a week: who sent it, who answered, who signed it."""

    id: str
    team_id: str
    team: str
    week: Week
    version: int
    status: SheetStatus
    approval: Approval
    sent_by: str
    sent_at: datetime | None
    answered_by: str
    answered_at: datetime | None
    answer: str
    issued_by: str
    issued_at: datetime | None

    @property
    def short(self) -> str:
        """`v2`."""
        return f"v{self.version}"

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a supervisor."""
        return self.approval is Approval.SENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a week stands now.

    Attributes:
        issued: the version that holds, if one was issued.
        waiting: the next version, if it was sent for sign-off or sent back.
        changes: how many things differ from `issued`.
    """

    issued: VersionRow | None = None
    waiting: VersionRow | None = None
    changes: int = 0

    @property
    def is_current(self) -> bool:
        """Whether what was issued is what is planned."""
        return self.issued is not None and not self.changes

    @property
    def words(self) -> str:
        """`Draft`, `v2 issued`, `v2 · 3 changes since`, `Waiting for sign-off`."""
        if self.waiting is not None:
            state = "waiting for sign-off" if self.waiting.is_waiting else "sent back"
            return f"{self.waiting.short} {state}" if self.issued else state.capitalize()
        if self.issued is None:
            return "Draft"
        if not self.changes:
            return f"{self.issued.short} issued"
        what = "1 change" if self.changes == 1 else f"{self.changes} changes"
        return f"{self.issued.short} · {what} since"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """Everything about issuing one team's week.

    Attributes:
        changes: what differs from the version that holds.
        since_sent: what was planned otherwise after the week was sent for sign-off.
        versions: the newest first.
        waiting: the weeks of all teams that wait for a supervisor.
    """

    checks: CheckList
    standing: Standing
    changes: tuple[SheetChange, ...]
    since_sent: tuple[SheetChange, ...]
    versions: tuple[VersionRow, ...]
    waiting: tuple[VersionRow, ...]
