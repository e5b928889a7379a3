"""Taking taskings in, putting them right, and finding one by what somebody types.

What happens to them afterwards is in `tasking_moves`, `tasking_log` and `tasking_people`; how they
are listed in `tasking_lists`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain import taskings as rules
from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.ids import new_id
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import FINAL, RESTING, State
from warden_desk.domain.taskings import TaskingDraft, TypedReference
from warden_desk.services import settings as desk_settings
from warden_desk.services import successions
from warden_desk.services.access.sight import refuse_hidden
from warden_desk.services.tasking import deadlines
from warden_desk.storage import many_rows
from warden_desk.storage.tables import Area, Tasking, TaskingEntry

_FIELDS = tuple(field.name for field in fields(TaskingDraft))
_VALUES = attrgetter(*_FIELDS)
_TOLD = {  # what the log calls the fields whose names do not say it
    "district_id": "district",
    "csu_id": "CSU",
    "area_id": "parish",
    "due_on": "due date",
    "due_words": "due date",
    "due_rule": "due date",
    "review_on": "review date",
    "meeting_on": "meeting date",
    "received_on": "date received",
}


def record(session: Session, draft: TaskingDraft, *, act: Act) -> str:
    """Take one tasking in, number it, and return its key.

    Raises:
        Invalid: the draft breaks a rule of `TaskingDraft.check`.
    """
    return record_many(session, [draft], act=act)[0]


def record_many(
    session: Session,
    drafts: Sequence[TaskingDraft],
    *,
    act: Act,
    import_batch_id: str | None = None,
) -> list[str]:
    """Take taskings in, in this order, all or none; returns their keys in the same order.

    Where neither a date nor words say when one is due, the rule for its urgency does, and its
    `due_rule` says so.

    Raises:
        Invalid: a draft breaks a rule of `TaskingDraft.check`.
    """
    settings = desk_settings.load(session)
    today = local_day(act, settings)
    for draft in drafts:
        draft.check(today=today)
    codes = _district_codes(session, {draft.district_id for draft in drafts})
    last = _last_numbers(session, {draft.received_on.year for draft in drafts})
    rows: list[dict[str, Any]] = []
    for draft in drafts:
        key = (draft.district_id or "", draft.received_on.year)
        last[key] = number = last.get(key, 0) + 1
        reference = rules.reference(codes[key[0]], key[1], number)
        numbered = {"reference": reference, "year": key[1], "number": number}
        received = {"state_since": act.at, "received_by": draft.received_by or act.by}
        batch = {"import_batch_id": import_batch_id}
        dated = deadlines.dated(draft, settings)
        rows.append(_facts(dated) | numbered | received | batch)
    many_rows.add(session, Tasking, rows)
    return [row["id"] for row in rows]


def amend(session: Session, tasking_id: str, draft: TaskingDraft, *, act: Act) -> None:
    """Put a tasking's facts right; the log says which were changed.

    Raises:
        Invalid: the draft breaks a rule, or would move it out of the district of its reference.
            It is at its end, too, until it is reopened.
        UserError: it is hidden from whoever sits at the desk.
    """
    draft.check(today=local_day(act, desk_settings.load(session)))
    tasking = get(session, tasking_id)
    refuse_hidden(session, tasking)
    draft = deadlines.amended(draft_of(tasking), draft, desk_settings.load(session))
    if State(tasking.state) in FINAL:
        raise Invalid({"state": f"This tasking is {tasking.state}. Reopen it first."})
    if draft.district_id != tasking.district_id:
        raise Invalid(
            {
                "district_id": "Its reference belongs to its district. Cancel this one, and take "
                "it in again there."
            }
        )
    before = draft_of(tasking)
    changed = [name for name in _FIELDS if getattr(before, name) != getattr(draft, name)]
    if not changed:
        return
    for name in changed:
        setattr(tasking, name, getattr(draft, name))
    told = dict.fromkeys(_TOLD.get(name, name.replace("_", " ")) for name in changed)
    log(session, tasking, EntryKind.AMENDED, act, text=", ".join(told))


def find(session: Session, typed: str, *, district_ids: Sequence[str] = ()) -> str:
    """The key of the tasking meant by "ASH-26-0147", "ash 147", "147" or the CSU's own reference.

    Args:
        district_ids: where a bare number is looked for; empty for everywhere.

    Raises:
        NotFound: none is meant, or several; the text names them.
    """
    reference = rules.parse_reference(typed)
    found = [] if reference is None else _numbered(session, reference, district_ids)
    if not found:
        query = select(Tasking.id, Tasking.reference, Tasking.year).where(
            func.lower(Tasking.external_reference) == typed.strip().lower(),
            Tasking.external_reference != "",
            Tasking.deleted_at.is_(None),
        )
        found = list(session.execute(query.order_by(Tasking.id.desc()).limit(5)))
    if not found:
        raise NotFound(f"There is no tasking “{typed.strip()}”. Write it as in ASH-26-0147.")
    newest = [(key, shown) for key, shown, year in found if year == found[0][2]]
    if len(newest) > 1:
        several = " or ".join(shown for _, shown in newest[:5])
        raise NotFound(f"“{typed.strip()}” could be {several}. Type the letters, too.")
    return newest[0][0]


def get(session: Session, tasking_id: str) -> Tasking:
    """The record itself, for other services.

    Raises:
        NotFound: it has been put aside or never was.
    """
    tasking = session.get(Tasking, tasking_id)
    if tasking is None or tasking.deleted_at is not None:
        raise NotFound("That tasking is no longer on the list.")
    return tasking


def draft_of(tasking: Tasking) -> TaskingDraft:
    """Its facts, ready to be changed."""
    return TaskingDraft(**{name: getattr(tasking, name) for name in _FIELDS})


def draft_to_amend(session: Session, tasking_id: str) -> TaskingDraft:
    """The facts of a tasking, for a form.

    Raises:
        UserError: they are hidden from whoever asks.
    """
    tasking = get(session, tasking_id)
    refuse_hidden(session, tasking)
    return draft_of(tasking)


def refuse_resting(tasking: Tasking) -> None:
    """Nobody works on a tasking that is on hold or at its end.

    Raises:
        Invalid: it is.
    """
    if (state := State(tasking.state)) in RESTING:
        how = "Take it off hold first." if state is State.ON_HOLD else "Reopen it first."
        raise Invalid({"state": f"This tasking is {state}. {how}"})


def log(
    session: Session,
    tasking: Tasking,
    kind: EntryKind,
    act: Act,
    *,
    text: str = "",
    from_state: str = "",
    to_state: str = "",
) -> TaskingEntry:
    """Write a line of the permanent log, for other services; more facts may be set on it."""
    entry = TaskingEntry(
        tasking_id=tasking.id,
        kind=kind,
        at=act.at,
        by=act.by,
        text=text.strip(),
        from_state=from_state,
        to_state=to_state,
    )
    session.add(entry)
    return entry


def _facts(draft: TaskingDraft) -> dict[str, Any]:
    """A new record's columns, as far as they follow from the draft alone."""
    facts = dict(zip(_FIELDS, _VALUES(draft), strict=True))
    return facts | {"id": new_id(), "state": State.RECEIVED.value}


