"""What the police recorded, as the desk has it: months, and where incidents were."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import NotFound
from warden_desk.domain.incidents import IncidentPlace, MonthRow
from warden_desk.domain.months import Month
from warden_desk.formats.incident_points import Points, tally, unpack
from warden_desk.storage.tables import IncidentCount, IncidentMonth, IncidentPoints


def months(session: Session) -> list[MonthRow]:
    """The months on the desk by force, the earliest first."""
    query = select(IncidentMonth).order_by(IncidentMonth.month, IncidentMonth.force)
    return [
        MonthRow(
            id=row.id,
            month=Month.of(row.month),
            force=row.force,
            file_name=row.file_name,
            rows=row.rows,
            without_place=row.without_place,
            outside=row.outside,
            unreadable=row.unreadable,
            outlines=row.outlines,
            imported_by=row.imported_by,
            imported_at=row.imported_at,
        )
        for row in session.scalars(query)
    ]


def remove(session: Session, month_id: str, *, act: Act) -> None:
    """Take a month of a force off the desk.

    Raises:
        NotFound: it is gone already.
    """
    del act  # the journal says who
    month = session.get(IncidentMonth, month_id)
    if month is None:
        raise NotFound("That month is not on the desk any more.")
    session.delete(month)


def kinds(session: Session) -> list[str]:
    """Every kind of incident the desk has counts of, by name."""
    return list(session.scalars(select(IncidentCount.kind).distinct().order_by(IncidentCount.kind)))


def points(
    session: Session, wanted: Collection[Month], of_kinds: Collection[str] = ()
) -> list[IncidentPlace]:
    """Where incidents were recorded in some months, and how many at each point: a heat layer.

    Args:
        of_kinds: the kinds that count; none for all of them.
    """
    found: Counter[tuple[int, int]] = Counter()
    for part in packed_points(session, wanted).values():
        found.update(tally(part, chosen_kinds(part, of_kinds)))
    return [IncidentPlace(*place, count) for place, count in sorted(found.items())]


def packed_points(session: Session, wanted: Collection[Month]) -> dict[tuple[Month, str], Points]:
    """The points of some months by month and force, those outside the county among them."""
    query = (
        select(IncidentMonth.month, IncidentMonth.force, IncidentPoints.packed)
        .join(IncidentPoints, IncidentPoints.month_id == IncidentMonth.id)
        .where(IncidentMonth.month.in_([month.first for month in wanted]))
        .order_by(IncidentMonth.month, IncidentMonth.force)
    )
    return {
        (Month.of(first), force): unpack(packed) for first, force, packed in session.execute(query)
    }


def chosen_kinds(found: Points, of_kinds: Collection[str]) -> frozenset[int]:
    """The numbers of these kinds among the points; all of them if no kind is named."""
    names = enumerate(found.kind_names)
    return frozenset(at for at, name in names if not of_kinds or name in of_kinds)
