"""Forms, panels and notices: what is typed is never lost, what is refused is said beside it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find
from warden_desk.domain.errors import Invalid, NeedsReason, NotFound
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.basics import label
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.facts import KeyValueList
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel


@dataclass(frozen=True, slots=True)
class Draft:
    name: str = ""
    minutes: int = 15
    due_on: object = None
    id: str = "kept"


def make_form(draft: Draft) -> Form[Draft]:
    return Form(
        draft,
        {
            "name": ("Name", editors.text()),
            "minutes": ("Length", editors.whole_number(0, 600, " min")),
            "due_on": ("Due", editors.day(lambda: TODAY)),
        },
    )


@pytest.fixture
def form(qtbot: QtBot) -> Form[Draft]:
    form = make_form(Draft())
    qtbot.addWidget(form)
    form.show()
    return form


@pytest.fixture
def page(qtbot: QtBot, form: Form[Draft]) -> SplitPage:
    page = SplitPage("Visits")
    page.set_sides(QLineEdit(), label("detail"))
    qtbot.addWidget(page)
    page.show()
    page.open_panel(SidePanel("Log a visit", form, "Save visit", is_dirty=form.is_dirty))
    return page


def type_name(qtbot: QtBot, form: Form[Draft], text: str) -> None:
    qtbot.keyClicks(find(form, QLineEdit, "name"), text)


def test_a_form_gives_back_what_is_typed_and_keeps_what_it_does_not_show(
    qtbot: QtBot, form: Form[Draft]
) -> None:
    type_name(qtbot, form, "  Lenham ")

    assert form.draft() == Draft(name="Lenham", id="kept")
    assert form.is_dirty()


def test_every_field_has_a_name_for_screen_readers(form: Form[Draft]) -> None:
    names = [form.editor(name).accessibleName() for name in ("name", "minutes", "due_on")]

    assert names == ["Name", "Length", "Due"]


def test_leaving_a_changed_field_says_so_once_and_marks_it_saved(
    qtbot: QtBot, form: Form[Draft]
) -> None:
    left: list[str] = []
    form.left.connect(left.append)
    type_name(qtbot, form, "Lenham")
    field = find(form, QLineEdit, "name")

    qtbot.keyClick(field, Qt.Key.Key_Return)
    form.mark_saved("name")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert left == ["name"]
    assert not form.is_dirty()


def test_problems_stand_beside_their_fields_and_the_first_gets_the_cursor(
    qtbot: QtBot, form: Form[Draft]
) -> None:
    qtbot.waitExposed(form)

    rest = form.show_problems({"minutes": "At least 1 minute.", "weather": "Too wet."})

    assert find(form, QLabel, "minutes_problem").text() == "At least 1 minute."
    assert find(form, QLabel, "minutes_problem").isVisible()
    assert not find(form, QLabel, "name_problem").isVisible()
    assert form.focusWidget() is form.editor("minutes")
    assert rest == ["Too wet."]


def saving(page: SplitPage) -> SidePanel:
    panel = page.panel()
    assert panel is not None
    return panel


def refusing(error: Exception) -> Callable[[str], None]:
    def save(reason: str) -> None:
        del reason
        raise error

    return save


def test_what_cannot_be_read_is_never_sent_to_be_saved(
    qtbot: QtBot, page: SplitPage, form: Form[Draft]
) -> None:
    qtbot.keyClicks(form.editor("due_on"), "32/1")

    is_saved = attempt(saving(page), lambda _: pytest.fail("was saved"), form=form)

    assert not is_saved
    assert "32/1" in find(form, QLabel, "due_on_problem").text()


def test_an_invalid_draft_is_refused_beside_its_fields(page: SplitPage, form: Form[Draft]) -> None:
    refusal = Invalid({"name": "Give the place a name."})

    assert not attempt(saving(page), refusing(refusal), form=form)

    assert "Give the place" in find(form, QLabel, "name_problem").text()
    assert saving(page).notice.text() == ""


def test_any_other_refusal_is_said_in_the_notice(page: SplitPage, form: Form[Draft]) -> None:
    assert not attempt(saving(page), refusing(NotFound("That warden has left.")), form=form)

    assert saving(page).notice.text() == "That warden has left."
    assert saving(page).notice.tone() is Tone.RED


def test_a_warning_asks_for_a_reason_and_saves_with_it(page: SplitPage, form: Form[Draft]) -> None:
    saved: list[str] = []

    def save(reason: str) -> None:
        if not reason:
            raise NeedsReason(("9.5 hours' rest, 11 wanted.",))
        saved.append(reason)

    assert not attempt(saving(page), save, form=form)
    notice = saving(page).notice
    assert "9.5 hours" in notice.text()
    go_on = find(notice, Button, "go_on")
    go_on.click()
    assert saved == []
    find(notice, QLineEdit, "reason").setText("Agreed with Ben")
    go_on.click()

    assert saved == ["Agreed with Ben"]
    assert notice.text() == ""


def test_escape_never_throws_typing_away(qtbot: QtBot, page: SplitPage, form: Form[Draft]) -> None:
    type_name(qtbot, form, "Lenham")

    qtbot.keyClick(saving(page), Qt.Key.Key_Escape)

    assert page.panel() is not None
    assert form.draft().name == "Lenham"
    assert "Not saved yet" in saving(page).notice.text()
    assert page.has_typing()


def test_escape_closes_a_panel_nothing_was_typed_in(qtbot: QtBot, page: SplitPage) -> None:
    qtbot.keyClick(saving(page), Qt.Key.Key_Escape)

    assert page.panel() is None


def test_discard_is_the_way_to_throw_typing_away(
    qtbot: QtBot, page: SplitPage, form: Form[Draft]
) -> None:
    type_name(qtbot, form, "Lenham")
    qtbot.keyClick(saving(page), Qt.Key.Key_Escape)

    find(saving(page), Button, "discard").click()

    assert page.panel() is None


def test_a_second_panel_does_not_push_typing_aside(
    qtbot: QtBot, page: SplitPage, form: Form[Draft]
) -> None:
    type_name(qtbot, form, "Lenham")
    first = saving(page)
    other = SidePanel("Assign", label("who"))
    qtbot.addWidget(other)

    assert not page.open_panel(other)

    assert page.panel() is first


def test_control_enter_saves_from_any_field(
    qtbot: QtBot, page: SplitPage, form: Form[Draft]
) -> None:
    with qtbot.waitSignal(saving(page).accepted):
        qtbot.keyClick(form.editor("name"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_names_are_shown_as_they_are_typed(qtbot: QtBot) -> None:
    hostile = "<b>Bobby</b> & <img src=x onerror=alert(1)>"
    facts = KeyValueList()
    qtbot.addWidget(facts)
    facts.show_facts([("Name", hostile), ("Empty", "")])
    said = [found.text() for found in facts.findChildren(QLabel)]

    assert said == ["Name", hostile]
    assert all(f.textFormat() is Qt.TextFormat.PlainText for f in facts.findChildren(QLabel))


def test_an_ampersand_in_a_filter_is_a_letter_not_a_shortcut(qtbot: QtBot) -> None:
    chip = Chip("Ashford & Swale")
    qtbot.addWidget(chip)
    chip.set_count(4)

    assert chip.text() == "Ashford && Swale 4"
    assert chip.shortcut().isEmpty()
    assert chip.accessibleName() == "Ashford & Swale 4"
