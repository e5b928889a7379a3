"""The papers that a repair makes out of date: sheets of the teams, copies of the people."""

from dataclasses import replace
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
    for week in done.weeks:
        told: set[str] = set()
        for team_id in done.team_ids:
            team = CopyRequest(kind=CopyKind.TEAM, team_id=team_id, week=week)
            found += copies.gather(session, team, today=today, act=act, is_practice=is_practice)
            own = replace(team, kind=CopyKind.PERSON)
            there = {reader.id for reader in copies.readers(session, own, today=today, act=act)}
            keys = tuple(key for key in done.person_ids if key in there and key not in told)
            told.update(keys)
            if keys:
                own = replace(own, reader_ids=keys)
                found += copies.gather(session, own, today=today, act=act, is_practice=is_practice)
    return tuple(found)
