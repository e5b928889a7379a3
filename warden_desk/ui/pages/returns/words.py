"""How returns read on the page."""

from datetime import date

from warden_desk.domain.dates import short_day, uk_date
from warden_desk.domain.meetings import Known, MeetingRow, NextMeeting
from warden_desk.domain.returns import SentItem, SentReturn, Standing, Status
from warden_desk.domain.today import clock, days_late, in_days
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import PillState

_PILLS: dict[Status, tuple[str, Tone, str | None]] = {
    Status.OWED: ("Owed", Tone.AMBER, None),
    Status.SENT: ("Sent", Tone.BLUE, None),
    Status.ACKNOWLEDGED: ("Acknowledged", Tone.GREEN, None),
    Status.QUERIED: ("Queried", Tone.RED, "?"),
}


def item_pill(status: Status) -> PillState:
    """How one answer stands."""
    return _PILLS[status]


def standing_words(row: Standing) -> str:
    """What presses most with a CSU: `4 owed`, `1 queried`, or that nothing does."""
    match row.status:
        case Status.QUERIED:
            return f"{row.queried} queried"
        case Status.OWED:
            return f"{row.owed} owed" if row.owed else f"{row.to_check} to check"
        case Status.SENT:
            return f"{row.sent} unanswered"
        case _:
            return "Nothing owed"


def standing_pill(row: Standing) -> PillState:
    """The same with its tone."""
    if row.status is None:
        return standing_words(row), Tone.NEUTRAL, "✓"
    _, tone, mark = _PILLS[row.status]
    return standing_words(row), tone, mark


def meets(meeting: NextMeeting | None) -> str:
    """`Tue 24 Nov, 10:00`; for one that is only guessed, that it is."""
    if meeting is None:
        return "not known"
    when = ", ".join(filter(None, (short_day(meeting.on_date), clock(meeting.start_minute))))
    return f"{when}?" if meeting.known is Known.WEEKLY else when


def meets_in_full(meeting: NextMeeting | None, today: date) -> str:
    """With how long that is, and how it is known."""
    if meeting is None:
        return "Not known: enter the meeting, or take in a list that names its day."
    known = {
        Known.ENTERED: "",
        Known.DIARY: "from the week's diary",
        Known.WEEKLY: "taken to be weekly, from its last list",
    }[meeting.known]
    when = ", ".join(filter(None, (uk_date(meeting.on_date), clock(meeting.start_minute))))
    return " · ".join(filter(None, (when, in_days(meeting.on_date, today), known)))


def sent_heading(sent: SentReturn) -> str:
    """`Tue 17 Nov 2026 by e-mail, 8 taskings`."""
    count = "1 tasking" if len(sent.items) == 1 else f"{len(sent.items)} taskings"
    day = uk_date(sent.sent_at.astimezone().date())
    to = f" to {sent.sent_to}" if sent.sent_to else ""
    return f"{day} {sent.how}{to}, {count}"


def sent_pill(sent: SentReturn) -> PillState:
    """How the whole of a return stands."""
    queried = sum(item.status is Status.QUERIED and item.is_open for item in sent.items)
    if queried:
        return f"{queried} queried", Tone.RED, "?"
    if sent.waiting:
        return f"{len(sent.waiting)} unanswered", Tone.BLUE, None
    return "Acknowledged", Tone.GREEN, None


def item_text(item: SentItem) -> str:
    """One answer of a return: references first."""
    said = f"asked: {item.query}" if item.query else ""
    named = " ".join(filter(None, (item.their_reference, item.reference, item.title)))
    return " · ".join(filter(None, (named, said)))


def late(days: int, today: date) -> str:
    """`5 days late`; "" for what is in time."""
    if not days:
        return ""
    return f"{days_late(date.fromordinal(today.toordinal() - days), today)} late"


def meeting_heading(meeting: MeetingRow) -> str:
    """`Tue 24 Nov 2026, 10:00, Civic Centre`."""
    when = (uk_date(meeting.on_date), clock(meeting.start_minute), meeting.place)
    return ", ".join(filter(None, when))


def totals(rows: list[Standing]) -> str:
    """The page's sub-title."""
    parts = (
        (sum(row.owed for row in rows), "owed"),
        (sum(row.to_check for row in rows), "to check"),
        (sum(row.queried for row in rows), "queried"),
        (sum(row.sent for row in rows), "unanswered"),
    )
    return " · ".join(f"{count} {what}" for count, what in parts if count)
