"""The print log: who holds which paper, until when, and what became of it."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import NotFound
from warden_desk.domain.papers import PaperRow, Papers
from warden_desk.domain.sheets import SheetContent, destroy_on
from warden_desk.services import settings as desk_settings
from warden_desk.storage.tables import PrintLog, Team


def note(
    session: Session,
    what: str,
    *,
    copy_for: str,
    destroy_by: date | None,
    version: str = "",
    team: str = "",
    team_id: str = "",
    act: Act,
) -> str:
    """Note that a paper was printed or saved. Returns its id in the log.

    Args:
        team: as it is called on the paper.
        team_id: its key; without it, that of the team which is called so now.
    """
    by_name = select(Team.id).where(Team.name == team)
    entry = PrintLog(
        what=what,
        copy_for=copy_for,
        printed_by=act.by,
        printed_at=act.at,
        version=version,
        team=team,
        team_id=team_id or session.scalar(by_name),
        destroy_by=destroy_by,
    )
    session.add(entry)
    return entry.id


def note_sheet(session: Session, printed: SheetContent, *, act: Act) -> str:
    """Note that a team's sheet was printed, and when the paper is to be destroyed."""
    days = desk_settings.load(session).sheet_destroy_days
    return note(
        session,
        f"Deployment sheet, {printed.team}, {printed.week}",
        copy_for=printed.imprint.copy_for,
        destroy_by=destroy_on(printed.week, days),
        version=printed.version_words,
        team=printed.team,
        team_id=printed.team_id,
        act=act,
    )


def rows(session: Session, which: Papers, on: date, *, team_id: str = "") -> list[PaperRow]:
    """The papers, those to be destroyed first at the top; destroyed ones by when they were.

    Args:
        on: decides what is due.
        team_id: only of this team; the papers of the whole desk stay among them.
    """
    query = (
        select(PrintLog)
        .where(_which(which, on), _of_team(team_id))
        .order_by(
            PrintLog.destroyed_on.desc(),
            PrintLog.destroy_by.is_(None),
            PrintLog.destroy_by,
            PrintLog.printed_at,
            PrintLog.id,
        )
    )
    return [_row(entry) for entry in session.scalars(query)]


def count(session: Session, which: Papers, on: date, *, team_id: str = "") -> int:
    """How many papers `rows` would list."""
    query = select(func.count(PrintLog.id)).where(_which(which, on), _of_team(team_id))
    return session.scalar(query) or 0


def destroyed(session: Session, paper_ids: Collection[str], on: date, *, act: Act) -> int:
    """Note that papers were destroyed. Returns how many were not noted before.

    Raises:
        NotFound: one of them is not in the log.
    """
    found = session.scalars(select(PrintLog).where(PrintLog.id.in_(paper_ids))).all()
    if len(found) < len(set(paper_ids)):
        raise NotFound("That paper is not in the print log.")
    fresh = [entry for entry in found if entry.destroyed_on is None]
    for entry in fresh:
        entry.destroyed_on, entry.destroyed_by = on, act.by
    return len(fresh)


def _which(which: Papers, on: date) -> ColumnElement[bool]:
    is_out = PrintLog.destroyed_on.is_(None)
    conditions: dict[Papers, ColumnElement[bool]] = {
        Papers.ALL: true(),
        Papers.OUT: is_out,
        Papers.DUE: is_out & (PrintLog.destroy_by <= on),
        Papers.DESTROYED: PrintLog.destroyed_on.is_not(None),
    }
    return conditions[which]


def _of_team(team_id: str) -> ColumnElement[bool]:
    return or_(of_team(team_id), PrintLog.team == "") if team_id else true()


def of_team(team_id: str) -> ColumnElement[bool]:
    """Papers of this team, whatever it is or was called."""
    name = select(Team.name).where(Team.id == team_id).scalar_subquery()
    return func.coalesce(PrintLog.team_id == team_id, PrintLog.team == name)


def _row(entry: PrintLog) -> PaperRow:
    return PaperRow(
        id=entry.id,
        what=entry.what,
        version=entry.version,
        team=entry.team,
        copy_for=entry.copy_for,
        printed_by=entry.printed_by,
        printed_at=entry.printed_at,
        destroy_by=entry.destroy_by,
        destroyed_on=entry.destroyed_on,
        destroyed_by=entry.destroyed_by,
    )
