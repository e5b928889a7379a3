"""The versions of a team's week: which there are, and what was issued, from its snapshot alone."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound
from warden_desk.domain.sheet_snapshots import Unreadable, digest, thaw
from warden_desk.domain.sheet_versions import Approval, VersionRow
from warden_desk.domain.sheets import SheetContent, SheetStatus
from warden_desk.storage.tables import DeploymentSheet, Team


def versions(session: Session, team_id: str, week: Week) -> list[VersionRow]:
    """All versions of a week, the newest first; one that waits for sign-off among them."""
    return _rows(session, DeploymentSheet.team_id == team_id, DeploymentSheet.week == str(week))


def waiting(session: Session, team_id: str = "") -> list[VersionRow]:
    """The weeks that wait for a supervisor, of one team or of all."""
    of_team = [DeploymentSheet.team_id == team_id] if team_id else []
    return _rows(session, DeploymentSheet.approval == Approval.SENT, *of_team)


def version(session: Session, sheet_id: str) -> VersionRow:
    """One version.

    Raises:
        NotFound: there is none with this id.
    """
    found = _rows(session, DeploymentSheet.id == sheet_id)
    if not found:
        raise NotFound("That version is no longer on the desk.")
    return found[0]


def issued(rows: Iterable[VersionRow]) -> VersionRow | None:
    """Of a week's versions, the one that holds."""
    return next((row for row in rows if row.status is SheetStatus.ISSUED), None)


def content_of(session: Session, sheet_id: str) -> SheetContent:
    """An issued version as it was signed, whatever became of the week since.

    Only one thing is told anew: that a later version took its place.

    Raises:
        NotFound: there is no such version, or it was never issued.
        Unreadable: what was kept is damaged, or was altered after the signing.
    """
    row = session.get(DeploymentSheet, sheet_id)
    if row is None or row.status == SheetStatus.DRAFT:
        raise NotFound("That version was not issued.")
    if digest(row.snapshot) != row.digest:
        raise Unreadable("This version is not as it was signed. Ask for its paper copy.")
    return replace(thaw(row.snapshot), status=SheetStatus(row.status), team_id=row.team_id)


def sent_content(session: Session, sheet_id: str) -> SheetContent | None:
    """The week as it was when it was sent for sign-off; None where that was not kept."""
    row = session.get(DeploymentSheet, sheet_id)
    if row is None or row.approval != Approval.SENT or not row.snapshot:
        return None
    return thaw(row.snapshot)


def for_print(
    content: SheetContent, *, printed_by: str, printed_at: str, copy_for: str = ""
) -> SheetContent:
    """The same content as a paper of today: who prints it, when, and for whom."""
    return replace(
        content,
        imprint=replace(
            content.imprint, printed_by=printed_by, printed_at=printed_at, copy_for=copy_for
        ),
    )


def _rows(session: Session, *conditions: ColumnElement[bool]) -> list[VersionRow]:
    query = (
        select(DeploymentSheet, Team.name)
        .join(Team, Team.id == DeploymentSheet.team_id)
        .where(*conditions)
        .order_by(DeploymentSheet.week, Team.name, DeploymentSheet.version.desc())
    )
    return [_row(sheet, team) for sheet, team in session.execute(query)]


def _row(sheet: DeploymentSheet, team: str) -> VersionRow:
    return VersionRow(
        id=sheet.id,
        team_id=sheet.team_id,
        team=team,
        week=Week.parse(sheet.week),
        version=sheet.version,
        status=SheetStatus(sheet.status),
        approval=Approval(sheet.approval),
        sent_by=sheet.sent_by,
        sent_at=sheet.sent_at,
        answered_by=sheet.answered_by,
        answered_at=sheet.answered_at,
        answer=sheet.answer,
        issued_by=sheet.issued_by,
        issued_at=sheet.issued_at,
    )
