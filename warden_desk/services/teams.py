"""Teams: their districts, leaders and members on a day."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound
from warden_desk.domain.people import TeamRow
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import Area, Person, Team, TeamDistrict, TeamMember

LEADER = "leader"


def rows(session: Session, on: date) -> list[TeamRow]:
    """All teams by number."""
    districts = _districts(session, on)
    leaders = _leaders(session, on)
    counts = _members(session, on)
    query = (
        select(Team.id, Team.number, Team.name)
        .where(Team.deleted_at.is_(None))
        .order_by(Team.number)
    )
    return [
        TeamRow(
            key,
            number,
            name,
            tuple(area_id for area_id, _ in districts.get(key, [])),
            tuple(district for _, district in districts.get(key, [])),
            leaders.get(key, ""),
            counts.get(key, 0),
        )
        for key, number, name in session.execute(query)
    ]


def find(session: Session, typed: str, on: date) -> TeamRow:
    """The one team meant by a number or (the beginning of) a name.

    Raises:
        NotFound: none or several; the text lists the teams there are.
    """
    teams = rows(session, on)
    wanted = typed.strip().casefold()
    exact = [t for t in teams if wanted in (str(t.number), t.name.casefold())]
    found = exact or [t for t in teams if wanted and t.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not teams:
        raise NotFound("There is no team yet. Import the staff list: it names the teams.")
    listed = "; ".join(f"{t.number} {t.name}" for t in teams)
    raise NotFound(f"There is no team “{typed}”. The teams are: {listed}.")


def _districts(session: Session, on: date) -> dict[str, list[tuple[str, str]]]:
    query = (
        select(TeamDistrict.team_id, Area.id, Area.name)
        .join(Area, Area.id == TeamDistrict.area_id)
        .where(on_day(TeamDistrict, on))
        .order_by(Area.name)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for team_id, area_id, name in session.execute(query):
        found.setdefault(team_id, []).append((area_id, name))
    return found


def leading(session: Session, person_ids: Collection[str], week: Week) -> set[str]:
    """Those of these people who lead a team on some day of a week."""
    query = select(TeamMember.person_id).where(
        TeamMember.person_id.in_(person_ids),
        TeamMember.role == LEADER,
        TeamMember.valid_from <= week.sunday,
        or_(TeamMember.valid_to.is_(None), TeamMember.valid_to > week.monday),
    )
    return set(session.scalars(query))


def _leaders(session: Session, on: date) -> dict[str, str]:
    query = (
        select(TeamMember.team_id, Person.forename, Person.surname)
        .join(Person, Person.id == TeamMember.person_id)
        .where(TeamMember.role == LEADER, on_day(TeamMember, on))
    )
    return {
        team_id: f"{forename} {surname}" for team_id, forename, surname in session.execute(query)
    }


def _members(session: Session, on: date) -> dict[str, int]:
    query = (
        select(TeamMember.team_id, func.count())
        .where(on_day(TeamMember, on))
        .group_by(TeamMember.team_id)
    )
    return dict(session.execute(query).all())
