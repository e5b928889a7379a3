"""The map's page on the practice desk: map, key and table tell one story."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from tests.ui.map_shown import bare_parish, opened_page, page_of, rows_of, shown, state_on_map
from tests.ui.web import NO_GRAPHICS_CARD, ask
from warden_desk.domain.coverage import Coverage
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.people import AssignmentRole
from warden_desk.services import areas, people, teams
from warden_desk.services.coverage import coverage_modes
from warden_desk.storage.tables import ParishAssignment, Person
from warden_desk.ui.pages.map import MapPage
from warden_desk.ui.workspace import Workspace

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, map_cache: Path) -> Iterator[MapPage]:
    with opened_page(qtbot, workspace, map_cache) as page:
        yield page


def test_key_map_and_table_count_the_same(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    rows = rows_of(workspace)

    assert len(shown(page)) == len(rows) == 320
    for state in Coverage:
        line = page.side.legend.lines[state.value]
        count = sum(row.key == state for row in rows)
        assert line.accessibleName().startswith(f"{state.label}: {count}.")
    assert state_on_map(qtbot, page, rows[0].gss_code) == rows[0].sentence


def test_a_parish_that_gets_a_warden_changes_on_the_map_and_undo_puts_it_back(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    bare = bare_parish(workspace)

    workspace.write("Designate", _designate, bare.area_id)
    assert ": thin, Ada Newcomer" in state_on_map(qtbot, page, bare.gss_code) or (
        ": covered, Ada Newcomer" in state_on_map(qtbot, page, bare.gss_code)
    )

    workspace.undo()
    assert state_on_map(qtbot, page, bare.gss_code) == bare.sentence


def _designate(session: Session, area_id: str) -> None:
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
    bare = bare_parish(workspace)
    page.hide()

    workspace.write("Designate", _designate, bare.area_id)
    page.show()

    assert "Ada Newcomer" in state_on_map(qtbot, page, bare.gss_code)


def test_the_key_filters_map_and_table_and_lets_go_again(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    bare = [row for row in rows_of(workspace) if row.key == Coverage.NONE]
    web = page_of(page.views.map)

    page.side.legend.lines["none"].click()

    assert {row.area_id for row in shown(page)} == {row.area_id for row in bare}
    dim = "document.querySelectorAll('.area.dim').length"
    assert ask(qtbot, web, dim) == 320 - len(bare)

    page.side.legend.lines["none"].click()

    assert len(shown(page)) == 320
    assert ask(qtbot, web, dim) == 0


def test_the_table_sorts_by_state_and_turns_round(page: MapPage) -> None:
    order = list(Coverage)

    page.views.sort_by("shown")
    forwards = [order.index(Coverage(row.key)) for row in shown(page)]
    page.views.sort_by("shown")
    backwards = [order.index(Coverage(row.key)) for row in shown(page)]

    assert forwards == sorted(forwards)
    assert backwards == sorted(backwards, reverse=True)


def test_a_row_chosen_in_the_table_is_the_parish_shown(page: MapPage) -> None:
    page.bar.as_table.setChecked(True)
    page.views.table.choose(shown(page)[5].id)

    assert page.views.table.isVisible()
    assert find(page.side.parish, QLabel, "area_name").text() == shown(page)[5].name


def test_another_day_shows_the_coverage_of_that_day(page: MapPage, workspace: Workspace) -> None:
    long_ago = TODAY.replace(year=2016)

    page.bar.day.set_value(long_ago)
    page.bar.day.left.emit()

    assert len(shown(page)) == len(rows_of(workspace, long_ago))
    assert not any(row.primary for row in shown(page))


def test_a_team_limits_counts_and_table_to_its_districts(
    page: MapPage, workspace: Workspace
) -> None:
    team = workspace.read(teams.rows, TODAY)[0]
    districts = {row.name for row in workspace.read(areas.team_districts, team.id, TODAY)}

    workspace.choose_team(team.id)
    assert {row.district for row in shown(page)} == districts

    page.bar.whole.setChecked(True)
    assert len(shown(page)) == 320


def test_without_a_web_engine_the_table_takes_over(page: MapPage) -> None:
    page.views.map.failed.emit("The map does not start here. The table shows the same facts.")

    assert page.views.table.isVisible()
    assert "does not start" in find(page.notice, QLabel, "notice_text").text()


def test_another_mode_colours_the_map_and_names_the_column(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    page.bar.show_mode(Mode.DEBT)

    view = workspace.read(coverage_modes.shown, Asked(mode=Mode.DEBT, on=TODAY))
    worst = max(view.rows, key=lambda row: row.value or 0)
    assert state_on_map(qtbot, page, worst.gss_code) == worst.sentence
    assert page.views.table.rows.headerData(2, Qt.Orientation.Horizontal) == "Coverage debt"
    lines = page.side.legend.lines
    assert [*lines] == [one.key for one in view.classes]
    names = [line.accessibleName() for line in lines.values()]
    counts_said = [int(name.split(": ")[1].split(".")[0]) for name in names]
    assert sum(counts_said) == 320


def test_a_mode_over_a_period_is_read_in_the_background(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    page.bar.show_mode(Mode.MINUTES)
    rest(qtbot, workspace)
    assert "from Tue 27 Oct 2026 to Mon 23 Nov 2026" in page.subtitle.text()

    page.bar.period.set_value(7)
    page.bar.period.left.emit()
    rest(qtbot, workspace)

    asked = Asked(mode=Mode.MINUTES, on=TODAY, days_back=7)
    view = workspace.read(coverage_modes.shown, asked)
    assert {row.id: row.words for row in shown(page)} == {row.id: row.words for row in view.rows}


def test_somebody_who_might_leave_leaves_their_parishes_marked(
    page: MapPage, workspace: Workspace
) -> None:
    name = next(row.primary for row in rows_of(workspace) if row.primary)
    person = next(one for one in workspace.read(people.rows, TODAY) if one.name == name)

    page.bar.show_mode(Mode.VACANCY)
    page.bar.person.set_value(person.id)
    page.bar.person.left.emit()

    theirs = {row.name for row in rows_of(workspace) if name in (row.primary, *row.others)}
    assert {row.name for row in shown(page) if row.key != "other"} == theirs


def test_the_slider_shows_an_earlier_month_in_map_key_and_table(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    page.bar.show_mode(Mode.VISIT)

    page.year.slider.setValue(4)
    rest(qtbot, workspace)

    day = coverage_modes.month_ends(TODAY)[4]
    view = workspace.read(coverage_modes.shown, Asked(mode=Mode.VISIT, on=day))
    assert "30 Apr 2026" in page.subtitle.text()
    assert {row.id: row.words for row in shown(page)} == {row.id: row.words for row in view.rows}
    assert state_on_map(qtbot, page, view.rows[0].gss_code) == view.rows[0].sentence

    page.year.slider.setValue(11)
    assert "23 Nov 2026" in page.subtitle.text()


def test_the_year_plays_from_its_first_month_and_stops_at_the_day(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    page.year.pace(30)
    seen: list[str] = []
    page.year.shown.connect(lambda view: seen.append(view.on.isoformat()))

    find(page, QPushButton, "play").click()
    rest(qtbot, workspace)
    qtbot.waitUntil(lambda: not page.year.is_back, timeout=10_000)

    assert list(dict.fromkeys(seen)) == [
        day.isoformat() for day in coverage_modes.month_ends(TODAY)
    ]
    assert find(page, QPushButton, "play").text() == "Play"


def test_what_the_key_hid_is_shown_again_in_another_mode(page: MapPage) -> None:
    page.side.legend.lines["none"].click()
    assert len(shown(page)) < 320

    page.bar.show_mode(Mode.TEAM)

    assert len(shown(page)) == 320
