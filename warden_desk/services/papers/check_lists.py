"""The check list of a team's week, and the reasons why something on it is let stand."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.check_list import CheckList, check_list
from warden_desk.domain.dates import Week
from warden_desk.domain.week_rows import FindingRow
from warden_desk.services.week import team_weeks, week_findings, week_reasons
from warden_desk.services.week.team_weeks import TeamWeek
from warden_desk.storage.tables import Team


def of_week(session: Session, team_id: str, week: Week) -> CheckList:
    """Every item of the list, with what stands against it and the reasons given so far.

    Raises:
        NotFound: there is no such team.
    """
    return of_read(session, team_weeks.read(session, team_id, week))


def of_read(session: Session, planned: TeamWeek) -> CheckList:
    """As `of_week`, of a week that is at hand."""
    grid = planned.people
    found = week_findings.of_grids(session, grid, planned.parishes)
    name = session.scalars(select(Team.name).where(Team.id == grid.team_id)).one()
    return check_list(name, grid.week, found)


def give_reason(
    session: Session, findings: Iterable[FindingRow], reason: str, *, act: Act
) -> list[FindingRow]:
    """Keep one reason for several warnings. Returns them as they stand from now on.

    Raises:
        Invalid: the reason is empty.
        UserError: one of them is no warning.
    """
    rows = list(findings)
    for row in rows:
        week_reasons.give(session, row, reason, act=act)
    said = reason.strip()
    return [replace(row, reason=said, accepted_by=act.by, accepted_at=act.at) for row in rows]
