"""How taskings read on the page: pills, moments, facts."""

from datetime import date, datetime

from warden_desk.domain.dates import MONTHS, WEEKDAYS, plain_date, short_day, uk_date
from warden_desk.domain.tasking_entries import EntryKind, EntryRow
from warden_desk.domain.tasking_people import LEAD
from warden_desk.domain.tasking_states import TO_DO, State
from warden_desk.domain.taskings import (
    AssignmentRow,
    DeadlineKind,
    TaskingDetail,
    TaskingRow,
    deadline,
    state_words,
)
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import PillState

_TONES: dict[State, tuple[Tone, str | None]] = {
    State.RECEIVED: (Tone.BLUE, "○"),
    State.ACCEPTED: (Tone.BLUE, "○"),
    State.REOPENED: (Tone.BLUE, "○"),
    State.ASSIGNED: (Tone.BLUE, None),
    State.IN_PROGRESS: (Tone.BLUE, None),
    State.ON_HOLD: (Tone.NEUTRAL, "‖"),
    State.RESULT_ENTERED: (Tone.GREEN, None),
    State.CHECKED: (Tone.GREEN, None),
    State.RETURNED: (Tone.NEUTRAL, "✓"),
    State.CLOSED: (Tone.NEUTRAL, "✓"),
    State.DECLINED: (Tone.NEUTRAL, "×"),
    State.CANCELLED: (Tone.NEUTRAL, "×"),
}
_PRESSING = {
    DeadlineKind.OVERDUE: Tone.RED,
    DeadlineKind.TODAY: Tone.AMBER,
    DeadlineKind.SOON: Tone.AMBER,
}


def state_pill(state: State, hold_until: date | None = None) -> PillState:
    """The state itself."""
    return (state_words(state, hold_until), *_TONES[state])


def deadline_pill(state: State, due_on: date | None, today: date) -> PillState | None:
    """A deadline that presses; None if none does."""
    due = deadline(state, due_on, today)
    return (due.words, _PRESSING[due.kind], None) if due.kind in _PRESSING else None


def row_pill(row: TaskingRow, today: date) -> PillState:
    """What matters most about a row: a pressing deadline, or else its state."""
    pressing = deadline_pill(row.state, row.due_on, today)
    return pressing or state_pill(row.state, row.hold_until)


def who(row: TaskingRow) -> str:
    """Who has it, in the width of a column."""
    if not row.who:
        return "unassigned" if row.state in _UNGIVEN else "–"
    lead, *others = row.who
    return f"{lead} +{len(others)}" if others else lead


def due(row: TaskingRow) -> str:
    """The due date, or what stands in its place."""
    return plain_date(row.due_on) if row.due_on else row.due_words


def received(row: TaskingRow) -> str:
    """When it came in."""
    return plain_date(row.received_on)


_UNGIVEN = (State.RECEIVED, State.ACCEPTED, State.REOPENED)


def moment(at: datetime, today: date) -> str:
    """`Sat 21, 16:40` this month; `17 Nov, 11:20` this year; `17 Nov 2025` before."""
    local = at.astimezone()
    return _moment(local.date(), f"{local:%H:%M}", today)


def when(entry: EntryRow, today: date) -> str:
    """When it happened: a visit's own day and time, or when the entry was made."""
    if entry.kind is EntryKind.VISIT and entry.happened_on is not None:
        start = entry.start_minute
        clock = "" if start is None else f"{start // 60:02d}:{start % 60:02d}"
        return _moment(entry.happened_on, clock, today)
    return moment(entry.at, today)


def said(entry: EntryRow) -> str:
    """An entry's words; a struck one says so, and why."""
    if not entry.is_struck:
        return entry.words()
    return f"Struck by {entry.struck_by}: {entry.struck_reason}\n({entry.words()})"


HIDDEN = "What it is about. Settings, “At this desk”, says who is cleared and who sits here."


def facts(detail: TaskingDetail, today: date) -> list[tuple[str, str]]:
    """What is known, in the order people ask for it. What is not known is ""."""
    draft = detail.draft
    return [
        ("Hidden", HIDDEN if detail.is_hidden else ""),
        ("Where", " · ".join(filter(None, (detail.area, draft.place, draft.postcode)))),
        ("Asked by", _asked_by(detail)),
        ("Wanted", draft.wanted),
        ("About", draft.description),
        ("Category", detail.category_label),
        ("Priority", detail.priority_label),
        ("When", draft.problem_times),
        ("Mind", _mind(detail)),
        ("Who", _who(detail)),
        ("Knows", _known(detail, today)),
        ("Due", _due(detail, today)),
        ("Result", detail.outcome_label),
        ("Received", _received(detail)),
    ]


def _moment(day: date, clock: str, today: date) -> str:
    if (day.year, day.month) == (today.year, today.month):
        words = f"{WEEKDAYS[day.weekday()][:3]} {day.day}"
    elif day.year == today.year:
        words = f"{day.day} {MONTHS[day.month - 1][:3]}"
    else:
        return plain_date(day)
    return f"{words}, {clock}" if clock else words


def _asked_by(detail: TaskingDetail) -> str:
    draft = detail.draft
    meeting = f"meeting of {short_day(draft.meeting_on)[4:]}" if draft.meeting_on else ""
    asker = ", ".join(filter(None, (detail.csu or draft.agency, meeting)))
    references = " / ".join(filter(None, (draft.external_reference, draft.case_reference)))
    return " · ".join(filter(None, (asker, draft.requester, references)))


def _mind(detail: TaskingDetail) -> str:
    pair = "pair up" if detail.draft.pair_up else ""
    return ", ".join(filter(None, (pair, detail.draft.constraints)))


def _who(detail: TaskingDetail) -> str:
    return " · ".join(
        f"{held.name} (lead)" if held.role == LEAD and len(detail.assignments) > 1 else held.name
        for held in detail.assignments
    )


def _known(detail: TaskingDetail, today: date) -> str:
    """Who has said that they know of it, since when, and who heard it."""
    if all(held.acknowledged_at is None for held in detail.assignments):
        return "not yet" if detail.assignments and detail.state in TO_DO else ""
    if len(detail.assignments) == 1:
        return _heard(detail.assignments[0], today)
    return "\n".join(f"{held.name} {_heard(held, today)}" for held in detail.assignments)


def _heard(held: AssignmentRow, today: date) -> str:
    if held.acknowledged_at is None:
        return "not yet"
    heard_by = f", heard by {held.acknowledged_by}" if held.acknowledged_by != held.name else ""
    return f"since {moment(held.acknowledged_at, today)}{heard_by}"


def _due(detail: TaskingDetail, today: date) -> str:
    draft = detail.draft
    due = uk_date(draft.due_on) if draft.due_on else draft.due_words
    if draft.due_on and draft.due_on.year == today.year:
        due = short_day(draft.due_on)
    review = f"review {short_day(draft.review_on)}" if draft.review_on else ""
    urgency = f"{draft.urgency} urgency" if draft.urgency else ""
    if draft.due_rule:
        urgency = f"by the rule for {draft.due_rule}"
    return ", ".join(filter(None, (due, review, urgency)))


def _received(detail: TaskingDetail) -> str:
    draft = detail.draft
    how = f"by {draft.received_how}" if draft.received_how else ""
    by = f"taken in by {draft.received_by}" if draft.received_by else ""
    return ", ".join(filter(None, (short_day(draft.received_on), how, by)))
