"""What follows an area into what comes after it: who looks after it, partners, teams, plans, money.

Dated rows end and begin anew; what was done, and every tasking, stays with the area of its day and
is found through `services.successions`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.need import RESIDENTS
from warden_desk.domain.tasking_states import OPEN
from warden_desk.storage.tables import (
    Contact,
    Event,
    FundingAgreement,
    FundingArea,
    NeedScore,
    OrganisationArea,
    ParishAssignment,
    Shift,
    Stop,
    Tasking,
    TeamDistrict,
)

_Held = TypeVar("_Held", ParishAssignment, OrganisationArea, TeamDistrict)
_Period = TypeVar("_Period", ParishAssignment, OrganisationArea, TeamDistrict, FundingAgreement)


@dataclass(slots=True)
class Heirs:
    """Which areas come after which; those that `stay` keep what they have beside it."""

    on: date
    after: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    stay: set[str] = field(default_factory=set[str])

    def add(self, old: str, new: str) -> None:
        """One area comes after another; put right in place, it follows itself."""
        if old != new:
            self.after.setdefault(old, []).append(new)


def follow(session: Session, heirs: Heirs, act: Act) -> Counter[str]:
    """Hand on what the areas have; returns how much of what."""
    counts: Counter[str] = Counter()
    if not heirs.after:
        return counts
    counts["designations"] = _dated(session, ParishAssignment, heirs, "person_id", "role")
    counts["partners"] = _dated(session, OrganisationArea, heirs, "organisation_id")
    counts["teams"] = _dated(session, TeamDistrict, heirs, "team_id")
    counts["agreements"] = _funding(session, heirs)
    counts["planned stops"], counts["events"] = _plans(session, heirs)
    counts["need figures"] = _need(session, heirs, act)
    counts["open taskings"] = _open_taskings(session, heirs)
    session.flush()
    counts["people"], counts["contacts"] = _people(session, heirs)
    return counts


def _dated(session: Session, table: type[_Held], heirs: Heirs, *same: str) -> int:
    """Rows of an area that hold on the day or later, for each of its heirs once."""
    rows = _holding(session, table, heirs.on, table.area_id.in_(heirs.after))
    made: set[tuple[object, ...]] = set()
    for row in rows:
        for new in heirs.after[row.area_id]:
            key = (new, *(getattr(row, name) for name in same))
            if key not in made:
                made.add(key)
                since = max(heirs.on, row.valid_from)
                session.add(_copied(row, area_id=new, valid_from=since))
        if row.area_id not in heirs.stay:
            _end(session, row, heirs.on)
    return len(made)


def _holding(
    session: Session, table: type[_Period], on: date, where: ColumnElement[bool]
) -> Sequence[_Period]:
    query = select(table).where(where, _lasts(table, on))
    return session.scalars(query.order_by(table.id)).all()


def _copied(row: _Period, **changed: Any) -> _Period:
    """A new row with the same facts, but for its key and what is changed."""
    facts: dict[str, Any] = {key: getattr(row, key) for key in type(row).__table__.columns.keys()}  # noqa: SIM118 - columns iterate as columns
    del facts["id"]
    return type(row)(**facts | changed)


def _end(session: Session, row: _Period, on: date) -> None:
    """A row that would never have been true is removed, not kept with an empty period."""
    if row.valid_from >= on:
        session.delete(row)
    else:
        row.valid_to = on


def _funding(session: Session, heirs: Heirs) -> int:
    """An agreement ends, and goes on as another for what its parishes are from then."""
    bought = select(FundingArea.agreement_id).where(FundingArea.area_id.in_(heirs.after))
    agreements = _holding(session, FundingAgreement, heirs.on, FundingAgreement.id.in_(bought))
    for agreement in agreements:
        rows = session.scalars(
            select(FundingArea)
            .where(FundingArea.agreement_id == agreement.id)
            .order_by(FundingArea.id)
        ).all()
        areas = _new_areas([row.area_id for row in rows], heirs)
        since = max(heirs.on, agreement.valid_from)
        new = _copied(agreement, valid_from=since)
        if agreement.valid_from >= heirs.on:
            for row in rows:
                session.delete(row)
            session.flush()
        _end(session, agreement, heirs.on)
        session.add(new)
        session.flush()
        session.add_all(FundingArea(agreement_id=new.id, area_id=area) for area in areas)
    return len(agreements)


def _new_areas(old: Sequence[str], heirs: Heirs) -> list[str]:
    found: dict[str, None] = {}
    for key in old:
        if key not in heirs.after or key in heirs.stay:
            found[key] = None
        found |= dict.fromkeys(heirs.after.get(key, ()))
    return list(found)


def _plans(session: Session, heirs: Heirs) -> tuple[int, int]:
    """What is planned from the day on is at the new one, of several parts at the first."""
    wanted = [key for key in heirs.after if key not in heirs.stay]
    coming = select(Shift.id).where(Shift.on_date >= heirs.on)
    stops = session.scalars(
        select(Stop).where(Stop.area_id.in_(wanted), Stop.shift_id.in_(coming))
    ).all()
    events = session.scalars(
        select(Event).where(Event.area_id.in_(wanted), Event.on_date >= heirs.on)
    ).all()
    for row in (*stops, *events):
        row.area_id = heirs.after[row.area_id or ""][0]
    return len(stops), len(events)


def _need(session: Session, heirs: Heirs, act: Act) -> int:
    """The last figures of an area go on for its only heir; what is divided is reckoned anew.

    Of several that become one only the residents can be added up.
    """
    fed = _fed(heirs)
    query = select(NeedScore).where(
        NeedScore.area_id.in_([old for several in fed.values() for old in several]),
        NeedScore.on_date <= heirs.on,
    )
    last: dict[tuple[str, str], NeedScore] = {}
    for row in session.scalars(query.order_by(NeedScore.on_date, NeedScore.id)):
        last[row.indicator, row.area_id] = row
    found = [
        _figure(rows, new, heirs.on, act)
        for new, several in fed.items()
        for indicator in sorted({indicator for indicator, _ in last})
        if (rows := [last[indicator, old] for old in several if (indicator, old) in last])
        and len(rows) == len(several)
        and (len(several) == 1 or indicator == RESIDENTS)
    ]
    session.add_all(found)
    return len(found)


def _fed(heirs: Heirs) -> dict[str, list[str]]:
    """By area, those that went into it; areas of which a part went elsewhere feed none."""
    found: dict[str, list[str]] = {}
    for old, several in heirs.after.items():
        for new in several:
            found.setdefault(new, []).append(old)
    parted = {old for old, several in heirs.after.items() if len(several) > 1} | heirs.stay
    return {new: olds for new, olds in found.items() if parted.isdisjoint(olds)}


def _figure(rows: Sequence[NeedScore], area_id: str, on: date, act: Act) -> NeedScore:
    return NeedScore(
        indicator=rows[0].indicator,
        area_id=area_id,
        on_date=on,
        value=sum(row.value for row in rows),
        source=rows[-1].source,
        entered_by=act.by,
        entered_at=act.at,
    )


def _people(session: Session, heirs: Heirs) -> tuple[int, int]:
    """How many look after what comes after, and how many are spoken to there."""
    new = {key for several in heirs.after.values() for key in several}
    wardens = select(func.count(ParishAssignment.person_id.distinct())).where(
        ParishAssignment.area_id.in_(new), _lasts(ParishAssignment, heirs.on)
    )
    serving = select(OrganisationArea.organisation_id).where(
        OrganisationArea.area_id.in_(new), _lasts(OrganisationArea, heirs.on)
    )
    contacts = select(func.count(Contact.id)).where(
        Contact.organisation_id.in_(serving), Contact.deleted_at.is_(None)
    )
    return session.scalar(wardens) or 0, session.scalar(contacts) or 0


def _lasts(table: type[_Period], on: date) -> ColumnElement[bool]:
    return or_(table.valid_to.is_(None), table.valid_to > on)


def _open_taskings(session: Session, heirs: Heirs) -> int:
    keys = list(heirs.after)
    query = select(func.count(Tasking.id)).where(
        or_(Tasking.district_id.in_(keys), Tasking.area_id.in_(keys)),
        Tasking.state.in_(OPEN),
        Tasking.deleted_at.is_(None),
    )
    return session.scalar(query) or 0
