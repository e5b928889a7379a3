"""Taking in what the police published: said first, then written."""

from dataclasses import dataclass, replace

from sqlalchemy import delete
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.incidents import (
    LeftOutFile,
    MonthFigures,
    MonthRow,
    MonthVerdict,
    StreetFiles,
    StreetMonth,
)
from warden_desk.domain.progress import Progress, Silent
from warden_desk.formats.incident_points import pack, placed_points
from warden_desk.services import settings as desk_settings
from warden_desk.services.incidents import incident_counts, incidents
from warden_desk.services.incidents.incident_counts import Counts
from warden_desk.services.incidents.incident_outlines import Ground, Grounds
from warden_desk.storage.tables import IncidentMonth, IncidentPoints


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMonth:
    """What taking in one month of one force would do. `before` is what it replaces."""

    figures: MonthFigures
    verdict: MonthVerdict
    file_name: str
    before: MonthRow | None
    packed: bytes
    counts: Counts
    outlines: str

    @property
    def sentence(self) -> str:
        """What it is and what it does, for a list of what is about to happen."""
        head = f"{self.figures.month.title}, {self.figures.force}"
        if self.verdict is MonthVerdict.SAME:
            return f"{head}: the desk has the same {self.figures.rows:,} rows already."
        said = f"{head}: {self.figures.sentence}."
        if self.before is None:
            return said
        if self.verdict is MonthVerdict.FEWER:
            return (
                f"{head}: {self.figures.rows:,} rows, where the desk has {self.before.rows:,}. "
                "This may be a part of the month only, and was left out."
            )
        return f"{said} They replace the {self.before.rows:,} rows on the desk."


@dataclass(frozen=True, slots=True)
class IncidentsPlan:
    """What the files would do, month by month, and what of them was left out."""

    months: tuple[PlannedMonth, ...]
    files: StreetFiles

    @property
    def writes(self) -> bool:
        """Whether there is anything to take in."""
        return any(one.verdict.is_written for one in self.months)

    @property
    def has_fewer(self) -> bool:
        """Whether a month was left out because most of its rows are missing."""
        return any(one.verdict is MonthVerdict.FEWER for one in self.months)


def plan(
    session: Session,
    files: StreetFiles,
    progress: Progress | None = None,
    *,
    with_fewer: bool = False,
) -> IncidentsPlan:
    """Say what files would do; nothing is written.

    Args:
        with_fewer: a month replaces the one before even if most of its rows are missing.
    """
    watching, grounds = progress or Silent(), Grounds(session)
    least = 0 if with_fewer else desk_settings.load(session).whole_month_percent
    held = {(row.month, row.force): row for row in incidents.months(session)}
    made: list[PlannedMonth] = []
    foreign: list[LeftOutFile] = []
    for at, read in enumerate(files.months):
        watching.step(at, len(files.months), f"Placing {read.month.title}")
        before = held.get((read.month, read.force))
        one = _planned(session, read, before, grounds.on(read.month.first), least)
        if one.figures.placed:
            made.append(one)
        else:
            why = f"None of its {read.read:,} rows lies in the service's areas; it was left out."
            foreign.append(LeftOutFile(read.file_name, why))
    return IncidentsPlan(tuple(made), replace(files, left_out=(*files.left_out, *foreign)))


def take_in(session: Session, planned: IncidentsPlan, *, act: Act) -> list[MonthFigures]:
    """Write what was planned. A month of a force replaces what was there of it.

    The police publish months anew when they correct them: what is gone from the file is gone.
    """
    written = [one for one in planned.months if one.verdict.is_written]
    for one in written:
        session.execute(
            delete(IncidentMonth).where(
                IncidentMonth.month == one.figures.month.first,
                IncidentMonth.force == one.figures.force,
            )
        )
        _write(session, one, act)
    return [one.figures for one in written]


def _planned(
    session: Session, read: StreetMonth, before: MonthRow | None, ground: Ground, least: int
) -> PlannedMonth:
    """`least` is the share of the rows on the desk, in hundredths, that it must have."""
    placed = placed_points(
        [
            (row.kind, row.location, row.longitude, row.latitude)
            for row in read.rows
            if row.longitude is not None and row.latitude is not None
        ]
    )
    outside, counts = incident_counts.counted(placed, ground)
    figures = MonthFigures(
        month=read.month,
        force=read.force,
        rows=read.read,
        without_place=len(read.rows) - len(placed),
        outside=outside,
        unreadable=read.unreadable,
    )
    packed = pack(placed)
    return PlannedMonth(
        figures=figures,
        verdict=_verdict(session, before, figures, packed, least),
        file_name=read.file_name,
        before=before,
        packed=packed,
        counts=counts,
        outlines=ground.words,
    )


def _verdict(
    session: Session, before: MonthRow | None, figures: MonthFigures, packed: bytes, least: int
) -> MonthVerdict:
    if before is None:
        return MonthVerdict.NEW
    is_same = before.rows == figures.rows
    if is_same and incident_counts.packed(session, before.id) == packed:
        return MonthVerdict.SAME
    has_fewer = 100 * figures.rows < least * before.rows
    return MonthVerdict.FEWER if has_fewer else MonthVerdict.UPDATE


def _write(session: Session, one: PlannedMonth, act: Act) -> None:
    figures = one.figures
    month = IncidentMonth(
        month=figures.month.first,
        force=figures.force,
        file_name=one.file_name,
        rows=figures.rows,
        without_place=figures.without_place,
        outside=figures.outside,
        unreadable=figures.unreadable,
        outlines=one.outlines,
        imported_by=act.by,
        imported_at=act.at,
    )
    session.add(month)
    session.flush()
    session.add(IncidentPoints(month_id=month.id, packed=one.packed))
    session.flush()
    incident_counts.keep(session, month.id, one.counts)
