"""The page of the atlas: chosen by keyboard, laid out in the background, saved and noted."""

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from tests.ui.pages import run, seen
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.map_keys import page_key
from warden_desk.domain.map_papers import Per
from warden_desk.domain.papers import Papers
from warden_desk.services import areas, people, teams
from warden_desk.services.papers import print_log
from warden_desk.storage.tables import Team
from warden_desk.ui.pages.atlas import AtlasPage
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> AtlasPage:
    def choose_file(_: QWidget, suggested: Path) -> Path:
        return tmp_path / suggested.name

    workspace.choose_team(workspace.read(teams.rows, TODAY)[0].id)
    page = AtlasPage(workspace, choose_file)
    seen(qtbot, page)
    rest(qtbot, workspace)
    return page


def settle(qtbot: QtBot, page: AtlasPage, workspace: Workspace) -> None:
    """Until what was chosen last is laid out."""
    qtbot.waitUntil(lambda: not page._later.isActive())
    rest(qtbot, workspace)


def choose(page: AtlasPage, field: str, value: object) -> None:
    box = page.choices.form.editor(field)
    assert isinstance(box, ChoiceBox)
    box.set_value(value)
    box.edited.emit()


def text(page: AtlasPage) -> str:
    return "\n".join(page.preview.text(at) for at in range(page.preview.page_count()))


def rename(session: Session, team_id: str) -> None:
    session.execute(update(Team).where(Team.id == team_id).values(name="Borderers"))


def test_it_begins_with_the_districts_of_the_chosen_team(page: AtlasPage) -> None:
    assert page.preview.page_count() == 4
    assert "Coverage: Ashford & Swale, by district" in page.preview.text(0)
    assert "Coverage: Swale" in page.preview.text(3)


@pytest.mark.parametrize(("per", "count"), [(Per.TEAM, 4), (Per.PARISH, 84)])
def test_what_gets_a_page_is_one_command(
    qtbot: QtBot, page: AtlasPage, workspace: Workspace, per: Per, count: int
) -> None:
    run(page, f"atlas_{per}")
    settle(qtbot, page, workspace)

    assert page.preview.page_count() == count


def test_another_map_day_and_part_are_chosen_and_laid_out(
    qtbot: QtBot, page: AtlasPage, workspace: Workspace
) -> None:
    choose(page, "mode", Mode.MINUTES)
    choose(page, "team", "")
    days = page.choices.form.editor("days_back")
    assert isinstance(days, QComboBox)
    days.setCurrentText("One week")
    day = page.choices.form.editor("on")
    assert isinstance(day, QLineEdit)
    day.setText("20 Nov 2026")
    day.textEdited.emit("20 Nov 2026")
    settle(qtbot, page, workspace)

    assert "Minutes against target: Kent, by district" in page.preview.text(0)
    assert "14 Nov 2026 to 20 Nov 2026" in page.preview.text(0)
    assert page.preview.page_count() >= 15


def test_people_are_named_only_once_that_is_ticked(
    qtbot: QtBot, page: AtlasPage, workspace: Workspace
) -> None:
    names = [one.name for one in workspace.read(people.rows, TODAY)]
    assert not [name for name in names if name in text(page)]

    find(page, QCheckBox, "with_names").click()
    settle(qtbot, page, workspace)

    assert [name for name in names if name in text(page)]
    assert "OFFICIAL-SENSITIVE" in page.preview.text(2)


def test_who_might_leave_is_asked_before_anything_is_laid_out(
    qtbot: QtBot, page: AtlasPage, workspace: Workspace
) -> None:
    choose(page, "mode", Mode.VACANCY)
    assert page.choices.request() is None

    choose(page, "person_id", workspace.read(people.rows, TODAY)[0].id)
    settle(qtbot, page, workspace)

    assert "If one warden leaves" in page.preview.text(0)


def test_it_opens_with_what_the_map_shows(
    qtbot: QtBot, page: AtlasPage, workspace: Workspace
) -> None:
    page.open_item(page_key(Asked(mode=Mode.DEBT, on=TODAY), ""))
    settle(qtbot, page, workspace)

    assert "Coverage debt: Kent" in page.preview.text(0)


def test_what_is_tried_on_the_map_is_marked_on_every_page_until_it_is_unticked(
    qtbot: QtBot, page: AtlasPage, workspace: Workspace
) -> None:
    tried = find(page, QCheckBox, "is_tried")
    assert not tried.isEnabled()
    parish = workspace.read(areas.find, "Lenham", TODAY)
    draft = HandOverDraft(
        area_ids=(parish.id,), person_id=workspace.read(people.rows, TODAY)[0].id, from_day=TODAY
    )
    team = workspace.read(teams.rows, TODAY)[0].id

    page.open_item(page_key(Asked(mode=Mode.WARDEN, on=TODAY, proposals=(draft,)), team))
    settle(qtbot, page, workspace)

    words = "What if: nothing of this is decided. Lenham is shown"
    assert all(words in page.preview.text(at) for at in range(page.preview.page_count()))
    tried.click()
    settle(qtbot, page, workspace)
    assert "What if" not in text(page)


def test_a_saved_atlas_is_whole_and_stands_in_the_print_log(
    page: AtlasPage, workspace: Workspace, tmp_path: Path
) -> None:
    run(page, "atlas_save")

    saved = pypdf.PdfReader(tmp_path / "atlas_district_coverage_2026-11-23.pdf")
    assert len(saved.pages) == 4
    last = workspace.read(print_log.rows, Papers.ALL, TODAY)[-1]
    assert last.what == "Atlas by district: Coverage, Ashford & Swale, 23 Nov 2026"
    assert "Saved as" in page.preview.notice.text()


def test_a_change_on_the_desk_is_in_the_atlas_when_it_is_seen_again(
    qtbot: QtBot, page: AtlasPage, workspace: Workspace
) -> None:
    team = workspace.read(teams.rows, TODAY)[0]
    page.hide()
    workspace.write("Rename", rename, team.id)
    page.show()
    rest(qtbot, workspace)

    assert "Borderers" in page.preview.text(0)


def test_while_choosing_the_keys_of_the_paper_save_it_and_go_back(
    qtbot: QtBot, page: AtlasPage, workspace: Workspace, tmp_path: Path
) -> None:
    asked: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: asked.append((kind, key)))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.choices.focus_first()

    QTest.keyClick(
        page.choices.form.editor("per"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier
    )
    QTest.keyClick(page.choices.form.editor("per"), Qt.Key.Key_Escape)

    assert [file.suffix for file in tmp_path.glob("atlas*")] == [".pdf"]
    assert asked == [("page", "map")]
