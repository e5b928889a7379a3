"""Layers of the map's page: a base map of the council's, names of places, wards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.boundary_files import WARDS
from tests.conftest import TODAY
from tests.formats.test_mbtiles import made
from tests.ui.conftest import find, rest
from tests.ui.map_shown import opened_page, page_of
from tests.ui.test_map_ground import picture
from tests.ui.web import NO_GRAPHICS_CARD, ask, wait_for
from warden_desk.domain.areas import AreaKind
from warden_desk.domain.changes import Act
from warden_desk.domain.progress import Silent
from warden_desk.formats.boundaries_reader import read
from warden_desk.services import settings
from warden_desk.services.boundaries.boundaries_apply import apply
from warden_desk.services.boundaries.boundaries_plan import ours, plan
from warden_desk.ui.pages.map import MapPage
from warden_desk.ui.workspace import Workspace

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]
PICTURES = "document.querySelectorAll('.leaflet-tile-loaded').length"
CREDIT = "document.querySelector('.note .credit').textContent"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Four pictures that cover the county, of a made-up survey."""
    tiles = {(7, column, row): picture("#FF00FF") for column in (63, 64) for row in (84, 85)}
    return made(tmp_path / "ground.mbtiles", tiles, attribution="<b>© A Survey</b>")


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, map_cache: Path, base: Path) -> Iterator[MapPage]:
    with opened_page(qtbot, workspace, map_cache, choose_base=lambda _: base) as page:
        yield page


def asked(qtbot: QtBot, page: MapPage, script: str) -> object:
    return ask(qtbot, page_of(page.views.map), script)


def loaded(qtbot: QtBot, page: MapPage) -> int:
    return wait_for(qtbot, page_of(page.views.map), PICTURES, bool)


def said(page: MapPage) -> str:
    return find(page.notice, QLabel, "notice_text").text()


def test_a_base_map_is_off_until_a_file_is_chosen_and_then_shown_and_credited(
    qtbot: QtBot, page: MapPage, workspace: Workspace, base: Path
) -> None:
    chip = find(page, QPushButton, "layer_base")
    assert not chip.isChecked()
    assert asked(qtbot, page, PICTURES) == 0

    chip.click()

    assert loaded(qtbot, page) >= 1
    assert chip.isChecked()
    assert workspace.settings.base_map == str(base)
    assert str(asked(qtbot, page, CREDIT)).endswith("© A Survey")
    assert page.views.map.traffic() == ([], [])

    chip.click()
    assert asked(qtbot, page, PICTURES) == 0
    assert "A Survey" not in str(asked(qtbot, page, CREDIT))
    assert workspace.settings.base_map == str(base)


def test_the_base_map_of_the_desk_is_there_again_and_undo_takes_it_away(
    qtbot: QtBot, page: MapPage, workspace: Workspace, map_cache: Path
) -> None:
    page.base.choose()

    with opened_page(qtbot, workspace, map_cache) as again:
        assert loaded(qtbot, again) >= 1

    workspace.undo()
    assert workspace.read(settings.load).base_map == ""
    assert asked(qtbot, page, PICTURES) == 0
    assert not find(page, QPushButton, "layer_base").isChecked()


def test_a_base_map_that_is_gone_is_said_and_the_parishes_stay(
    qtbot: QtBot, page: MapPage, workspace: Workspace, map_cache: Path, base: Path
) -> None:
    page.base.choose()
    base.unlink()

    with opened_page(qtbot, workspace, map_cache) as again:
        assert "is not where it was" in said(again)
        assert asked(qtbot, again, "document.querySelectorAll('path.area').length") == 320
        assert not find(again, QPushButton, "layer_base").isChecked()


def test_a_file_that_is_no_base_map_is_refused_and_nothing_is_kept(
    page: MapPage, workspace: Workspace, base: Path
) -> None:
    base.write_text("This is a letter.")

    page.base.choose()

    assert "is no base map" in said(page)
    assert workspace.settings.base_map == ""
    assert not find(page, QPushButton, "layer_base").isChecked()


def test_a_base_map_that_breaks_meanwhile_is_given_up_in_a_sentence(
    qtbot: QtBot, page: MapPage, tmp_path: Path, base: Path
) -> None:
    many = {
        (7, column, row): picture("#00FF00") + bytes(900_000)
        for column in (63, 64)
        for row in (84, 85)
    }
    made(tmp_path / "large.mbtiles", many).replace(base)
    page.base.choose()
    size = base.stat().st_size
    base.write_bytes(base.read_bytes()[:8192] + b"\xff" * (size - 8192))

    page.views.map.zoom_to([page.reading.view.rows[0].gss_code])
    page.views.map.zoom_to([])

    qtbot.waitUntil(lambda: "cannot be read any more" in said(page), timeout=10_000)
    assert asked(qtbot, page, "document.querySelectorAll('path.area').length") == 320


def test_no_base_map_is_used_any_more_by_a_command(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    page.base.choose()
    command = next(one for one in page.commands() if one.key == "map_base_off")

    command.run()

    assert workspace.settings.base_map == ""
    assert asked(qtbot, page, PICTURES) == 0


def test_names_are_shown_wherever_there_is_room(qtbot: QtBot, page: MapPage) -> None:
    names = "document.querySelectorAll('.area-name').length"
    assert asked(qtbot, page, names) == 0

    find(page, QPushButton, "layer_names").click()

    assert wait_for(qtbot, page_of(page.views.map), names, lambda found: found > 20)


def test_wards_are_offered_once_they_were_taken_in_and_drawn(
    qtbot: QtBot, page: MapPage, workspace: Workspace, data: Path, act: Act
) -> None:
    chip = find(page, QPushButton, "layer_wards")
    assert chip.isHidden()

    theirs = read(Silent(), data / WARDS, workspace.read(ours, TODAY))
    assert theirs.kind is AreaKind.WARD
    workspace.write("Take in", apply, workspace.read(plan, theirs, TODAY), decisions={}, act=act)
    rest(qtbot, workspace)
    assert not chip.isHidden()

    chip.click()

    width = "document.querySelector('.ward-line')?.getBBox().width ?? 0"
    assert wait_for(qtbot, page_of(page.views.map), width, lambda found: found > 300)

    chip.click()
    assert asked(qtbot, page, width) == 0
