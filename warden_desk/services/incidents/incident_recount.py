"""Counting police figures anew by the outlines that hold now, and taking in outlines with that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.boundaries import BoundaryDone, BoundaryPlan
from warden_desk.domain.changes import Act
from warden_desk.domain.progress import Progress, Silent
from warden_desk.formats.incident_points import unpack
from warden_desk.services.boundaries import boundaries_apply
from warden_desk.services.incidents import incident_counts, incidents
from warden_desk.services.incidents.incident_outlines import Grounds
from warden_desk.storage.tables import IncidentMonth


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A set of outlines that was taken in, and how many months were counted anew by it."""

    done: BoundaryDone
    months: int

    @property
    def sentence(self) -> str:
        """What came of both."""
        if not self.months:
            return self.done.sentence
        months = "1 month" if self.months == 1 else f"{self.months} months"
        are = "is" if self.months == 1 else "are"
        return f"{self.done.sentence} {months} of police figures {are} counted anew by them."


def recount(
    session: Session, *, act: Act, progress: Progress | None = None, since: date = date.min
) -> int:
    """Count months by the outlines that hold for them now; how many came out otherwise.

    Args:
        since: months that begin before it are left as they are.
    """
    del act  # the journal says who
    watching, grounds, changed = progress or Silent(), Grounds(session), 0
    held = [row for row in incidents.months(session) if row.month.first >= since]
    for at, row in enumerate(held):
        watching.step(at, len(held), f"Counting {row.month.title}")
        ground = grounds.on(row.month.first)
        points = unpack(incident_counts.packed(session, row.id))
        outside, counts = incident_counts.counted(points, ground)
        if counts == incident_counts.kept(session, row.id) and ground.words == row.outlines:
            continue
        changed += 1
        month = session.get_one(IncidentMonth, row.id)
        month.outside, month.outlines = outside, ground.words
        incident_counts.keep(session, row.id, counts)
    return changed


def take_in_boundaries(
    session: Session,
    plan: BoundaryPlan,
    *,
    act: Act,
    decisions: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> TakenIn:
    """Take a set of outlines in, and count by it what the police recorded: one change.

    Raises:
        UserError: as `boundaries_apply.apply`.
    """
    done = boundaries_apply.apply(session, plan, act=act, decisions=decisions, progress=progress)
    return TakenIn(done, recount(session, act=act, progress=progress))
