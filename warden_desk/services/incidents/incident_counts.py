"""Incidents by area and kind, as they are counted from the points of a month and kept."""

from collections import Counter

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from warden_desk.formats.incident_points import Points
from warden_desk.services.incidents.incident_outlines import Ground
from warden_desk.storage.tables import IncidentCount, IncidentPoints

Counts = dict[tuple[str, str], int]
"""Incidents by area and kind; a parish, its ward and its district count each."""


def counted(placed: Points, ground: Ground) -> tuple[int, Counts]:
    """How many lie outside the service's areas, and the counts of those inside."""
    numbers: list[int] = placed.kinds.tolist()
    kinds = [placed.kind_names[number] for number in numbers]
    levels = ground.areas_at(placed.eastings, placed.northings)
    counts: Counter[tuple[str, str]] = Counter()
    for areas in levels.values():
        counts.update(
            (area, kind) for area, kind in zip(areas, kinds, strict=True) if area is not None
        )
    outside = sum(
        all(area is None for area in areas) for areas in zip(*levels.values(), strict=True)
    )
    return outside, dict(counts)


def kept(session: Session, month_id: str) -> Counts:
    """The counts of a month of a force on the desk."""
    query = select(IncidentCount.area_id, IncidentCount.kind, IncidentCount.count)
    rows = session.execute(query.where(IncidentCount.month_id == month_id))
    return {(area, kind): count for area, kind, count in rows}


def keep(session: Session, month_id: str, counts: Counts) -> None:
    """Have a month counted so. Only what differs is written: undo has to take back every row."""
    before = kept(session, month_id)
    gone = [key for key in before if key not in counts]
    new = [key for key in counts if key not in before]
    other = [key for key, count in counts.items() if before.get(key, count) != count]
    here = (
        IncidentCount.month_id == month_id,
        IncidentCount.area_id == bindparam("area"),
        IncidentCount.kind == bindparam("named"),
    )
    connection = session.connection()
    if gone:
        rows = [{"area": area, "named": kind} for area, kind in sorted(gone)]
        connection.execute(delete(IncidentCount).where(*here), rows)
    if other:
        rows = [{"area": a, "named": k, "many": counts[a, k]} for a, k in sorted(other)]
        changed = update(IncidentCount).where(*here).values(count=bindparam("many"))
        connection.execute(changed, rows)
    if new:
        rows = [
            {"month_id": month_id, "area_id": area, "kind": kind, "count": counts[area, kind]}
            for area, kind in sorted(new)
        ]
        session.execute(insert(IncidentCount), rows)


def packed(session: Session, month_id: str) -> bytes:
    """The points of a month of a force, as they are kept."""
    return session.get_one(IncidentPoints, month_id).packed
