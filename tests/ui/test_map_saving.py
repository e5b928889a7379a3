"""Handing on what the map shows: seen first as a paper, or saved where the user says."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.boundary_files import PARISHES
from tests.conftest import TODAY
from tests.formats.test_mbtiles import PNG, made
from tests.ui.conftest import find, rest
from tests.ui.map_shown import PATIENCE, opened_page
from tests.ui.web import NO_GRAPHICS_CARD
from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.map_keys import of_page_key
from warden_desk.domain.papers import Papers
from warden_desk.domain.progress import Silent
from warden_desk.formats import map_files
from warden_desk.formats.boundaries_reader import read
from warden_desk.formats.outlines import INDICATIVE
from warden_desk.services import areas, people, teams
from warden_desk.services import settings as desk_settings
from warden_desk.services.boundaries import boundaries
from warden_desk.services.boundaries.boundaries_apply import apply
from warden_desk.services.boundaries.boundaries_plan import ours, plan
from warden_desk.services.coverage import coverage_modes
from warden_desk.services.papers import print_log
from warden_desk.ui.pages.map import MapPage
from warden_desk.ui.pages.map.saving_form import Part, SaveWish
from warden_desk.ui.workspace import Workspace

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, map_cache: Path, tmp_path: Path) -> Iterator[MapPage]:
    def choose_file(_: QWidget, suggested: Path) -> Path:
        return tmp_path / suggested.name

    with opened_page(qtbot, workspace, map_cache, choose_file=choose_file) as page:
        yield page


def said(page: MapPage) -> str:
    return page.notice.text()


def printed(workspace: Workspace) -> list[str]:
    return [row.what for row in workspace.read(print_log.rows, Papers.ALL, TODAY)]


@pytest.mark.parametrize("kind", [*map_files.LABELS])
def test_the_map_is_saved_in_the_mode_shown_and_noted(
    qtbot: QtBot, page: MapPage, workspace: Workspace, tmp_path: Path, kind: str
) -> None:
    page.bar.show_mode(Mode.DEBT)
    save = next(one for one in page.commands() if one.key == f"map_save_{kind}")

    save.run()
    rest(qtbot, workspace)

    saved = tmp_path / f"debt-2026-11-23.{kind}"
    assert saved.stat().st_size > 10_000
    assert saved.name in said(page)
    assert printed(workspace)[-1] == "Map: Coverage debt, Kent, 23 Nov 2026"


def test_a_saved_map_has_the_words_of_its_mode_and_names_nobody(
    qtbot: QtBot, page: MapPage, workspace: Workspace, tmp_path: Path
) -> None:
    page.bar.show_mode(Mode.DEBT)
    view = workspace.read(coverage_modes.shown, Asked(mode=Mode.DEBT, on=TODAY))
    page.saving.save(SaveWish(kind="html"))
    rest(qtbot, workspace)

    saved = (tmp_path / "debt-2026-11-23.html").read_text("utf-8")
    assert all(row.words in saved for row in view.rows)
    assert not any(row.primary in saved for row in view.rows if row.primary)


def test_the_panel_leads_to_a_paper_with_names_that_is_printed_upright(
    qtbot: QtBot, page: MapPage, workspace: Workspace, tmp_path: Path
) -> None:
    page.bar.show_mode(Mode.WARDEN)
    find(page, QPushButton, "save_map").click()
    panel = page.panel()
    assert panel is not None
    find(panel, QComboBox, "sheet").setCurrentText("Upright")
    find(panel, QCheckBox, "with_names").setChecked(True)

    find(panel, QPushButton, "save").click()
    rest(qtbot, workspace)

    preview = page.saving.preview
    assert preview is not None
    view = workspace.read(coverage_modes.shown, Asked(mode=Mode.WARDEN, on=TODAY))
    assert view.rows[0].primary in preview.text(0)
    assert "OFFICIAL-SENSITIVE" in preview.text(0)
    preview.save()
    [sheet] = pypdf.PdfReader(tmp_path / "warden-2026-11-23.pdf").pages
    assert sheet.mediabox.height > sheet.mediabox.width
    assert printed(workspace)[-1].endswith("with names")


def test_only_what_a_kind_of_file_has_can_be_chosen(page: MapPage) -> None:
    page.saving.begin()
    panel = page.panel()
    assert panel is not None
    sheet, every = find(panel, QComboBox, "sheet"), find(panel, QCheckBox, "is_every")
    assert sheet.isEnabled()
    assert not every.isEnabled()

    find(panel, QComboBox, "kind").setCurrentText(map_files.LABELS["gpkg"])

    assert not sheet.isEnabled()
    assert every.isEnabled()


def test_only_the_teams_districts_are_saved_where_the_page_is_about_a_team(
    qtbot: QtBot, page: MapPage, workspace: Workspace, tmp_path: Path
) -> None:
    team = workspace.read(teams.rows, TODAY)[0]
    workspace.choose_team(team.id)

    page.saving.save(SaveWish(kind="csv"))
    rest(qtbot, workspace)

    with (tmp_path / "coverage-2026-11-23.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert {row["district"] for row in csv.DictReader(lines)} == set(team.districts)


def test_a_saved_map_has_the_outlines_of_its_day(
    qtbot: QtBot,
    page: MapPage,
    workspace: Workspace,
    tmp_path: Path,
    data: Path,
    act: Act,
) -> None:
    theirs = read(Silent(), data / PARISHES, workspace.read(ours, TODAY))
    workspace.write("Take in", apply, workspace.read(plan, theirs, TODAY), decisions={}, act=act)
    drawn = workspace.read(boundaries.outlines_on, TODAY)
    assert drawn != INDICATIVE

    page.saving.save(SaveWish(kind="html"))
    rest(qtbot, workspace)

    saved = (tmp_path / "coverage-2026-11-23.html").read_text("utf-8")
    arcs = json.loads(drawn.topology())["arcs"]
    assert json.dumps(arcs, separators=(",", ":")) in saved


def test_the_month_the_slider_shows_is_the_one_that_is_saved(
    qtbot: QtBot, page: MapPage, workspace: Workspace, tmp_path: Path
) -> None:
    page.bar.show_mode(Mode.VISIT)
    page.year.slider.setValue(4)
    rest(qtbot, workspace)

    page.saving.save(SaveWish(kind="csv"))
    rest(qtbot, workspace)

    assert (tmp_path / "visit-2026-04-30.csv").exists()


def test_an_atlas_is_asked_for_of_what_the_map_shows(page: MapPage, workspace: Workspace) -> None:
    asked: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: asked.append((kind, key)))
    team = workspace.read(teams.rows, TODAY)[0]
    workspace.choose_team(team.id)
    page.bar.show_mode(Mode.NEED)

    find(page, QPushButton, "atlas").click()
    page.bar.whole.setChecked(True)
    find(page, QPushButton, "atlas").click()

    assert {kind for kind, _ in asked} == {"atlas"}
    found = [of_page_key(key) for _, key in asked]
    assert {wanted.mode for wanted, _ in found} == {Mode.NEED}
    assert [of for _, of in found] == [team.id, ""]


def go_to(qtbot: QtBot, page: MapPage, workspace: Workspace, name: str) -> None:
    """Until only a parish and what lies around it is on the screen."""
    code = workspace.read(areas.find, name, TODAY).gss_code
    page.views.map.zoom_to([code])

    def is_near() -> bool:
        seen = page.views.map.extent
        return seen is not None and seen[2] - seen[0] < 0.4

    qtbot.waitUntil(is_near, timeout=PATIENCE)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_what_is_on_the_screen_is_saved_and_noted_as_a_part(
    qtbot: QtBot, page: MapPage, workspace: Workspace, tmp_path: Path
) -> None:
    go_to(qtbot, page, workspace, "Lenham")

    page.saving.save(SaveWish(kind="csv"))
    rest(qtbot, workspace)

    names = {row["name"] for row in rows_of(tmp_path / "coverage-2026-11-23.csv")}
    assert {"Lenham", "Charing", "Harrietsham"} <= names
    assert len(names) < 120
    assert printed(workspace)[-1] == "Map: Coverage, Part of Kent, 23 Nov 2026"


def test_the_panel_offers_the_whole_county_instead_of_the_screen(
    qtbot: QtBot, page: MapPage, workspace: Workspace, tmp_path: Path
) -> None:
    go_to(qtbot, page, workspace, "Lenham")
    page.saving.begin()
    panel = page.panel()
    assert panel is not None
    part = find(panel, QComboBox, "part")
    assert part.currentText() == "What is on the screen"

    part.setCurrentText("The whole county")
    find(panel, QComboBox, "kind").setCurrentText(map_files.LABELS["csv"])
    find(panel, QPushButton, "save").click()
    rest(qtbot, workspace)

    assert len(rows_of(tmp_path / "coverage-2026-11-23.csv")) == 320


def test_of_the_table_only_the_whole_can_be_saved(page: MapPage) -> None:
    page.bar.as_table.setChecked(True)

    page.saving.begin()

    panel = page.panel()
    assert panel is not None
    part = find(panel, QComboBox, "part")
    assert [part.itemText(at) for at in range(part.count())] == ["The whole county"]


def test_the_paper_has_the_layers_and_the_filter_of_the_screen(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    page.layers.pins["Taskings"].setChecked(True)
    page.layers.groups.setChecked(False)
    page.side.legend.chosen.emit(["none", "thin"])
    go_to(qtbot, page, workspace, "Lenham")

    page.saving.show_paper(SaveWish())
    rest(qtbot, workspace)

    preview = page.saving.preview
    assert preview is not None
    text = " ".join(preview.text(0).split())
    assert "Tasking: " in text
    assert "Only these stand out:" in text
    assert "Covered" not in text
    assert "District" not in text.replace("By district", "")


def test_what_is_only_tried_is_marked_so_on_the_paper(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    row = page.reading.view.rows[0]
    draft = HandOverDraft(
        area_ids=(row.area_id,), person_id=workspace.read(people.rows, TODAY)[0].id, from_day=TODAY
    )
    page.bar.what_if.setChecked(True)
    page.work.trial.add(draft)

    page.saving.show_paper(SaveWish(part=Part.WHOLE))
    rest(qtbot, workspace)

    preview = page.saving.preview
    assert preview is not None
    assert f"What if: nothing of this is decided. {row.name} is shown" in preview.text(0)
    page.work.trial.discard()


def test_a_base_map_whose_licence_says_nothing_is_left_out_and_that_is_said(
    qtbot: QtBot, page: MapPage, workspace: Workspace, tmp_path: Path
) -> None:
    tiles = {(7, 64, (1 << 7) - 1 - 42): PNG}
    base = made(tmp_path / "base.mbtiles", tiles, format="png")
    wanted = replace(workspace.settings, base_map=str(base))
    workspace.write("Choose a base map", desk_settings.save, wanted)
    page.base.follow()
    assert page.base.chip.isChecked()

    page.saving.save(SaveWish(kind="csv"))
    rest(qtbot, workspace)

    assert "Saved as" in said(page)
    assert "The base map was left out" in said(page)
