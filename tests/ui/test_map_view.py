"""The map in the real web engine: what it draws, answers and refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.formats.map_samples import area_words, rows
from tests.ui.map_shown import PATIENCE, dress, page_of, pane_of, shown_map
from tests.ui.web import NO_GRAPHICS_CARD, ask, middle_of, wait_for
from warden_desk.domain.coverage_modes import ModeRow
from warden_desk.formats import areas, map_page
from warden_desk.ui.widgets.map_view import MapView

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]
FETCHED = "performance.getEntriesByType('resource').map((r) => r.name)"


@pytest.fixture
def files(map_cache: Path) -> dict[str, Path]:
    return map_page.make(map_cache, areas.topology())


@pytest.fixture
def plain(qtbot: QtBot, files: dict[str, Path]) -> Iterator[MapView]:
    with shown_map(qtbot, files, rows()) as view:
        yield view


def named(name: str) -> str:
    return next(row.gss_code for row in rows() if row.name == name)


def fill_of(qtbot: QtBot, view: MapView, code: str) -> str:
    return ask(
        qtbot,
        page_of(view),
        f"""document.querySelector('[data-area="{code}"]').getAttribute('fill')""",
    )


def test_it_draws_all_areas_and_asks_for_nothing_but_its_own_files(
    qtbot: QtBot, plain: MapView
) -> None:
    assert ask(qtbot, page_of(plain), "document.querySelectorAll('path.area').length") == 320
    assert ask(qtbot, page_of(plain), "document.querySelectorAll('.label.group').length") == 12
    assert ask(
        qtbot,
        page_of(plain),
        f"{FETCHED}.filter((name) => !name.startsWith('warden:')).length",
    ) == 0  # fmt: skip
    assert plain.traffic() == ([], [])


def test_every_area_is_a_named_button_that_can_be_focused(qtbot: QtBot, plain: MapView) -> None:
    names = ask(
        qtbot,
        page_of(plain),
        """[...document.querySelectorAll('path.area')]
             .filter((p) => p.tabIndex === 0 && p.getAttribute('role') === 'button')
             .map((p) => p.getAttribute('aria-label'))""",
    )

    assert len(names) == len(set(names)) == 320
    assert set(names) == {row.sentence for row in rows()}


@pytest.mark.parametrize("name", ["Lenham", "Tenterden", "Ash"])
def test_a_real_click_answers_with_the_parish_under_the_mouse(
    qtbot: QtBot, plain: MapView, name: str
) -> None:
    at = middle_of(qtbot, page_of(plain), named(name))

    with qtbot.waitSignal(plain.area_clicked, timeout=PATIENCE) as clicked:
        QTest.mouseClick(pane_of(plain), Qt.MouseButton.LeftButton, pos=at)

    assert clicked.args == [named(name)]


def test_enter_chooses_and_arrows_move_to_the_neighbour(qtbot: QtBot, plain: MapView) -> None:
    page, lenham = page_of(plain), named("Lenham")
    pane_of(plain).setFocus()
    ask(qtbot, page, f"""document.querySelector('[data-area="{lenham}"]').focus()""")

    with qtbot.waitSignal(plain.area_clicked, timeout=PATIENCE) as clicked:
        QTest.keyClick(pane_of(plain), Qt.Key.Key_Return)
    assert clicked.args == [lenham]

    QTest.keyClick(pane_of(plain), Qt.Key.Key_Right)
    moved = wait_for(qtbot, page, "document.activeElement.dataset.area", lambda a: a != lenham)
    before, after = (middle_of(qtbot, page, code).x() for code in (lenham, moved))
    assert after > before


FOCUSED = "document.activeElement.dataset.area ?? document.activeElement.className"


def focus(qtbot: QtBot, view: MapView, code: str) -> None:
    pane_of(view).setFocus()
    ask(qtbot, page_of(view), f"""document.querySelector('[data-area="{code}"]').focus()""")


def test_tab_goes_from_part_to_part_of_the_map_and_not_through_all_areas(
    qtbot: QtBot, plain: MapView
) -> None:
    page, pane, lenham = page_of(plain), pane_of(plain), named("Lenham")
    pin = {"kind": "area", "id": "1", "name": "Base", "lines": [], "tone": "text", "mark": "b"}
    plain.show_pins([{**pin, "lat": 51.1, "lon": 0.9}, {**pin, "lat": 51.3, "lon": 0.9}])
    focus(qtbot, plain, lenham)

    seen = [ask(qtbot, page, FOCUSED)]
    for _ in range(4):
        QTest.keyClick(pane, Qt.Key.Key_Tab)
        seen.append(wait_for(qtbot, page, FOCUSED, lambda now: now != seen[-1]))
    for _ in range(4):
        QTest.keyClick(pane, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        seen.append(wait_for(qtbot, page, FOCUSED, lambda now: now != seen[-1]))

    assert seen[0] == seen[-1] == lenham
    assert "pin" in seen[1]
    assert [name.partition(" ")[0] for name in seen[2:5]] == [
        "leaflet-control-zoom-in",
        "leaflet-control-zoom-out",
        "whole",
    ]
    assert seen[5:] == seen[3::-1]


def test_shift_with_an_arrow_picks_on_the_way(qtbot: QtBot, plain: MapView) -> None:
    lenham, shift = named("Lenham"), Qt.KeyboardModifier.ShiftModifier
    focus(qtbot, plain, lenham)

    with qtbot.waitSignal(plain.areas_picked) as two:
        QTest.keyClick(pane_of(plain), Qt.Key.Key_Right, shift)
    with qtbot.waitSignal(plain.areas_picked) as three:
        QTest.keyClick(pane_of(plain), Qt.Key.Key_Down, shift)

    assert two.args is not None
    assert three.args is not None
    assert len(set(two.args[0])) == 2
    assert len(set(three.args[0])) == 3
    assert set(two.args[0]) | {lenham} < set(three.args[0])


def test_arrows_go_from_pin_to_pin(qtbot: QtBot, plain: MapView) -> None:
    pin = {"kind": "area", "lines": [], "tone": "text", "mark": "b", "lat": 51.2}
    plain.show_pins(
        [{**pin, "id": n, "name": f"Base {n}", "lon": lon} for n, lon in (("1", 0.5), ("2", 0.9))]
    )
    said = "document.activeElement.ariaLabel"
    pane_of(plain).setFocus()
    wait_for(qtbot, page_of(plain), "document.querySelectorAll('.pin').length", bool)
    ask(qtbot, page_of(plain), "document.querySelector('.pin').focus()")
    assert ask(qtbot, page_of(plain), said) == "Base 1"

    QTest.keyClick(pane_of(plain), Qt.Key.Key_Right)

    wait_for(qtbot, page_of(plain), said, lambda now: now == "Base 2")


def test_what_is_said_beside_an_area_follows_what_changes(qtbot: QtBot, plain: MapView) -> None:
    lenham = named("Lenham")
    focus(qtbot, plain, lenham)
    told = [area_words(row) for row in rows()]

    plain.tell_areas(
        [{**area, "lines": ["Rung"]} if area["id"] == lenham else area for area in told]
    )

    said = ask(qtbot, page_of(plain), "document.querySelector('.tip').textContent")
    assert said == "LenhamRung"


def test_no_name_stands_under_a_pin_or_a_button(qtbot: QtBot, plain: MapView) -> None:
    pin = {"kind": "area", "lines": [], "tone": "text", "mark": "b"}
    places = ask(
        qtbot,
        page_of(plain),
        """[...document.querySelectorAll('.label.group span')].map((name) => {
             const { x, y, width, height } = name.getBoundingClientRect();
             const { lat, lng } = map_areas.containerPointToLatLng([x + width / 2, y + height / 2]);
             return [lat, lng];
           })""",
    )
    assert ask(qtbot, page_of(plain), COVERED) == 0

    plain.show_pins(
        [
            {**pin, "id": str(number), "name": "Base", "lat": lat, "lon": lon}
            for number, (lat, lon) in enumerate(places)
        ]
    )

    assert ask(qtbot, page_of(plain), "document.querySelectorAll('.pin').length") == len(places)
    assert ask(qtbot, page_of(plain), COVERED) == 0


COVERED = """(() => {
  const boxes = (found) => [...document.querySelectorAll(found)].map((e) => {
    const words = document.createRange();
    words.selectNodeContents(e);
    return (e.matches('.pin') ? e : words).getBoundingClientRect();
  });
  const crosses = (a, b) =>
    a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  const over = boxes('.pin, .leaflet-control');
  return boxes('.label span').filter((name) => over.some((one) => crosses(one, name))).length;
})()"""


def test_a_focused_area_says_its_facts_beside_it(qtbot: QtBot, plain: MapView) -> None:
    ask(
        qtbot,
        page_of(plain),
        f"""document.querySelector('[data-area="{named("Lenham")}"]').focus()""",
    )

    said = wait_for(
        qtbot, page_of(plain), "document.querySelector('.tip')?.textContent ?? ''", bool
    )

    assert said.startswith("LenhamMaidstone")


def test_a_change_recolours_the_area_and_leaves_the_page_as_it_is(
    qtbot: QtBot, plain: MapView
) -> None:
    code = named("Lenham")
    ask(qtbot, page_of(plain), "window.__same = 1")
    others = [area_words(row) for row in rows() if row.gss_code != code]
    lenham = next(area_words(row) for row in rows() if row.gss_code == code)
    fills = {}
    for state in ("covered", "none", "unparished"):
        plain.tell_areas([*others, {**lenham, "state": state, "spoken": f"Lenham: {state}"}])
        fills[state] = fill_of(qtbot, plain, code)
        assert f"Lenham: {state}" in ask(
            qtbot, page_of(plain), f"""document.querySelector('[data-area="{code}"]').ariaLabel"""
        )

    assert len(set(fills.values())) == 3
    assert ask(qtbot, page_of(plain), "window.__same") == 1


def test_a_merger_of_two_districts_removes_the_line_between_them(
    qtbot: QtBot, plain: MapView
) -> None:
    def merged(row: ModeRow) -> dict[str, object]:
        words = area_words(row)
        return {**words, "group": "South"} if row.district in ("Ashford", "Swale") else words

    plain.tell_areas([merged(row) for row in rows()])

    labels = ask(
        qtbot,
        page_of(plain),
        "[...document.querySelectorAll('.label.group')].map((l) => l.textContent)",
    )
    assert len(labels) == 11
    assert "South" in labels


def test_what_is_told_before_the_start_is_shown_after_it(
    qtbot: QtBot, files: dict[str, Path]
) -> None:
    view = MapView()
    dress(view)
    view.tell_areas([area_words(row) for row in rows()])
    view.show_only([named("Lenham")])
    view.choose(named("Lenham"))
    with qtbot.waitSignal(view.ready, timeout=PATIENCE):
        view.start(files)

    assert not view.isVisible()
    assert ask(qtbot, page_of(view), "document.querySelectorAll('.area.dim').length") == 319
    assert ask(
        qtbot, page_of(view), "document.querySelector('[aria-pressed=true]').dataset.area"
    ) == (named("Lenham"))
    view.deleteLater()
    qtbot.wait(50)


def test_a_page_that_cannot_be_loaded_says_so_in_a_sentence(qtbot: QtBot) -> None:
    view = MapView()

    with qtbot.waitSignal(view.failed, timeout=PATIENCE) as failed:
        view.start({})

    assert failed.args is not None
    assert "table" in failed.args[0]
    view.deleteLater()
    qtbot.wait(50)


def test_the_map_has_a_size_of_its_own_only_once_it_is_shown(
    qtbot: QtBot, files: dict[str, Path]
) -> None:
    """Made hidden, it must fill its place as soon as somebody looks."""
    view = MapView()
    dress(view)
    view.tell_areas([area_words(row) for row in rows()])
    with qtbot.waitSignal(view.ready, timeout=PATIENCE):
        view.start(files)
    view.resize(1000, 700)
    view.show()

    box = wait_for(
        qtbot,
        page_of(view),
        """(() => { const b = document.querySelector('path.group-line').getBoundingClientRect();
                    return [b.width, b.height] })()""",
        lambda size: size[0] > 600,
    )

    assert QPoint(*map(round, box)).x() <= 1000
    view.close()
    view.deleteLater()
    qtbot.wait(50)


def test_what_ground_is_in_sight_is_known_and_follows_the_map(qtbot: QtBot, plain: MapView) -> None:
    qtbot.waitUntil(lambda: wide(plain) > 1.3, timeout=PATIENCE)

    plain.zoom_to([named("Lenham")])

    seen = ask(
        qtbot,
        page_of(plain),
        "(() => { const b = map_areas.getBounds();"
        " return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]; })()",
    )
    assert seen[2] - seen[0] < 0.5
    qtbot.waitUntil(lambda: plain.extent == pytest.approx(seen), timeout=PATIENCE)


def wide(view: MapView) -> float:
    """From the west to the east of what is in sight, in degrees."""
    return view.extent[2] - view.extent[0] if view.extent else 0
