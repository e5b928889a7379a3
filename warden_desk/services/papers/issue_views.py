"""How a team's week stands on its way to being issued, and what changed on that way."""

from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain import sheet_changes
from warden_desk.domain.dates import Week
from warden_desk.domain.sheet_versions import IssueView, Standing
from warden_desk.domain.sheets import SheetChange, SheetContent, SheetStatus
from warden_desk.services.papers import check_lists, sheet_versions, sheets
from warden_desk.services.week import team_weeks


def standing(session: Session, team_id: str, week: Week, *, today: date) -> Standing:
    """Where a week stands. Quick until something was issued; then the plan is compared with it."""
    found = sheet_versions.versions(session, team_id, week)
    issued = sheet_versions.issued(found)
    waiting = next((row for row in found if row.status is SheetStatus.DRAFT), None)
    if issued is None:
        return Standing(waiting=waiting)
    drawn = sheets.draft(session, team_weeks.read(session, team_id, week), today=today)
    return Standing(issued=issued, waiting=waiting, changes=len(drawn.changes))


def view(session: Session, team_id: str, week: Week, *, today: date) -> IssueView:
    """Everything the window shows of issuing a week.

    Raises:
        NotFound: there is no such team.
    """
    found = sheet_versions.versions(session, team_id, week)
    waiting = next((row for row in found if row.status is SheetStatus.DRAFT), None)
    planned = team_weeks.read(session, team_id, week)
    drawn = sheets.draft(session, planned, today=today)
    return IssueView(
        checks=check_lists.of_read(session, planned),
        standing=Standing(
            issued=sheet_versions.issued(found), waiting=waiting, changes=len(drawn.changes)
        ),
        changes=drawn.changes,
        since_sent=_since_sent(session, waiting.id, drawn) if waiting else (),
        versions=tuple(found),
        waiting=tuple(sheet_versions.waiting(session)),
    )


def _since_sent(session: Session, sheet_id: str, drawn: SheetContent) -> tuple[SheetChange, ...]:
    sent = sheet_versions.sent_content(session, sheet_id)
    return sheet_changes.changes(sent, drawn) if sent else ()
