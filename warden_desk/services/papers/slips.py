"""Result slips: numbered when a job sheet is printed, keyed in when they come back, each once."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import moment
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.result_slips import SlipDraft, SlipNumber, SlipRow, parse
from warden_desk.services import settings as desk_settings
from warden_desk.services import successions
from warden_desk.services.tasking import tasking_holders, tasking_log
from warden_desk.storage.tables import ResultSlip, Tasking


def next_number(session: Session, tasking_id: str) -> int:
    """The number the next slip of a tasking gets."""
    last = select(func.max(ResultSlip.number)).where(ResultSlip.tasking_id == tasking_id)
    return (session.scalar(last) or 0) + 1


def issue(session: Session, numbers: Mapping[str, int], *, act: Act) -> None:
    """Note that slips were printed (tasking: number). One that is known already stays as it is."""
    for tasking_id, number in numbers.items():
        known = select(ResultSlip.id).where(
            ResultSlip.tasking_id == tasking_id, ResultSlip.number == number
        )
        if session.scalar(known) is None:
            session.add(
                ResultSlip(
                    tasking_id=tasking_id, number=number, printed_at=act.at, printed_by=act.by
                )
            )


def find(session: Session, typed: str) -> SlipRow:
    """The slip meant by what stands at its top.

    Raises:
        Invalid: the number is mistyped, was never printed, is keyed in already or was given up.
    """
    wanted = parse(typed)
    query = select(ResultSlip, Tasking).join(Tasking, Tasking.id == ResultSlip.tasking_id)
    query = query.where(
        Tasking.reference == wanted.reference,
        Tasking.deleted_at.is_(None),
        ResultSlip.number == wanted.number,
    )
    found = session.execute(query).first()
    if found is None:
        raise Invalid({"number": f"No slip {wanted} was printed from this desk."})
    slip, tasking = found
    _refuse_settled(session, slip, wanted)
    return _rows(session, [(slip, tasking)])[0]


def key_in(session: Session, slip_id: str, draft: SlipDraft, *, act: Act) -> None:
    """Keep what a slip says: its visit and, where it gives an outcome, the result.

    Raises:
        Invalid: it is keyed in already, or its visit or result breaks a rule.
        UserError: the tasking is in no state for a result.
    """
    slip, tasking = _open_slip(session, slip_id)
    slip.visit_entry_id = tasking_log.visit(session, tasking.id, draft.visit(), act=act)
    if draft.outcome:
        slip.result_entry_id = tasking_log.result(
            session, tasking.id, draft.outcome, draft.text, act=act
        )
    slip.returned_at, slip.returned_by = act.at, act.by


def give_up(session: Session, slip_id: str, reason: str, *, act: Act) -> None:
    """Stop waiting for a slip: it was lost, or printed for nothing. The reason is kept.

    Raises:
        Invalid: no reason, or it has come back already.
    """
    if not reason.strip():
        raise Invalid({"reason": "Say why it will not come back: the reason is kept."})
    slip, _ = _open_slip(session, slip_id)
    slip.deleted_at, slip.deleted_reason = act.at, reason.strip()


def out(session: Session, district_ids: Sequence[str] = ()) -> tuple[SlipRow, ...]:
    """The slips still out, the longest out first; of these districts, or of all."""
    query = (
        select(ResultSlip, Tasking)
        .join(Tasking, Tasking.id == ResultSlip.tasking_id)
        .where(
            ResultSlip.returned_at.is_(None),
            ResultSlip.deleted_at.is_(None),
            Tasking.deleted_at.is_(None),
        )
        .order_by(ResultSlip.printed_at, ResultSlip.id)
    )
    if district_ids:
        query = query.where(successions.taskings_in(session, district_ids))
    return _rows(session, list(session.execute(query)))


def _open_slip(session: Session, slip_id: str) -> tuple[ResultSlip, Tasking]:
    slip = session.get(ResultSlip, slip_id)
    tasking = session.get(Tasking, slip.tasking_id) if slip else None
    if slip is None or tasking is None:
        raise NotFound("That slip is no longer on the list.")
    _refuse_settled(session, slip, SlipNumber(tasking.reference, slip.number))
    return slip, tasking


def _refuse_settled(session: Session, slip: ResultSlip, number: SlipNumber) -> None:
    settings = desk_settings.load(session)
    if slip.returned_at is not None:
        when = moment(slip.returned_at, settings)
        who = f" by {slip.returned_by}" if slip.returned_by else ""
        raise Invalid({"number": f"{number} is in already: keyed in{who} on {when}."})
    if slip.deleted_at is not None:
        when = moment(slip.deleted_at, settings)
        raise Invalid({"number": f"{number} was given up on {when}: {slip.deleted_reason}"})


def _rows(session: Session, found: Sequence[tuple[ResultSlip, Tasking]]) -> tuple[SlipRow, ...]:
    having = tasking_holders.holders(session, [tasking.id for _, tasking in found])
    rows: list[SlipRow] = []
    for slip, tasking in found:
        people = having.get(tasking.id, [])
        rows.append(
            SlipRow(
                id=slip.id,
                number=SlipNumber(tasking.reference, slip.number),
                tasking_id=tasking.id,
                title=tasking.title,
                who=tuple(name for _, name in people),
                person_ids=tuple(key for key, _ in people),
                printed_at=slip.printed_at,
                printed_by=slip.printed_by,
                returned_at=slip.returned_at,
                returned_by=slip.returned_by,
            )
        )
    return tuple(rows)
