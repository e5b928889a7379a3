"""What a pack says of each tasking: the CSU's own words back, and what came of it.

What leaves the desk is decided here: no subject, no warden's name, nothing of struck entries.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain import private_text
from warden_desk.domain.dates import plain_date, short_day
from warden_desk.domain.names import plain_name
from warden_desk.domain.return_packs import (
    OUR_REFERENCE,
    OUTCOME,
    RESULT,
    THEIR_REFERENCE,
    ReturnItem,
)
from warden_desk.domain.settings import Settings
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.today import clock
from warden_desk.services import codes
from warden_desk.storage.tables import Area, Code, Tasking, TaskingEntry

_RECOMMENDS = "recommends"
"""What an outcome's entry in the list of codes may say the CSU should do."""

Labels = dict[tuple[str, str], str]


def items(
    session: Session, taskings: Sequence[Tasking], settings: Settings, on: date
) -> tuple[ReturnItem, ...]:
    """Each tasking in words, in this order."""
    entries = _entries(session, [tasking.id for tasking in taskings])
    labels = _labels(session)
    areas = _areas(session, taskings)
    advice = codes.data(session, OUTCOME, on)
    return tuple(
        _item(
            tasking,
            {
                **_asked(tasking, labels, areas.get(tasking.id, ("", ""))),
                **_answered(tasking, entries[tasking.id], labels),
                "recommendation": str(advice.get(tasking.outcome, {}).get(_RECOMMENDS, "")),
            },
            settings,
        )
        for tasking in taskings
    )


def _item(tasking: Tasking, cells: dict[str, str], settings: Settings) -> ReturnItem:
    free_text = " \n".join(cells[name] for name in ("problem", "wanted", RESULT, "referral"))
    return ReturnItem(
        tasking_id=tasking.id,
        reference=tasking.reference,
        their_reference=tasking.external_reference,
        title=tasking.title,
        is_sensitive=tasking.marking == settings.sensitive_marking,
        cells=cells,
        warnings=tuple(private_text.warnings(free_text)),
    )


def _asked(tasking: Tasking, labels: Labels, area: tuple[str, str]) -> dict[str, str]:
    """What the CSU said, under the names its columns have in an import."""
    parish, district = area
    problem = tasking.description or tasking.title
    return {
        THEIR_REFERENCE: tasking.external_reference,
        "raised_on": plain_date(tasking.received_on),
        "requester": tasking.requester,
        "agency": tasking.agency,
        "place": _place(parish, tasking.place),
        "parish": parish or tasking.place,
        "postcode": tasking.postcode,
        "category": labels.get(("category", tasking.category), tasking.category),
        "problem": problem,
        "wanted": tasking.wanted,
        "asked": ". ".join(part.strip().rstrip(".") for part in (problem, tasking.wanted) if part),
        "urgency": labels.get(("urgency", tasking.urgency), tasking.urgency.capitalize()),
        "score": "" if tasking.score is None else str(tasking.score),
        "due_on": plain_date(tasking.due_on) if tasking.due_on else tasking.due_words,
        "review_on": plain_date(tasking.review_on) if tasking.review_on else "",
        "case_reference": tasking.case_reference,
        "owner": tasking.agency,
        "marking": tasking.marking,
        "subject_kind": labels.get(("subject_kind", tasking.subject_kind), tasking.subject_kind),
        "pair_up": "Yes" if tasking.pair_up else "No",
        "district": district,
    }


def _place(parish: str, written: str) -> str:
    """As the CSU wrote it, after the parish unless that is said."""
    ours, theirs = plain_name(parish), plain_name(written)
    if theirs and (theirs in ours or ours in theirs):
        return written
    return ", ".join(filter(None, (parish, written)))


def _answered(tasking: Tasking, log: Sequence[TaskingEntry], labels: Labels) -> dict[str, str]:
    visits = [entry for entry in log if entry.kind == EntryKind.VISIT]
    results = [entry.text for entry in log if entry.kind == EntryKind.RESULT]
    referrals = [entry for entry in log if entry.kind == EntryKind.REFERRAL]
    minutes = sum(visit.minutes or 0 for visit in visits)
    return {
        OUR_REFERENCE: tasking.reference,
        "visits": "; ".join(_visit(visit, tasking.received_on) for visit in visits),
        "minutes": str(minutes) if visits else "",
        OUTCOME: labels.get((OUTCOME, tasking.outcome), tasking.outcome),
        RESULT: results[-1] if results else "",
        "referral": "; ".join(_referral(referral) for referral in referrals),
    }


def _visit(visit: TaskingEntry, received_on: date) -> str:
    day = visit.happened_on
    told = ""
    if day is not None:
        told = short_day(day) if day.year == received_on.year else plain_date(day)
    return ", ".join(filter(None, (told, clock(visit.start_minute), f"{visit.minutes or 0} min")))


def _referral(referral: TaskingEntry) -> str:
    consent = "with consent" if referral.has_consent else "without consent"
    return f"{referral.agency} ({consent})"


def _entries(session: Session, tasking_ids: Sequence[str]) -> dict[str, list[TaskingEntry]]:
    """What was done, oldest first, without what was struck."""
    query = (
        select(TaskingEntry)
        .where(
            TaskingEntry.tasking_id.in_(tasking_ids),
            TaskingEntry.kind.in_([EntryKind.VISIT, EntryKind.RESULT, EntryKind.REFERRAL]),
            TaskingEntry.struck_at.is_(None),
        )
        .order_by(TaskingEntry.happened_on, TaskingEntry.start_minute, TaskingEntry.id)
    )
    found: dict[str, list[TaskingEntry]] = defaultdict(list)
    for entry in session.scalars(query):
        found[entry.tasking_id].append(entry)
    return found


def _labels(session: Session) -> Labels:
    """What codes are called; the label one had in any year will do."""
    query = select(Code.list_name, Code.code, Code.label).order_by(Code.valid_from)
    return {(name, code): label for name, code, label in session.execute(query)}


def _areas(session: Session, taskings: Sequence[Tasking]) -> dict[str, tuple[str, str]]:
    """Parish and district of each tasking."""
    district = aliased(Area)
    query = (
        select(Tasking.id, Area.name, district.name)
        .outerjoin(Area, Area.id == Tasking.area_id)
        .join(district, district.id == Tasking.district_id)
        .where(Tasking.id.in_([tasking.id for tasking in taskings]))
    )
    return {key: (parish or "", name) for key, parish, name in session.execute(query)}
