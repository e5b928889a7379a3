"""How long an edited cell takes to painted findings: 100 people, 17 weeks behind them.

Thirty are in the team that is shown. `python -m tests.bench.weeks` prints the figures, in
milliseconds.
"""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.bench.harness import runs
from tests.conftest import NOW, TODAY
from warden_desk.app import make_application
from warden_desk.domain.dates import Week
from warden_desk.domain.ids import new_id
from warden_desk.services import founding
from warden_desk.services.week import week_views
from warden_desk.services.week.kept_weeks import KeptWeek
from warden_desk.storage import desks
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import (
    Area,
    ParishAssignment,
    Person,
    PersonStatus,
    Shift,
    Stop,
    Team,
    TeamDistrict,
    TeamMember,
)
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.pages.week.keys import cell_id
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.widgets.week_grid import CellId
from warden_desk.ui.workspace import Workspace

WEEK = Week.of(TODAY)
HISTORY = 17
TEAMS = (30, 24, 23, 23)
_SINCE = TODAY - timedelta(days=3000)
_PATTERN = ("EEEEE--", "LL--EEE", "EELLL--", "-EEEE-E")
_TIMES = {"E": (450, 930), "L": (840, 1320)}


def measure() -> dict[str, float]:
    """Milliseconds from a text typed into a cell to the findings after it, painted."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else make_application(["bench"])
    with (
        tempfile.TemporaryDirectory() as folder,
        desks.create_practice(Path(folder) / "practice.desk") as desk,
    ):
        desk.database.write("New desk", founding.found)
        (team, person), _ = desk.database.write("Fill", _fill)
        workspace = Workspace(desk.database, clock=lambda: NOW, is_practice=True)
        page = _shown(app, workspace, team)
        planner = Planner(workspace)
        planner.follow([workspace.read(week_views.grid, team, WEEK)])
        count = runs(40)
        edits = [
            _timed(lambda at=at: _edit(app, planner, cell_id(person, team, WEEK.days[at % 5]), at))
            for at in range(count)
        ][1:]
        reads = [_timed(lambda: _read(desk, team)) for _ in range(count)]
        page.close()
        workspace.close()
    walls, works = [wall for wall, _ in edits], [work for _, work in edits]
    return {
        "weeks: edit to findings, p95 ms": _p95(walls),
        "weeks: edit to findings, median ms": statistics.median(walls),
        "weeks: edit to findings, processor time, p95 ms": _p95(works),
        "weeks: edit to findings, processor time, median ms": statistics.median(works),
        "weeks: the same week read anew, median ms": statistics.median(wall for wall, _ in reads),
    }


def _p95(figures: list[float]) -> float:
    return statistics.quantiles(figures, n=20)[-1]


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor."""
    clock, work_done = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - work_done) * 1000


def _shown(app: QApplication, workspace: Workspace, team: str) -> WeekPage:
    page = WeekPage(workspace)
    page.resize(1214, 656)
    page.show()
    page.choose_teams([team])
    _rest(app)
    return page


def _edit(app: QApplication, planner: Planner, cell: CellId, at: int) -> None:
    """As a person does: every other text breaks a rule, so that the list is another one."""
    typed = ("E Tenterden", "0730-2130 Charing")[at % 2]
    refusal = planner.commit(cell, typed, "measured")
    assert refusal is None, refusal
    _rest(app)


def _rest(app: QApplication) -> None:
    """Until the grids and findings are read and painted: they follow one turn after another."""
    for _ in range(3):
        app.processEvents()


def _read(desk: Desk, team: str) -> None:
    desk.database.read(lambda session: KeptWeek(team, WEEK).settled(session))


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
        # Some of them look after parishes, so that gaps stand in the list as on any desk.
        for person_id, place in zip(people, places, strict=False):
            session.add(
                ParishAssignment(
                    person_id=person_id, area_id=place, role="primary", valid_from=_SINCE
                )
            )
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
