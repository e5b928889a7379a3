"""Looking at a publisher's file from a window: read in a process of its own, then planned."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import BoundaryFile, BoundaryPlan
from warden_desk.domain.progress import Progress
from warden_desk.formats.apart import run_apart
from warden_desk.formats.outlines import Ours
from warden_desk.services import settings as desk_settings
from warden_desk.services.boundaries import boundaries, boundaries_fetch, boundaries_plan


def look_at(
    session: Session,
    path: Path,
    today: date,
    progress: Progress,
    kind: AreaKind | None = None,
    since: date | None = None,
) -> BoundaryPlan:
    """What taking in a file would do.

    Raises:
        UserError: it cannot be read, or has none of our areas.
        Cancelled: whoever watches asked to stop.
    """
    ours = boundaries_plan.ours(session, today)
    file = run_apart(progress, _read, path, ours, kind)
    return boundaries_plan.plan(session, file, today, since)


def fetch(session: Session, today: date, progress: Progress) -> Path:
    """Fetch the set that the settings name; returns the file beside the desk.

    Raises:
        NotFetched: the service does not give it.
        Cancelled: whoever watches asked to stop; what came is kept for the next time.
    """
    address = desk_settings.load(session).boundary_service
    ours = boundaries_plan.ours(session, today)
    return boundaries_fetch.fetch(address, ours, boundaries.folder(session), progress)


def _read(progress: Progress, path: Path, ours: Ours, kind: AreaKind | None) -> BoundaryFile:
    # Loaded where it runs: in the window's process it would only be in the way.
    from warden_desk.formats import boundaries_reader

    return boundaries_reader.read(progress, path, ours, kind)
