"""Copies of the week, gathered for those who asked for them; and the log of who holds which.

What a reader does not need is not gathered, so no format can draw it by mistake.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.copies import Copy, CopyKind, CsuCopy, PersonCopy, Reader
from warden_desk.domain.copy_requests import CopyRequest
from warden_desk.domain.errors import UserError
from warden_desk.domain.names import plain_name
from warden_desk.domain.progress import Progress, Silent
from warden_desk.domain.sheets import SheetContent
from warden_desk.services import teams
from warden_desk.services.access import audit
from warden_desk.services.papers import (
    copies_csu,
    copies_parish,
    copies_person,
    copies_team,
    print_log,
)
from warden_desk.services.papers.copies_ground import Ground, ground

_NOBODY = {
    CopyKind.PERSON: "Nobody is planned this week, so there is no copy to print.",
    CopyKind.PARISH: "No parish has a visit or an event this week. Choose one.",
    CopyKind.CSU: "No CSU serves the districts of this team.",
}


def readers(session: Session, request: CopyRequest, *, today: date, act: Act) -> list[Reader]:
    """For whom this kind of copy can be made; for papers of a whole team, the teams."""
    if not request.kind.is_for_one:
        found = teams.rows(session, request.week.monday)
        return [Reader(team.id, team.name, str(team.number)) for team in found]
    on = ground(session, request, today=today, act=act, is_practice=False)
    if request.kind is CopyKind.PERSON:
        return [Reader(p.person_id, p.name, p.collar_number) for p in on.grid.people]
    if request.kind is CopyKind.PARISH:
        found = copies_parish.parishes(session, on)
        return [Reader(area.id, area.name, area.district) for area in found]
    return [Reader(key, name) for key, name in copies_csu.csus(session, on)]


def find_reader(among: Iterable[Reader], typed: str) -> Reader:
    """The one reader meant by a name or a collar number, in any case.

    Raises:
        UserError: none, or more than one; the text names some.
    """
    rows = list(among)
    wanted = plain_name(typed)
    exact = [row for row in rows if wanted in (plain_name(row.name), plain_name(row.hint))]
    found = exact or [row for row in rows if wanted and wanted in plain_name(row.name)]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(row.name for row in (found or rows)[:12])
    raise UserError(f"“{typed}” is not one of them: {listed}." if listed else "There is none.")


def gather(
    session: Session,
    request: CopyRequest,
    *,
    today: date,
    act: Act,
    is_practice: bool = False,
    progress: Progress | None = None,
) -> tuple[Copy, ...]:
    """The copies asked for, in the order of their readers.

    Raises:
        UserError: there is nobody to make one for.
    """
    told = progress or Silent()
    found: list[Copy] = []
    if request.kind.is_for_one:
        on = ground(session, request, today=today, act=act, is_practice=is_practice)
        makers: Iterable[Copy] = _for_readers(session, on, request)
    else:
        team_ids = request.reader_ids or (request.team_id,)
        grounds = (
            ground(
                session,
                replace(request, team_id=key),
                today=today,
                act=act,
                is_practice=is_practice,
            )
            for key in team_ids
        )
        makers = (_for_team(session, on, request.kind) for on in grounds)
    for copy in makers:
        found.append(copy)
        told.step(len(found), 0, f"{len(found)} gathered")
    if not found:
        raise UserError(_NOBODY[request.kind])
    return tuple(found)


def log_prints(session: Session, printed: Sequence[Copy], *, act: Act) -> None:
    """Note each copy: whose it is, when it is to be destroyed, and what sensitive it tells."""
    for copy in printed:
        audit.handed_on(session, _sensitive(copy), "copy of the week", act=act)
        if isinstance(copy, SheetContent):
            print_log.note_sheet(session, copy, act=act)
            continue
        head = copy.head
        print_log.note(
            session,
            head.logged,
            copy_for=head.imprint.copy_for,
            destroy_by=head.destroy_on,
            version=head.imprint.version if head.status else "",
            team=head.team,
            act=act,
        )


def _sensitive(copy: Copy) -> list[str]:
    """The references of the sensitive taskings in a copy's annex."""
    if isinstance(copy, PersonCopy):
        return [tasking.reference for tasking in copy.annex]
    return [tasking.ours for tasking in copy.annex] if isinstance(copy, CsuCopy) else []


def _for_readers(session: Session, on: Ground, request: CopyRequest) -> Iterator[Copy]:
    keys = request.reader_ids
    if request.kind is CopyKind.PERSON:
        wanted = keys or [row.person_id for row in copies_person.planned(on)]
        return copies_person.copies(session, on, wanted)
    if request.kind is CopyKind.PARISH:
        return copies_parish.copies(session, on, keys or copies_parish.visited(session, on))
    every = [key for key, _ in copies_csu.csus(session, on)]
    return copies_csu.copies(session, on, keys or every)


def _for_team(session: Session, on: Ground, kind: CopyKind) -> Copy:
    if kind is CopyKind.TEAM:
        return on.sheet
    if kind is CopyKind.MONTH:
        return copies_team.month_overview(session, on)
    return copies_team.wall_sheet(on)
