"""Tasking meetings: where a CSU hands out its list and hears what came of the last one."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from warden_desk.domain.errors import Invalid

WEEKLY = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting as typed in. `attendees` are roles or agencies, as its list names them."""

    csu_id: str | None = None
    on_date: date | None = None
    start_minute: int | None = None
    chair: str = ""
    attendees: str = ""
    place: str = ""

    def check(self) -> tuple[str, date]:
        """The CSU and the day, if both are there.

        Raises:
            Invalid: one of them is missing.
        """
        problems: dict[str, str] = {}
        if self.csu_id is None:
            problems["csu_id"] = "Choose the CSU that meets."
        if self.on_date is None:
            problems["on_date"] = "Choose the day."
        if problems or self.csu_id is None or self.on_date is None:
            raise Invalid(problems)
        return self.csu_id, self.on_date


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDraft:
    """What somebody undertakes at a meeting, as typed in."""

    text: str = ""
    who: str = ""
    due_on: date | None = None

    def check(self) -> None:
        """Refuse an action that says nothing.

        Raises:
            Invalid: there is no text.
        """
        if not self.text.strip():
            raise Invalid({"text": "Say what is to be done."})


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One action of a meeting."""

    id: str
    text: str
    who: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting with its actions, those still open first."""

    id: str
    csu_id: str
    csu: str
    on_date: date
    start_minute: int | None
    chair: str
    attendees: str
    place: str
    actions: tuple[ActionRow, ...] = ()

    def draft(self) -> MeetingDraft:
        """Its facts, to be put right."""
        return MeetingDraft(
            csu_id=self.csu_id,
            on_date=self.on_date,
            start_minute=self.start_minute,
            chair=self.chair,
            attendees=self.attendees,
            place=self.place,
        )


class Known(StrEnum):
    """How the day of the next meeting is known."""

    ENTERED = "entered"
    DIARY = "diary"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """When a CSU meets next. Only one that was entered as a meeting has an id."""

    on_date: date
    start_minute: int | None = None
    known: Known = Known.ENTERED
    meeting_id: str = ""


def next_weekly(last: date, on: date) -> date:
    """The next meeting of a CSU that meets every week, on the weekday of its last one."""
    weeks = max(0, -(-(on - last).days // WEEKLY.days))
    return last + weeks * WEEKLY
