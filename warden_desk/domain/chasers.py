"""What is to be settled before a CSU meets, and the text that asks for it."""

from dataclasses import dataclass

from warden_desk.domain.dates import long_date
from warden_desk.domain.meetings import NextMeeting


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseLine:
    """One tasking somebody has to be asked about. `says` is what it waits for."""

    tasking_id: str
    reference: str
    their_reference: str
    title: str
    is_sensitive: bool
    who: tuple[str, ...]
    says: str
    days_late: int = 0

    @property
    def text(self) -> str:
        """For an e-mail or a call: a sensitive one by its references alone."""
        what = "" if self.is_sensitive else self.title
        references = f"{self.reference} ({self.their_reference})"
        named = references if self.their_reference else self.reference
        return ", ".join(
            filter(None, (f"{named} {what}".strip(), " and ".join(self.who), self.says))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaser:
    """What is to be settled before a CSU meets."""

    csu_id: str
    csu: str
    meeting: NextMeeting | None
    owed: tuple[ChaseLine, ...] = ()
    waiting: tuple[ChaseLine, ...] = ()
    queried: tuple[ChaseLine, ...] = ()

    def text(self) -> str:
        """The list to paste into an e-mail."""
        when = f" before {long_date(self.meeting.on_date)}" if self.meeting else ""
        parts = [f"{self.csu}: to settle{when}"]
        for heading, lines in (
            ("Waiting for a result", self.waiting),
            ("Queried by the CSU", self.queried),
            ("Checked, to go back", self.owed),
        ):
            if lines:
                parts.append("\n".join([heading, *(f"- {line.text}" for line in lines)]))
        return "\n\n".join(parts)
