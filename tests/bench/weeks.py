"""How long the findings of a week take: 100 people, thirty of them in a team, 17 weeks behind them.

`python -m tests.bench.weeks` prints the figures, in milliseconds.
"""

import json
import statistics
import tempfile
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.bench.harness import runs, seconds
from tests.conftest import NOW, TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.ids import new_id
from warden_desk.domain.shift_text import parse_cell
from warden_desk.services import (
    founding,
    week_findings,
    week_parishes,
    week_rows,
    week_views,
    weeks,
)
from warden_desk.storage import desks
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import (
    Area,
    Person,
    PersonStatus,
    Shift,
    Stop,
    Team,
    TeamDistrict,
    TeamMember,
)

WEEK = Week.of(TODAY)
HISTORY = 17
TEAMS = (30, 24, 23, 23)
_SINCE = TODAY - timedelta(days=3000)
_PATTERN = ("EEEEE--", "LL--EEE", "EELLL--", "-EEEE-E")
_TIMES = {"E": (450, 930), "L": (840, 1320)}


def measure() -> dict[str, float]:
    """Milliseconds from an edit to the findings after it, and for reading them alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "practice.desk"
        with desks.create_practice(path) as desk:
            desk.database.write("New desk", founding.found)
            (team, person), _ = desk.database.write("Fill", _fill)
            count = runs(40)
            edits = [seconds(lambda at=at: _edit(desk, team, person, at)) for at in range(count)]
            reads = [seconds(lambda: _read(desk, team)) for _ in range(count)]
    p95 = statistics.quantiles(edits[1:], n=20)[-1]
    return {
        "weeks: edit to findings, p95 ms": p95 * 1000,
        "weeks: edit to findings, median ms": statistics.median(edits[1:]) * 1000,
        "weeks: grid and findings read, median ms": statistics.median(reads) * 1000,
    }


def _edit(desk: Desk, team: str, person: str, at: int) -> None:
    """As the page does: set a cell, read both grids, and say what is to be settled."""
    day = WEEK.days[at % 5]

    def set_cell(session: Session) -> None:
        typed = ("E Tenterden", "M Charing")[at % 2]
        draft = parse_cell(typed, week_rows.code_book(session, day))
        act = Act(by="T. Tester", at=NOW)
        weeks.set_cell(session, person, day, team, draft, act=act, reason="measured")

    desk.database.write("Set", set_cell)
    _read(desk, team)


def _read(desk: Desk, team: str) -> None:
    grid = desk.database.read(week_views.grid, team, WEEK)
    parishes = desk.database.read(week_parishes.parish_grid, team, WEEK)
    desk.database.read(week_findings.of_grids, grid, parishes)


def _fill(session: Session) -> tuple[str, str]:
    """The key of the largest team, and of somebody in it."""
    districts = list(session.scalars(select(Area.id).where(Area.kind == "district")))
    teams: list[tuple[str, str]] = []
    for number, size in enumerate(TEAMS):
        team = Team(number=number + 1, name=f"Team {number + 1}")
        session.add(team)
        session.flush()
        own = districts[2 * number : 2 * number + 2]
        for key in own:
            session.add(TeamDistrict(team_id=team.id, area_id=key, valid_from=_SINCE))
        places = list(session.scalars(select(Area.id).where(Area.parent_id.in_(own))))
        people = [_person(session, team.id, f"{number}{at:02d}") for at in range(size)]
        _shifts(session, team.id, people, places)
        teams.append((team.id, people[0]))
    return teams[0]


def _person(session: Session, team: str, name: str) -> str:
    person = Person(kind="warden", forename="Person", surname=name, contract_minutes=37 * 60)
    session.add(person)
    session.flush()
    session.add(PersonStatus(person_id=person.id, status="active", valid_from=_SINCE))
    session.add(TeamMember(team_id=team, person_id=person.id, valid_from=_SINCE))
    return person.id


def _shifts(session: Session, team: str, people: list[str], places: list[str]) -> None:
    shifts: list[dict[str, object]] = []
    stops: list[dict[str, object]] = []
    for at, person in enumerate(people):
        for weeks_ago in range(HISTORY + 1):
            pattern = _PATTERN[(at + weeks_ago) % len(_PATTERN)]
            for day, code in zip(WEEK.plus(-weeks_ago).days, pattern, strict=True):
                if code not in _TIMES:
                    continue
                start, end = _TIMES[code]
                key = new_id()
                shifts.append(
                    {
                        "id": key,
                        "person_id": person,
                        "team_id": team,
                        "on_date": day,
                        "code": code,
                        "start_minute": start,
                        "end_minute": end,
                        "break_minutes": 30,
                    }
                )
                place = places[(at + weeks_ago + day.day) % len(places)]
                stops.append({"id": new_id(), "shift_id": key, "position": 0, "area_id": place})
    session.execute(insert(Shift), shifts)
    session.execute(insert(Stop), stops)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))  # noqa: T201 - a bench is run to be read
