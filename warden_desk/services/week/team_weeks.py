"""Both grids of a team's week, read once for all who ask the same week several questions."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.week_rows import ParishGrid, WeekGrid
from warden_desk.services.week import week_parishes, week_views


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """People by day, and parishes by day."""

    people: WeekGrid
    parishes: ParishGrid


def read(session: Session, team_id: str, week: Week) -> TeamWeek:
    """A team's week as it is planned now.

    Raises:
        NotFound: there is no such team.
    """
    people = week_views.grid(session, team_id, week)
    return TeamWeek(people, week_parishes.parish_grid(session, team_id, week))
