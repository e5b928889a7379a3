"""Maps and atlases in the print log."""

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import ActKind
from warden_desk.domain.dates import plain_date
from warden_desk.domain.map_papers import MapRequest
from warden_desk.services.access import audit
from warden_desk.services.coverage import coverage_maps, excerpts
from warden_desk.services.papers import print_log


def log(session: Session, what: str, wanted: MapRequest, *, act: Act) -> None:
    """Note that a map left the desk; one that is sensitive is to be destroyed like a sheet.

    That sensitive taskings went with it is kept in the record of who looked.

    Args:
        what: the paper, such as "Map" or "Atlas".
    """
    asked, scope = wanted.asked, coverage_maps.scope_of(session, wanted)
    names = ", with names" if wanted.with_names else ""
    print_log.note(
        session,
        f"{what}: {asked.mode.label}, {scope}, {plain_date(asked.on)}{names}",
        copy_for="",
        destroy_by=coverage_maps.destroy_by(session, wanted, act=act),
        act=act,
    )
    pinned = excerpts.sensitive_taskings(session, wanted)
    audit.note(session, ActKind.DISCLOSURE, audit.TASKING, pinned, "map", act=act)
