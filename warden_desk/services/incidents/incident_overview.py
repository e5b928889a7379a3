"""What the page of hot-spots shows of police figures, and what it does to them, as jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.incidents import Level, MonthRow, RepeatLocation
from warden_desk.domain.months import Month
from warden_desk.domain.progress import Progress
from warden_desk.formats import incident_files
from warden_desk.services.incidents import (
    incident_figures,
    incident_imports,
    incident_recount,
    incidents,
)
from warden_desk.services.incidents.incident_figures import Summary
from warden_desk.services.incidents.incident_imports import IncidentsPlan


@dataclass(frozen=True, slots=True)
class Overview:
    """What the police recorded; None where there are no figures, or no wards.

    Attributes:
        months: all that are on the desk, the latest first.
    """

    places: Sequence[RepeatLocation] = ()
    parishes: Summary | None = None
    wards: Summary | None = None
    months: Sequence[MonthRow] = ()


def overview(session: Session, progress: Progress, month: Month | None = None) -> Overview:
    """Repeat locations, parishes and wards of a month; of the last twelve if none is named."""
    held = incidents.months(session)[::-1]
    if not held:
        return Overview()
    lately = incident_figures.lately(session)
    months = (month,) if month in {row.month for row in held} and month else lately
    progress.step(1, 3)
    wards = incident_figures.summary(session, months, Level.WARD)
    progress.step(2, 3)
    return Overview(
        incident_figures.repeat_locations(session, months),
        incident_figures.summary(session, months, Level.PARISH),
        wards if wards.rows else None,
        held,
    )


def take_in_files(
    session: Session,
    progress: Progress,
    paths: Sequence[Path],
    *,
    act: Act,
    with_fewer: bool = False,
) -> IncidentsPlan:
    """Read files and write what they hold; the answer says what became of every row.

    Args:
        with_fewer: as `incident_imports.plan` has it.

    Raises:
        UserError: a file cannot be read, or none of them holds incidents.
    """
    files = incident_files.read(paths, progress)
    planned = incident_imports.plan(session, files, progress, with_fewer=with_fewer)
    incident_imports.take_in(session, planned, act=act)
    return planned


def recount(session: Session, progress: Progress, *, act: Act) -> int:
    """As `incident_recount.recount`, as a job calls it."""
    return incident_recount.recount(session, act=act, progress=progress)
