"""The map's page on the practice desk: map, key, parish and table tell one story."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from tests.ui.map_shown import opened_page
from tests.ui.web import NO_GRAPHICS_CARD, ask, middle_of, wait_for
from warden_desk.domain.coverage import Coverage, CoverageRow, counts
from warden_desk.domain.coverage_modes import Asked, Mode, ModeRow
from warden_desk.domain.people import AssignmentRole, PersonRow
from warden_desk.services import areas, people, teams
from warden_desk.services.coverage import coverage, coverage_modes, coverage_overlays
from warden_desk.services.incidents import need
from warden_desk.storage.tables import Area, Event, ParishAssignment, Person
from warden_desk.ui.page_table import PAGES
from warden_desk.ui.pages.map import MapPage
from warden_desk.ui.pages.map.handing import HandOverPanel
from warden_desk.ui.widgets.choice_box import ChoiceBox
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
def page(qtbot: QtBot, workspace: Workspace, cache: Path) -> Iterator[MapPage]:
    with opened_page(qtbot, workspace, cache) as page:
        yield page


def rows_of(workspace: Workspace) -> list[CoverageRow]:
    return workspace.read(coverage.coverage, TODAY)


def shown(page: MapPage) -> list[ModeRow]:
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

    assert len(shown(page)) == len(workspace.read(coverage.coverage, long_ago))
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


def test_the_panel_tells_who_was_there_and_what_they_wrote(
    page: MapPage, workspace: Workspace
) -> None:
    row = next(row for row in rows_of(workspace) if row.name == "Lenham")
    workspace.write("Note", _hand_on, row.area_id)

    page.chosen.choose(row.gss_code)

    said = [one.text() for one in page.side.parish.findChildren(QLabel)]
    assert "“Ring the clerk on Mondays.”" in said
    assert "Last visits" in said


def test_the_panel_tells_of_need_and_incidents_and_leads_to_their_pages(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    first = next(row for row in workspace.read(need.scores, TODAY) if row.rank == 1)
    opened: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: opened.append((kind, key)))

    page.chosen.open(first.area_id)
    rest(qtbot, workspace)

    said = [one.text() for one in page.side.parish.findChildren(QLabel)]
    assert any("rank 1 of 320" in text for text in said)
    assert any("of them anti-social" in text for text in said)
    for name in ("need", "hotspots"):
        find(page.side.parish, QPushButton, f"to_{name}").click()
    assert opened == [("page", "need"), ("page", "hotspots")]


def test_the_pages_under_the_map_are_a_press_away_by_button_and_key(
    page: MapPage, workspace: Workspace
) -> None:
    opened: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: opened.append((kind, key)))
    keys = {one.key: one for one in page.commands()}
    assert len(keys) == len(page.commands())
    under = [e.key for e in PAGES if e.under == "map" and e.key != "atlas"]  # it has a button above
    assert {"boundaries", "hotspots", "need", "reorganise"} <= set(under)

    for key in under:
        find(page.side.parish, QPushButton, f"go_{key}").click()
        keys[f"map_to_{key}"].run()

    assert opened == [("page", key) for key in under for _ in range(2)]
    shortcuts = [one.keys for one in page.commands() if one.shortcut]
    assert len(shortcuts) == len(set(shortcuts))


def _hand_on(session: Session, area_id: str) -> None:
    for held in session.scalars(
        select(ParishAssignment).where(ParishAssignment.area_id == area_id)
    ):
        held.handover_note = "Ring the clerk on Mondays."


def test_a_group_drawn_round_on_the_map_is_handed_over_and_one_undo_takes_it_back(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    before = {row.area_id: row.primary for row in rows_of(workspace)}
    lasso(qtbot, page)
    picked = page.views.table.chosen_ids()
    assert len(picked) > 3

    page.hand_over()
    panel = page.panel()
    assert panel is not None
    chosen = people_of(workspace)[-1]
    find(panel, ChoiceBox, "person_id").set_value(chosen.id)
    panel.accepted.emit()

    after = {row.area_id: row.primary for row in rows_of(workspace)}
    assert {key for key in picked if after[key] == chosen.name} == set(picked)
    assert page.panel() is None

    workspace.undo()
    assert {row.area_id: row.primary for row in rows_of(workspace)} == before


def lasso(qtbot: QtBot, page: MapPage) -> None:
    """Draw a square round the middle of the map with the mouse."""
    page.bar.lasso.setChecked(True)
    web = page.views.map.web
    assert web is not None
    wait_for(qtbot, web.page(), "document.querySelectorAll('.lasso').length", bool)
    pane = web.focusProxy()
    assert pane is not None
    x, y, far = pane.width() // 2, pane.height() // 2, 90
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(pane, left, pos=QPoint(x - far, y - far))
    for dx, dy in ((far, -far), (far, far), (-far, far), (-far, 0)):
        QTest.mouseMove(pane, QPoint(x + dx, y + dy))
        qtbot.wait(120)
    QTest.mouseRelease(pane, left, pos=QPoint(x - far, y))
    qtbot.waitUntil(lambda: len(page.views.table.chosen_ids()) > 1, timeout=10_000)
    page.bar.lasso.setChecked(False)


def people_of(workspace: Workspace) -> list[PersonRow]:
    return [row for row in workspace.read(people.rows, TODAY) if not row.kind.is_volunteer]


def test_rows_chosen_with_shift_in_the_table_are_handed_over_by_keyboard(
    page: MapPage, workspace: Workspace
) -> None:
    page.bar.as_table.setChecked(True)
    table = page.views.table
    table.setFocus()
    table.choose(shown(page)[0].id)
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert "3 parishes picked" in find(page.notice, QLabel, "notice_text").text()

    page.hand_over()
    panel = page.panel()
    assert isinstance(panel, HandOverPanel)
    assert set(panel.draft().area_ids) == {row.id for row in shown(page)[:3]}
    find(panel, ChoiceBox, "person_id").set_value(people_of(workspace)[0].id)
    panel.foretell()
    said = [one.text() for one in panel.preview.findChildren(QLabel)]
    assert people_of(workspace)[0].name in said
    assert any(" → " in text for text in said)


def test_what_is_tried_is_shown_but_not_saved_until_it_is_kept(
    page: MapPage, workspace: Workspace
) -> None:
    bare = next(row for row in rows_of(workspace) if row.state is Coverage.NONE)
    chosen = people_of(workspace)[0]
    page.bar.what_if.setChecked(True)
    assert "nothing is saved" in find(page, QLabel, "what_if").text()

    def hand_over() -> None:
        page.chosen.choose(bare.gss_code)
        page.hand_over()
        panel = page.panel()
        assert panel is not None
        find(panel, ChoiceBox, "person_id").set_value(chosen.id)
        panel.accepted.emit()

    hand_over()

    assert next(row for row in shown(page) if row.id == bare.id).primary == chosen.name
    assert next(row for row in rows_of(workspace) if row.id == bare.id).primary == ""
    assert not workspace.undo_stack.canUndo()
    assert page.has_typing()

    page.bar.what_if.setChecked(False)
    assert page.bar.what_if.isChecked()  # it asks first

    find(page, QPushButton, "discard_tried").click()
    assert next(row for row in shown(page) if row.id == bare.id).primary == ""
    assert not page.bar.what_if.isChecked()

    page.bar.what_if.setChecked(True)
    hand_over()
    find(page, QPushButton, "keep").click()

    assert next(row for row in rows_of(workspace) if row.id == bare.id).primary == chosen.name
    assert not page.work.trial.is_on


def test_handing_nothing_over_says_what_to_do_first(page: MapPage) -> None:
    page.hand_over()

    assert "Choose a parish first" in find(page.notice, QLabel, "notice_text").text()


def pins_of(qtbot: QtBot, page: MapPage, kind: str) -> list[str]:
    web = page.views.map.web
    assert web is not None
    script = f"[...document.querySelectorAll('[data-pin={kind}]')].map((p) => p.ariaLabel)"
    return wait_for(qtbot, web.page(), script, lambda found: found is not None)


@pytest.mark.parametrize(
    ("layer", "kind"), [("taskings", "tasking"), ("events", "event"), ("bases", "area")]
)
def test_a_layer_of_pins_is_counted_named_and_taken_away_again(
    qtbot: QtBot, page: MapPage, workspace: Workspace, layer: str, kind: str
) -> None:
    if layer == "events":
        page.bar.day.set_value(workspace.read(_day_with_an_event))
        page.bar.day.left.emit()
    chip = find(page, QPushButton, f"layer_{layer}")

    chip.click()

    count = int(chip.text().rsplit(" ", 1)[1])
    named = pins_of(qtbot, page, kind)
    assert 0 < len(named) <= count
    total = sum(int(name.split(" ")[0]) if " of " in name else 1 for name in named)
    assert total == count

    chip.click()
    assert pins_of(qtbot, page, kind) == []


def _day_with_an_event(session: Session) -> date:
    query = select(Event.on_date).join(Area, Area.id == Event.area_id)
    return session.scalars(query.where(Area.centre_easting.is_not(None))).first() or TODAY


def test_a_pin_opens_its_tasking_and_pins_of_one_place_are_taken_apart(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    found = workspace.read(coverage_overlays.taskings, TODAY, None)
    places = Counter((pin.lat, pin.lon) for pin in found)
    wanted = next(pin for pin in found if places[pin.lat, pin.lon] > 1)
    find(page, QPushButton, "layer_taskings").click()
    page.views.map.fly_to((wanted.lat, wanted.lon), "here")
    opened: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: opened.append((kind, key)))
    web = page.views.map.web
    assert web is not None

    press = """(() => {
        const pins = [...document.querySelectorAll('[data-pin=tasking]')];
        const one = pins.find((p) => p.ariaLabel.startsWith(NAME));
        const middle = [innerWidth / 2, innerHeight / 2];
        const far = (p) => Math.hypot(p.getBoundingClientRect().x + 11 - middle[0],
                                      p.getBoundingClientRect().y + 11 - middle[1]);
        const nearest = pins.sort((a, b) => far(a) - far(b))[0];
        (one ?? nearest).click();
        return Boolean(one);
    })()""".replace("NAME", json.dumps(f"{wanted.name}, "))
    wait_for(qtbot, web.page(), press, bool)
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)

    assert opened == [("tasking", wanted.id)]


@pytest.mark.parametrize(
    ("typed", "name"), [("Lenham", "Lenham"), ("ME17 2PX", "Lenham"), ("TQ 899 522", "Lenham")]
)
def test_what_is_looked_for_is_flown_to(
    qtbot: QtBot, page: MapPage, workspace: Workspace, typed: str, name: str
) -> None:
    assert page.search is not None
    page.search.setText(typed)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    rest(qtbot, workspace)

    assert find(page.side.parish, QLabel, "area_name").text() == name


def test_what_is_not_found_is_said(qtbot: QtBot, page: MapPage, workspace: Workspace) -> None:
    assert page.search is not None
    page.search.setText("Atlantis")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    rest(qtbot, workspace)

    assert "Atlantis" in find(page.notice, QLabel, "notice_text").text()


def test_the_lines_of_districts_can_be_taken_away(qtbot: QtBot, page: MapPage) -> None:
    web = page.views.map.web
    assert web is not None
    script = "getComputedStyle(document.querySelector('.label.group')).display"

    find(page, QPushButton, "layer_districts").click()

    assert wait_for(qtbot, web.page(), script, lambda shown: shown == "none")
