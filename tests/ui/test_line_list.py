"""A card of lines that open things."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from warden_desk.ui.widgets.line_list import Entry, LineButton, LineList


@pytest.fixture
def said() -> list[str]:
    """Which lines were opened."""
    return []


@pytest.fixture
def lines(qtbot: QtBot) -> LineList:
    lines = LineList("Needs you", "Enter opens", "Nothing.")
    qtbot.addWidget(lines)
    lines.resize(400, 300)
    lines.show()
    lines.activateWindow()
    return lines


def show(lines: LineList, said: list[str], *texts: str) -> None:
    lines.show_entries([Entry(text, "", lambda text=text: said.append(text)) for text in texts])


def names(lines: LineList) -> list[str]:
    return [line.accessibleName() for line in lines.lines()]


def test_lines_become_others_and_open_what_they_are_now(
    qtbot: QtBot, lines: LineList, said: list[str]
) -> None:
    show(lines, said, "one", "two")
    before = lines.lines()

    show(lines, said, "two", "three", "four")
    assert names(lines) == ["two", "three", "four"]
    assert lines.lines()[:2] == before
    lines.lines()[1].click()

    show(lines, said, "five")
    assert names(lines) == ["five"]
    assert lines.lines() == before[:1]
    qtbot.waitUntil(lambda: len(lines.findChildren(LineButton)) == 1)
    lines.lines()[0].click()
    assert said == ["three", "five"]


def test_the_cursor_stays_while_the_list_is_read_again(
    qtbot: QtBot, lines: LineList, said: list[str]
) -> None:
    show(lines, said, "one", "two")
    entered: list[int] = []
    lines.entered.connect(entered.append)
    lines.focus_line(1)
    qtbot.waitUntil(lambda: entered == [1])

    show(lines, said, "three", "four", "five")

    assert lines.focused_line() == 1
    qtbot.keyClick(lines.lines()[1], Qt.Key.Key_Return)
    assert said == ["four"]


def test_without_lines_it_says_so(lines: LineList, said: list[str]) -> None:
    show(lines, said, "one")
    show(lines, said)

    assert lines.lines() == []
    assert lines._nothing.isVisible()
