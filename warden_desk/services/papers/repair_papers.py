"""The papers that a repair makes out of date: sheets of the teams, copies of the people."""

from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.copies import Copy, CopyKind
from warden_desk.domain.copy_requests import CopyRequest
from warden_desk.domain.repairs import Repaired
from warden_desk.services.papers import copies


def changed_copies(
    session: Session, done: Repaired, *, today: date, act: Act, is_practice: bool = False
) -> tuple[Copy, ...]:
    """The sheet of each team that was touched, then the copies of its people who were."""
    found: list[Copy] = []
    told: set[str] = set()
    for team_id in done.team_ids:
        request = CopyRequest(kind=CopyKind.TEAM, team_id=team_id, week=done.week)
        found += copies.gather(session, request, today=today, act=act, is_practice=is_practice)
        request = CopyRequest(kind=CopyKind.PERSON, team_id=team_id, week=done.week)
        there = {reader.id for reader in copies.readers(session, request, today=today, act=act)}
        own = tuple(key for key in done.person_ids if key in there and key not in told)
        told.update(own)
        if own:
            request = CopyRequest(
                kind=CopyKind.PERSON, team_id=team_id, week=done.week, reader_ids=own
            )
            found += copies.gather(session, request, today=today, act=act, is_practice=is_practice)
    return tuple(found)
