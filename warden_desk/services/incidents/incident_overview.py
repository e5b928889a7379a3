"""What the page of hot-spots shows of police figures, and what it does to them, as jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.incidents import Level, RepeatLocation
from warden_desk.domain.progress import Progress
from warden_desk.formats import incident_files
from warden_desk.services.incidents import incident_figures, incident_imports, incident_recount
from warden_desk.services.incidents.incident_figures import Summary
from warden_desk.services.incidents.incident_imports import IncidentsPlan


@dataclass(frozen=True, slots=True)
class Overview:
    """The last twelve months on the desk; None where there are no figures, or no wards."""

    places: Sequence[RepeatLocation] = ()
    parishes: Summary | None = None
    wards: Summary | None = None


def overview(session: Session, progress: Progress) -> Overview:
    """Repeat locations, parishes and wards of the last twelve months on the desk."""
    if not incident_figures.on_desk(session):
        return Overview()
    months = incident_figures.lately(session)
    progress.step(1, 3)
    wards = incident_figures.summary(session, months, Level.WARD)
    progress.step(2, 3)
    return Overview(
        incident_figures.repeat_locations(session, months),
        incident_figures.summary(session, months, Level.PARISH),
        wards if wards.rows else None,
    )


def take_in_files(
    session: Session, progress: Progress, paths: Sequence[Path], *, act: Act
) -> IncidentsPlan:
    """Read files and write what they hold; the answer says what became of every row.

    Raises:
        UserError: a file cannot be read, or none of them holds incidents.
    """
    planned = incident_imports.plan(session, incident_files.read(paths, progress), progress)
    incident_imports.take_in(session, planned, act=act)
    return planned


def recount(session: Session, progress: Progress, *, act: Act) -> int:
    """As `incident_recount.recount`, as a job calls it."""
    return incident_recount.recount(session, act=act, progress=progress)
