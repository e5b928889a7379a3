"""What a viewer finds closed before they have typed or printed anything, and why."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from tests.ui.pages import run, seen
from tests.ui.week_desk import WEEK, go_to, key, shown, text
from warden_desk.domain.clearance import Role
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.rights import Right
from warden_desk.services.access import users
from warden_desk.services.hot_spots import hot_spots
from warden_desk.ui.frame import Frame
from warden_desk.ui.pages.atlas import AtlasPage
from warden_desk.ui.pages.hotspots.page import HotSpotsPage
from warden_desk.ui.pages.issuing.paper import VersionPaper
from warden_desk.ui.pages.map.saving import MapSaving
from warden_desk.ui.pages.map.saving_form import SaveWish
from warden_desk.ui.pages.map.scope import Scope
from warden_desk.ui.pages.repair.paper import ChangedPapers
from warden_desk.ui.pages.settings import ONLY_THE_LOOK, SAVED_AT_ONCE, SettingsPage
from warden_desk.ui.pages.taskings.job_sheet import JobSheetPreview
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.pages.week.printing import SheetPreview
from warden_desk.ui.theme import ThemeChoice
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.print_preview import PrintPreview
from warden_desk.ui.workspace import Workspace

WHY = "A. Visitor is a viewer"
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def sit(workspace: Workspace, role: Role = Role.VIEWER) -> None:
    rows = workspace.read(users.rows, workspace.today())
    workspace.at_desk.sit(next(row.id for row in rows if row.role is role))


@pytest.fixture
def week(qtbot: QtBot, workspace: Workspace) -> WeekPage:
    """As the window shows it to a viewer, with the cursor in a cell that holds something."""
    sit(workspace)
    page = shown(qtbot, WeekPage(workspace))
    page.refuse(())
    go_to(page, 0, 0)
    return page


@pytest.mark.parametrize(
    ("pressed", "modifier"),
    [
        (Qt.Key.Key_E, NO_MODIFIER),
        (Qt.Key.Key_F2, NO_MODIFIER),
        (Qt.Key.Key_Delete, NO_MODIFIER),
        (Qt.Key.Key_X, CTRL),
        (Qt.Key.Key_V, CTRL),
    ],
)
def test_no_key_changes_a_cell_of_the_week_for_a_viewer(
    week: WeekPage, workspace: Workspace, pressed: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    before = text(workspace, 0, 0, str(WEEK))

    key(week, pressed, modifier)

    assert WHY in week.notice.text()
    assert not week.has_typing()
    assert text(workspace, 0, 0, str(WEEK)) == before


def test_a_viewer_types_no_visitors_of_a_parish(week: WeekPage) -> None:
    week.turn()
    week.board.parishes.setCurrentIndex(week.board.parishes.grid.index(0, 1))

    QTest.keyClick(week.board.parishes, Qt.Key.Key_X)

    assert WHY in week.notice.text()
    assert not week.has_typing()


def test_the_week_can_be_typed_again_once_a_team_leader_sits_down(
    week: WeekPage, workspace: Workspace
) -> None:
    sit(workspace, Role.TEAM_LEADER)
    week.refuse(())

    key(week, Qt.Key.Key_E)

    assert week.has_typing()


def test_settings_are_greyed_for_a_viewer_with_the_reason(
    qtbot: QtBot, workspace: Workspace
) -> None:
    page = seen(qtbot, SettingsPage(workspace))
    sit(workspace)
    page.refuse(())

    for form in page.forms.values():
        assert WHY in form.toolTip()
    assert not find(page, QLineEdit, "service_name").isEnabled()
    assert not find(page, QPlainTextEdit, "steps").isEnabled()
    assert WHY in page.notice.text()
    assert page.subtitle.text() == ONLY_THE_LOOK
    assert find(page, Chip, f"theme_{ThemeChoice.DARK}").isEnabled()

    sit(workspace, Role.TEAM_LEADER)
    page.refuse(())

    assert find(page, QLineEdit, "service_name").isEnabled()
    assert WHY not in page.notice.text()
    assert page.subtitle.text() == SAVED_AT_ONCE


def _sheet(workspace: Workspace, _: Path) -> tuple[QWidget, PrintPreview]:
    made = SheetPreview(workspace)
    return made, made.preview


def _version(workspace: Workspace, _: Path) -> tuple[QWidget, PrintPreview]:
    made = VersionPaper(workspace)
    return made, made


def _job_sheet(workspace: Workspace, _: Path) -> tuple[QWidget, PrintPreview]:
    made = JobSheetPreview(workspace)
    return made, made


def _changed(workspace: Workspace, _: Path) -> tuple[QWidget, PrintPreview]:
    made = ChangedPapers(workspace)
    return made, made


def _atlas(workspace: Workspace, folder: Path) -> tuple[QWidget, PrintPreview]:
    made = AtlasPage(workspace, lambda _, suggested: folder / suggested.name)
    return made, made.preview


def _map(workspace: Workspace, folder: Path) -> tuple[QWidget, PrintPreview]:
    page = SplitPage("Map")
    page.set_sides(QWidget(), QWidget())
    asked, scope = Asked(mode=Mode.COVERAGE, on=TODAY), Scope(workspace, lambda: True)
    saving = MapSaving(
        workspace,
        page,
        lambda: asked,
        scope,
        lambda: None,
        lambda _, suggested: folder / suggested.name,
    )
    saving.show_paper(SaveWish())
    assert saving.preview is not None
    return page, saving.preview


def _hot_spot(workspace: Workspace, _: Path) -> tuple[QWidget, PrintPreview]:
    page = HotSpotsPage(workspace)
    page.read()
    page.acts.show_sheet(workspace.read(hot_spots.rows)[0])
    assert page.acts.preview is not None
    return page, page.acts.preview


@pytest.mark.parametrize("made", [_sheet, _version, _job_sheet, _changed, _atlas, _map, _hot_spot])
def test_a_viewer_looks_at_a_paper_and_cannot_hand_on_what_nobody_could_note(
    qtbot: QtBot,
    workspace: Workspace,
    tmp_path: Path,
    made: Callable[[Workspace, Path], tuple[QWidget, PrintPreview]],
) -> None:
    sit(workspace)
    holder, preview = made(workspace, tmp_path)
    qtbot.addWidget(holder)
    holder.show()
    rest(qtbot, workspace)
    before = list(tmp_path.iterdir())

    for name in ("save_pdf", "print_pdf"):
        assert not find(preview, Button, name).isEnabled()
        assert WHY in find(preview, Button, name).toolTip()
    preview.save()
    preview.print_pages()  # as by its key; without the refusal the system's window would open

    assert WHY in preview.notice.text()
    assert list(tmp_path.iterdir()) == before


def test_a_paper_can_be_printed_as_soon_as_somebody_sits_down_who_may_note_it(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    sit(workspace)
    frame.go_to("atlas")
    rest(qtbot, workspace)
    page = frame.host.page("atlas")
    assert not find(page, Button, "print_pdf").isEnabled()

    sit(workspace, Role.TEAM_LEADER)
    rest(qtbot, workspace)

    assert find(frame.host.page("atlas"), Button, "print_pdf").isEnabled()


@pytest.mark.parametrize(
    ("page", "key", "right"),
    [
        ("need", "need_add", Right.RECORD),
        ("need", "need_change", Right.RECORD),
        ("reorganise", "reorganise_edit", Right.AREAS),
        ("reorganise", "reorganise_remove", Right.AREAS),
        ("reorganise", "reorganise_up", Right.AREAS),
        ("reorganise", "reorganise_do", Right.AREAS),
    ],
)
def test_a_verb_asks_for_the_right_of_what_it_prepares(
    frame: Frame, page: str, key: str, right: Right
) -> None:
    [command] = [each for each in frame.host.page(page).commands() if each.key == key]
    assert command.needs == right


def test_buttons_without_a_key_are_greyed_for_a_viewer_too(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    sit(workspace)
    frame.go_to("taskings")
    rest(qtbot, workspace)
    page = frame.host.page("taskings")
    for name in ("add_note", "link", "more"):
        assert not find(page, Button, name).isEnabled()
        assert WHY in find(page, Button, name).toolTip()

    frame.go_to("parishes")
    rest(qtbot, workspace)
    ends = [
        button
        for button in frame.host.page("parishes").findChildren(Button)
        if button.accessibleName().startswith("End ")
    ]
    assert ends
    assert not any(button.isEnabled() for button in ends)


def test_who_looked_offers_a_viewer_nothing_that_is_not_theirs(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    sit(workspace)
    frame.go_to("looked")
    rest(qtbot, workspace)
    page = frame.host.page("looked")
    assert not find(page, Button, "export").isVisible()

    for command in ("looked_export", "looked_dispose"):
        run(page, command)
        assert "team leaders and supervisors" in page.notice.text()

    sit(workspace, Role.TEAM_LEADER)
    rest(qtbot, workspace)
    page = frame.host.page("looked")
    page.refresh()
    assert find(page, Button, "export").isVisible()
