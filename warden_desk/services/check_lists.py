"""The check list of a team's week, and the reasons why something on it is let stand."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.check_list import CheckList, check_list
from warden_desk.domain.dates import Week
from warden_desk.domain.week_rows import FindingRow
from warden_desk.services import week_findings, week_reasons
from warden_desk.storage.tables import Team


def of_week(session: Session, team_id: str, week: Week) -> CheckList:
    """Every item of the list, with what stands against it and the reasons given so far.

    Raises:
        NotFound: there is no such team.
    """
    found = week_findings.findings(session, team_id, week)
    name = session.scalars(select(Team.name).where(Team.id == team_id)).one()
    return check_list(name, week, found)


def give_reason(session: Session, findings: Iterable[FindingRow], reason: str, *, act: Act) -> None:
    """Keep one reason for several warnings.

    Raises:
        Invalid: the reason is empty.
        UserError: one of them is no warning.
    """
    for row in findings:
        week_reasons.give(session, row, reason, act=act)
