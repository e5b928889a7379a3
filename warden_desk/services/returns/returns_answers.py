"""What the CSUs say to what was sent: that they have it, or that they ask for more."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.returns import SentItem, SentReturn, Status
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import Move, State
from warden_desk.services.returns.returns_owed import open_answers
from warden_desk.services.tasking.tasking_holders import LEAD_FIRST
from warden_desk.services.tasking.tasking_moves import move, step
from warden_desk.services.tasking.tasking_people import assign
from warden_desk.services.tasking.taskings import get, log
from warden_desk.storage.tables import (
    Organisation,
    ReturnItem,
    Tasking,
    TaskingAssignment,
    TaskingReturn,
)


def rows(session: Session, csu_id: str, *, limit: int = 50) -> list[SentReturn]:
    """What went to a CSU, the latest first."""
    query = (
        select(
            TaskingReturn.id,
            TaskingReturn.sent_at,
            TaskingReturn.sent_by,
            TaskingReturn.how,
            TaskingReturn.sent_to,
            TaskingReturn.meets_on,
            TaskingReturn.file_name,
        )
        .where(TaskingReturn.csu_id == csu_id)
        .order_by(TaskingReturn.sent_at.desc(), TaskingReturn.id.desc())
        .limit(limit)
    )
    found = session.execute(query).all()
    held = _items(session, [row.id for row in found])
    return [
        SentReturn(
            id=key,
            sent_at=at,
            sent_by=by,
            how=how,
            sent_to=to,
            meets_on=meets_on,
            file_name=name,
            items=tuple(held[key]),
        )
        for key, at, by, how, to, meets_on, name in found
    ]


def acknowledge(
    session: Session,
    return_id: str,
    item_ids: Collection[str] = (),
    *,
    act: Act,
    close: bool = False,
) -> int:
    """Keep that the CSU has these answers, or all it had not answered; returns how many.

    Args:
        close: close their taskings, too: nothing more is to be done.

    Raises:
        UserError: none of them waits for an answer.
    """
    query = select(ReturnItem).where(ReturnItem.return_id == return_id)
    if item_ids:
        query = query.where(ReturnItem.id.in_(item_ids))
    else:
        query = query.where(ReturnItem.status == Status.SENT)
    items = [item for item in session.scalars(query) if item.status != Status.ACKNOWLEDGED]
    if not items:
        raise UserError("The CSU has answered for all of these already.")
    for item in items:
        item.status = Status.ACKNOWLEDGED.value
        item.answered_at, item.answered_by = act.at, act.by
        if close and get(session, item.tasking_id).state == State.RETURNED:
            move(session, item.tasking_id, Move.CLOSE, act=act, reason="acknowledged by the CSU")
    return len(items)


def query(session: Session, item_id: str, text: str, *, act: Act) -> None:
    """Keep what the CSU asks about an answer; the tasking's log says it, too.

    Raises:
        Invalid: it asks nothing.
        NotFound: there is no such item.
    """
    if not text.strip():
        raise Invalid({"text": "Write what the CSU asks."})
    item = _get(session, item_id)
    item.status, item.query = Status.QUERIED.value, text.strip()
    item.answered_at, item.answered_by = act.at, act.by
    said = f"{_csu(session, item)} asks: {text.strip()}"
    log(session, get(session, item.tasking_id), EntryKind.NOTE, act, text=said)


def send_back(session: Session, item_id: str, *, act: Act) -> State:
    """Put a queried tasking back to work with those who had it, and say where it stands then.

    Where a rule stops somebody (away, not vetted), it is reopened and waits to be assigned.

    Raises:
        UserError: nothing was asked about it.
    """
    item = _get(session, item_id)
    if item.status != Status.QUERIED:
        raise UserError("The CSU has not asked about this one. Write down its question first.")
    tasking = get(session, item.tasking_id)
    had = _had(session, tasking)
    why = f"{_csu(session, item)} asks: {item.query}"
    move(session, tasking.id, Move.REOPEN, act=act, reason=why)
    for person_id, role in had:
        try:
            assign(session, tasking.id, person_id, role=role, act=act, reason=why)
        except UserError:
            continue  # it was refused before anything was written; another can be asked
    if tasking.state == State.ASSIGNED:
        step(session, tasking, Move.START, act=act)
        log(
            session,
            tasking,
            EntryKind.STATUS,
            act,
            text=why,
            from_state=State.ASSIGNED,
            to_state=tasking.state,
        )
    return State(tasking.state)


def _had(session: Session, tasking: Tasking) -> list[tuple[str, str]]:
    """Who has it, the lead first: (person, role)."""
    found = session.execute(
        select(TaskingAssignment.person_id, TaskingAssignment.role)
        .where(TaskingAssignment.tasking_id == tasking.id, TaskingAssignment.ended_at.is_(None))
        .order_by(*LEAD_FIRST)
    )
    return [(person_id, role) for person_id, role in found]


def _items(session: Session, return_ids: Sequence[str]) -> dict[str, list[SentItem]]:
    query_ = (
        select(
            ReturnItem,
            Tasking.reference,
            Tasking.external_reference,
            Tasking.title,
            open_answers().is_not(None),
        )
        .join(Tasking, Tasking.id == ReturnItem.tasking_id)
        .where(ReturnItem.return_id.in_(return_ids))
        .order_by(ReturnItem.id)
    )
    found: dict[str, list[SentItem]] = defaultdict(list)
    for item, reference, theirs, title, is_open in session.execute(query_):
        found[item.return_id].append(
            SentItem(
                id=item.id,
                tasking_id=item.tasking_id,
                reference=reference,
                their_reference=theirs,
                title=title,
                status=Status(item.status),
                query=item.query,
                answered_at=item.answered_at,
                is_open=bool(is_open),
            )
        )
    return found


def _csu(session: Session, item: ReturnItem) -> str:
    found = session.scalar(
        select(Organisation.name)
        .join(TaskingReturn, TaskingReturn.csu_id == Organisation.id)
        .where(TaskingReturn.id == item.return_id)
    )
    return found or "The CSU"


def _get(session: Session, item_id: str) -> ReturnItem:
    item = session.get(ReturnItem, item_id)
    if item is None:
        raise NotFound("That answer is no longer on the list.")
    return item
