"""What each CSU is still to be told, and what has to be chased before it meets."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.chasers import ChaseLine, Chaser
from warden_desk.domain.errors import NotFound
from warden_desk.domain.returns import Standing, Status
from warden_desk.domain.tasking_states import OPEN, TO_DO, State
from warden_desk.domain.taskings import Deadline, deadline, state_words
from warden_desk.services import csus
from warden_desk.services import settings as desk_settings
from warden_desk.services.returns import meetings
from warden_desk.services.tasking import tasking_holders
from warden_desk.storage.tables import (
    Organisation,
    ReturnItem,
    Tasking,
    TaskingReturn,
)


def standings(session: Session, on: date, district_ids: Sequence[str] = ()) -> list[Standing]:
    """Every CSU of these districts (of all, if none are given), the next to meet first."""
    names = csus.serving(session, on, district_ids)
    states, late = _counts(session, on, list(names))
    answers = _answers(session, list(names))
    meets = meetings.upcoming(session, on)
    found = [
        Standing(
            id=key,
            csu=name,
            meeting=meets.get(key),
            owed=states[key, State.CHECKED],
            to_check=states[key, State.RESULT_ENTERED],
            open=sum(states[key, state] for state in OPEN if state is not State.CHECKED),
            late=late[key],
            sent=answers[key, Status.SENT],
            queried=answers[key, Status.QUERIED],
        )
        for key, name in names.items()
    ]
    return sorted(found, key=lambda row: (_meets_on(row), row.csu))


def chaser(session: Session, csu_id: str, on: date) -> Chaser:
    """What to ask for before a CSU meets: the latest first.

    Raises:
        NotFound: there is no such CSU.
    """
    csu = session.get(Organisation, csu_id)
    if csu is None or csu.deleted_at is not None:
        raise NotFound("That CSU is no longer on the list.")
    groups = _lines(session, csu_id, on)
    return Chaser(
        csu_id=csu_id,
        csu=csu.name,
        meeting=meetings.upcoming(session, on).get(csu_id),
        owed=tuple(groups.owed),
        waiting=tuple(sorted(groups.waiting, key=lambda line: -line.days_late)),
        queried=tuple(groups.queried),
    )


def open_answers() -> ColumnElement[str | None]:
    """SQL: the status of an item that still waits; NULL where it has been overtaken.

    A tasking that went back once more is asked about by its last return only, and a query about
    one that was cancelled or closed is settled.
    """
    later = aliased(ReturnItem)
    overtaken = exists().where(later.tasking_id == ReturnItem.tasking_id, later.id > ReturnItem.id)
    settled = Tasking.state.in_([State.CLOSED, State.CANCELLED, State.DECLINED])
    waits = ReturnItem.status.in_([Status.SENT, Status.QUERIED])
    return case((waits & ~overtaken & ~settled, ReturnItem.status), else_=None)


def asked_by(csu_ids: Sequence[str]) -> ColumnElement[bool]:
    """SQL: that one of these CSUs asks for the tasking; for queries that name its state, too.

    Written so that SQLite goes by the state: few taskings are open, but a CSU has thousands.
    """
    return Tasking.csu_id.concat("").in_(csu_ids)


@dataclass(slots=True)
class _Groups:
    owed: list[ChaseLine] = field(default_factory=list[ChaseLine])
    waiting: list[ChaseLine] = field(default_factory=list[ChaseLine])
    queried: list[ChaseLine] = field(default_factory=list[ChaseLine])


def _lines(session: Session, csu_id: str, on: date) -> _Groups:
    sensitive = desk_settings.load(session).sensitive_marking
    queries = _queries(session, csu_id)
    is_open = asked_by([csu_id]) & Tasking.state.in_(OPEN)
    query = (
        select(Tasking)
        .where(or_(is_open, Tasking.id.in_(list(queries))), Tasking.deleted_at.is_(None))
        .order_by(Tasking.due_on.is_(None), Tasking.due_on, Tasking.id)
    )
    taskings = list(session.scalars(query))
    who = tasking_holders.names(session, [tasking.id for tasking in taskings])
    groups = _Groups()
    for tasking in taskings:
        state = State(tasking.state)
        due = deadline(state, tasking.due_on, on, due_words=tasking.due_words)
        asked = queries.get(tasking.id)
        line = ChaseLine(
            tasking_id=tasking.id,
            reference=tasking.reference,
            their_reference=tasking.external_reference,
            title=tasking.title,
            is_sensitive=tasking.marking == sensitive,
            who=tuple(who.get(tasking.id, ())),
            says=_says(tasking, due, asked),
            days_late=_days_late(tasking, on),
        )
        if asked is not None:
            groups.queried.append(line)
        elif state is State.CHECKED:
            groups.owed.append(line)
        else:
            groups.waiting.append(line)
    return groups


def _says(tasking: Tasking, due: Deadline, asked: str | None) -> str:
    state = State(tasking.state)
    if asked is not None:
        return f"asked: {asked}"
    if state is State.CHECKED:
        return "checked"
    if state is State.RESULT_ENTERED:
        return "result is in, to be checked"
    said = (state_words(state, tasking.hold_until), due.words)
    return ", ".join(words[0].lower() + words[1:] for words in said if words)


def _days_late(tasking: Tasking, on: date) -> int:
    if tasking.due_on is None or State(tasking.state) not in TO_DO:
        return 0
    return max(0, (on - tasking.due_on).days)


def _queries(session: Session, csu_id: str) -> dict[str, str]:
    """What the CSU asked and is still to be told, by tasking."""
    query = (
        select(ReturnItem.tasking_id, ReturnItem.query)
        .join(TaskingReturn, TaskingReturn.id == ReturnItem.return_id)
        .join(Tasking, Tasking.id == ReturnItem.tasking_id)
        .where(TaskingReturn.csu_id == csu_id, open_answers() == Status.QUERIED)
    )
    return dict(session.execute(query).all())


def _counts(
    session: Session, on: date, csu_ids: Sequence[str]
) -> tuple[defaultdict[tuple[str, str], int], defaultdict[str, int]]:
    """How many open taskings each CSU has in each state, and how many are late."""
    overdue = case(((Tasking.due_on < on) & Tasking.state.in_(TO_DO), 1), else_=0)
    asker = Tasking.csu_id.concat("")
    query = (
        select(asker, Tasking.state, func.count(), func.sum(overdue))
        .where(asked_by(csu_ids), Tasking.state.in_(OPEN), Tasking.deleted_at.is_(None))
        .group_by(asker, Tasking.state)
    )
    states: defaultdict[tuple[str, str], int] = defaultdict(int)
    late: defaultdict[str, int] = defaultdict(int)
    for key, state, count, overdue_count in session.execute(query):
        states[key or "", state] = count
        late[key or ""] += overdue_count
    return states, late


def _answers(session: Session, csu_ids: Sequence[str]) -> defaultdict[tuple[str, str], int]:
    """How many items of each CSU wait for its word, or for ours to its query."""
    status = open_answers()
    query = (
        select(TaskingReturn.csu_id, status, func.count())
        .join(ReturnItem, ReturnItem.return_id == TaskingReturn.id)
        .join(Tasking, Tasking.id == ReturnItem.tasking_id)
        .where(TaskingReturn.csu_id.in_(csu_ids), status.is_not(None))
        .group_by(TaskingReturn.csu_id, status)
    )
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    for key, said, count in session.execute(query):
        found[key, said or ""] = count
    return found


def _meets_on(row: Standing) -> date:
    return row.meeting.on_date if row.meeting else date.max
