"""The check list of a team's week, and the reasons why something on it was let stand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.check_list import CheckList, check_list
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import Invalid
from warden_desk.domain.week_rows import FindingRow
from warden_desk.services import week_findings
from warden_desk.storage.tables import SheetReason, Team

Key = tuple[str, str, date, str]
"""Rule, whom it is about, day and words: the same as long as the rules say the very same."""


def of_week(session: Session, team_id: str, week: Week) -> CheckList:
    """Every item of the list, with what stands against it and the reasons given so far.

    Raises:
        NotFound: there is no such team.
    """
    reasons = _reasons(session, team_id, week)
    found = [
        row if row.reason else replace(row, reason=reasons.get(_key(row), ""))
        for row in week_findings.findings(session, team_id, week)
    ]
    name = session.scalars(select(Team.name).where(Team.id == team_id)).one()
    return check_list(name, week, found)


def give_reason(
    session: Session,
    team_id: str,
    week: Week,
    findings: Iterable[FindingRow],
    reason: str,
    *,
    act: Act,
) -> None:
    """Keep why these warnings are let stand; a reason given before is followed, not replaced.

    Raises:
        Invalid: the reason is empty.
    """
    if not reason.strip():
        raise Invalid({"reason": "Say why it may stand: the supervisor reads it on the sheet."})
    session.add_all(
        SheetReason(
            team_id=team_id,
            week=str(week),
            rule=row.rule,
            subject=row.person_id or row.area_id,
            on_date=row.on_date,
            text=row.text,
            reason=reason.strip(),
            given_by=act.by,
            given_at=act.at,
        )
        for row in findings
    )


def _reasons(session: Session, team_id: str, week: Week) -> dict[Key, str]:
    """The last reason given for each, and by whom."""
    query = (
        select(SheetReason)
        .where(SheetReason.team_id == team_id, SheetReason.week == str(week))
        .order_by(SheetReason.given_at, SheetReason.id)
    )
    return {
        (kept.rule, kept.subject, kept.on_date, kept.text): f"{kept.reason} ({kept.given_by})"
        for kept in session.scalars(query)
    }


def _key(row: FindingRow) -> Key:
    return row.rule, row.person_id or row.area_id, row.on_date, row.text