def _district_codes(session: Session, ids: Iterable[str | None]) -> dict[str, str]:
    """The letters of each district's references: its short code, or else of its name."""
    query = select(Area.id, Area.short_code, Area.name).where(Area.id.in_(list(ids)))
    codes = {key: code or name[:3].upper() for key, code, name in session.execute(query)}
    if not codes.keys() >= set(ids):
        raise Invalid({"district_id": "That district is no longer on the list."})
    return codes


def _last_numbers(session: Session, years: Iterable[int]) -> dict[tuple[str, int], int]:
    query = (
        select(Tasking.district_id, Tasking.year, func.max(Tasking.number))
        .where(Tasking.year.in_(list(years)))
        .group_by(Tasking.district_id, Tasking.year)
    )
    return {(district_id, year): number for district_id, year, number in session.execute(query)}


def _numbered(
    session: Session, typed: TypedReference, district_ids: Sequence[str]
) -> list[tuple[str, str, int]]:
    """(key, reference, year) of those with this number, the newest year first."""
    query = select(Tasking.id, Tasking.reference, Tasking.year).where(
        Tasking.number == typed.number, Tasking.deleted_at.is_(None)
    )
    if typed.district_code is not None and typed.year is not None:
        exact = rules.reference(typed.district_code, typed.year, typed.number)
        query = query.where(Tasking.reference == exact)
    elif typed.district_code is not None:
        query = query.where(Tasking.reference.like(f"{typed.district_code}-%"))
    elif district_ids:
        query = query.where(successions.taskings_in(session, district_ids))
    if typed.year is not None:
        query = query.where(Tasking.year == typed.year)
    return list(session.execute(query.order_by(Tasking.year.desc(), Tasking.reference)))
