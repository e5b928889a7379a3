"""How long the week of thirty people takes to be painted, once the program is warm.

`python -m tests.bench.week_grid` prints the figures, in milliseconds.
"""

import json
import os
import tempfile
import time
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.bench.harness import runs
from tests.conftest import NOW, TODAY
from warden_desk.app import make_application
from warden_desk.domain.dates import Week
from warden_desk.services import founding, practice, teams
from warden_desk.storage import desks
from warden_desk.storage.tables import Shift, TeamMember
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.workspace import Workspace

PEOPLE = 30


def measure() -> dict[str, float]:
    """Milliseconds from asking for a week until it is painted: of one team, and of two."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else make_application(["bench"])
    with (
        tempfile.TemporaryDirectory() as folder,
        desks.create_practice(Path(folder) / "practice.desk") as desk,
    ):
        desk.database.write("New desk", founding.found)
        desk.database.write("Practice data", practice.fill, today=TODAY)
        workspace = Workspace(desk.database, clock=lambda: NOW, is_practice=True)
        first, second = [team.id for team in workspace.read(teams.rows, TODAY)[:2]]
        two = _painted(app, workspace, [first, second])
        workspace.write("One team", _merge, second, first)
        one = _painted(app, workspace, [first])
        workspace.close()
    return {"week: grid painted, ms": one, "week: grid of two teams painted, ms": two}


def _merge(session: Session, team_id: str, into: str) -> None:
    """Have everybody of a team in another one: no team of the practice desk has thirty people."""
    for table in (TeamMember, Shift):
        session.execute(update(table).where(table.team_id == team_id).values(team_id=into))


def _painted(app: QApplication, workspace: Workspace, team_ids: list[str]) -> float:
    page = WeekPage(workspace)
    page.resize(1214, 656)
    page.show()
    page.choose_teams(team_ids)
    app.processEvents()
    people = page.board.people
    assert people.grid.rowCount() >= PEOPLE
    this, took = Week.of(TODAY), []
    for number in range(4 * runs(3)):
        # Another week each time: what was painted before must not be at hand.
        start = time.perf_counter()
        page.open_item(str(this.plus(-(number % 4))))
        people.viewport().repaint()
        took.append((time.perf_counter() - start) * 1000)
        app.processEvents()
    page.close()
    return median(took[1:])


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))  # noqa: T201 - a bench is run to be read
