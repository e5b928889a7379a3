"""The map's page on the practice desk: map, key, parish and table tell one story."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from tests.ui.web import NO_GRAPHICS_CARD, ask, middle_of, wait_for
from warden_desk.domain.coverage import Coverage, CoverageRow, counts
from warden_desk.domain.people import AssignmentRole
from warden_desk.services import areas, coverage, teams
from warden_desk.storage.tables import ParishAssignment, Person
from warden_desk.ui.pages.map import MapPage
from warden_desk.ui.workspace import Workspace

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("map")


@pytest.fixture
def open_page(
    qtbot: QtBot, workspace: Workspace, cache: Path, tmp_path: Path
) -> Iterator[Callable[[], MapPage]]:
    pages: list[MapPage] = []

    def choose_file(_: QWidget, suggested: Path) -> Path:
        return tmp_path / suggested.name

    def open_one() -> MapPage:
        page = MapPage(workspace, cache=cache, choose_file=choose_file)
        page.resize(1180, 700)
        page.show()
        qtbot.waitUntil(lambda: page.views.map.is_ready, timeout=40_000)
        pages.append(page)
        return page

    yield open_one
    for page in pages:
        page.close()
        page.deleteLater()
    qtbot.wait(50)


@pytest.fixture
def page(open_page: Callable[[], MapPage]) -> MapPage:
    return open_page()


def rows_of(workspace: Workspace) -> list[CoverageRow]:
    return workspace.read(coverage.coverage, TODAY)


def shown(page: MapPage) -> list[CoverageRow]:
    model = page.views.table.rows
    return [model.row(number) for number in range(model.rowCount())]


def state_on_map(qtbot: QtBot, page: MapPage, code: str) -> str:
    web = page.views.map.web
    assert web is not None
    return ask(qtbot, web.page(), f"""document.querySelector('[data-area="{code}"]').ariaLabel""")


def test_key_map_and_table_count_the_same(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    rows = rows_of(workspace)

    assert len(shown(page)) == len(rows) == 320
    for state, count in counts(rows).items():
        line = page.side.legend.lines[state.value]
        assert line.accessibleName().startswith(f"{state.label}: {count}.")
    assert state_on_map(qtbot, page, rows[0].gss_code) == rows[0].sentence


def test_a_click_on_the_map_shows_who_covers_the_parish(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    row = next(row for row in rows_of(workspace) if row.name == "Lenham")
    web = page.views.map.web
    assert web is not None
    pane = web.focusProxy()
    assert pane is not None
    wait_for(qtbot, web.page(), "document.querySelector('.group-line')?.getBBox().width ?? 0", bool)

    QTest.mouseClick(
        pane, Qt.MouseButton.LeftButton, pos=middle_of(qtbot, web.page(), row.gss_code)
    )
    qtbot.waitUntil(lambda: bool(page.side.parish.findChildren(QLabel, "area_name")))

    assert find(page.side.parish, QLabel, "area_name").text() == "Lenham"
    names = [button.text() for button in page.side.parish.findChildren(QPushButton)]
    assert row.primary in names
    assert page.views.table.chosen_id() == row.area_id


def test_a_parish_that_gets_a_warden_changes_on_the_map_and_undo_puts_it_back(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    bare = next(row for row in rows_of(workspace) if row.state is Coverage.NONE)

    workspace.write("Designate", _designate, bare.area_id)
    assert ": thin, Ada Newcomer" in state_on_map(qtbot, page, bare.gss_code) or (
        ": covered, Ada Newcomer" in state_on_map(qtbot, page, bare.gss_code)
    )

    workspace.undo()
    assert state_on_map(qtbot, page, bare.gss_code) == bare.sentence


def _designate(session: object, area_id: str) -> None:
    from sqlalchemy.orm import Session

    assert isinstance(session, Session)
    person = Person(kind="warden", forename="Ada", surname="Newcomer")
    session.add(person)
    session.flush()
    session.add(
        ParishAssignment(
            area_id=area_id,
            person_id=person.id,
            role=AssignmentRole.PRIMARY,
            valid_from=TODAY - timedelta(days=1),
        )
    )


def test_a_change_while_another_page_is_shown_is_read_when_the_map_comes_back(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    bare = next(row for row in rows_of(workspace) if row.state is Coverage.NONE)
    page.hide()

    workspace.write("Designate", _designate, bare.area_id)
    page.show()

    assert "Ada Newcomer" in state_on_map(qtbot, page, bare.gss_code)


def test_the_key_filters_map_and_table_and_lets_go_again(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    bare = [row for row in rows_of(workspace) if row.state is Coverage.NONE]
    web = page.views.map.web
    assert web is not None

    page.side.legend.lines["none"].click()

    assert {row.area_id for row in shown(page)} == {row.area_id for row in bare}
    dim = "document.querySelectorAll('.area.dim').length"
    assert ask(qtbot, web.page(), dim) == 320 - len(bare)

    page.side.legend.lines["none"].click()

    assert len(shown(page)) == 320
    assert ask(qtbot, web.page(), dim) == 0


def test_the_table_sorts_by_state_and_turns_round(page: MapPage) -> None:
    order = list(Coverage)

    page.views.sort_by("state")
    forwards = [order.index(row.state) for row in shown(page)]
    page.views.sort_by("state")
    backwards = [order.index(row.state) for row in shown(page)]

    assert forwards == sorted(forwards)
    assert backwards == sorted(backwards, reverse=True)


def test_a_row_chosen_in_the_table_is_the_parish_shown(page: MapPage) -> None:
    page.as_table.setChecked(True)
    page.views.table.choose(shown(page)[5].id)

    assert page.views.table.isVisible()
    assert find(page.side.parish, QLabel, "area_name").text() == shown(page)[5].name


def test_another_day_shows_the_coverage_of_that_day(page: MapPage, workspace: Workspace) -> None:
    long_ago = TODAY.replace(year=2016)

    page.day.set_value(long_ago)
    page.day.left.emit()

    assert len(shown(page)) == len(workspace.read(coverage.coverage, long_ago))
    assert not any(row.primary for row in shown(page))


def test_a_team_limits_counts_and_table_to_its_districts(
    page: MapPage, workspace: Workspace
) -> None:
    team = workspace.read(teams.rows, TODAY)[0]
    districts = {row.name for row in workspace.read(areas.team_districts, team.id, TODAY)}

    workspace.choose_team(team.id)
    assert {row.district for row in shown(page)} == districts

    page.whole.setChecked(True)
    assert len(shown(page)) == 320


@pytest.mark.parametrize("kind", ["pdf", "png", "html"])
def test_the_map_is_saved_in_the_background_where_the_user_says(
    qtbot: QtBot, page: MapPage, workspace: Workspace, tmp_path: Path, kind: str
) -> None:
    find(page, QPushButton, f"save_{kind}").click()
    rest(qtbot, workspace)

    saved = tmp_path / f"coverage-2026-11-23.{kind}"
    qtbot.waitUntil(saved.exists)
    assert saved.stat().st_size > 10_000
    assert saved.name in find(page.notice, QLabel, "notice_text").text()


def test_without_a_web_engine_the_table_takes_over(page: MapPage) -> None:
    page.views.map.failed.emit("The map does not start here. The table shows the same facts.")

    assert page.views.table.isVisible()
    assert "does not start" in find(page.notice, QLabel, "notice_text").text()
