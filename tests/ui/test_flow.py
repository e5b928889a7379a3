"""A row that goes on in a second line."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from warden_desk.ui.widgets.flow import Flow


@pytest.fixture
def chips(qapp: QApplication) -> list[QPushButton]:
    del qapp  # only has to be there
    return [QPushButton(f"Chip {number}") for number in range(4)]


def laid_out(qtbot: QtBot, chips: list[QPushButton], width: int) -> QWidget:
    within = QWidget()
    qtbot.addWidget(within)
    within.setLayout(Flow(*chips))
    within.resize(width, 200)
    within.show()
    return within


def test_things_that_fit_stand_in_one_line(qtbot: QtBot, chips: list[QPushButton]) -> None:
    within = laid_out(qtbot, chips, 1000)

    assert within.heightForWidth(1000) == chips[0].sizeHint().height()
    assert len({chip.y() for chip in chips}) == 1
    assert [chip.x() for chip in chips] == sorted({chip.x() for chip in chips})


def test_what_does_not_fit_goes_on_below_and_is_asked_for_in_height(
    qtbot: QtBot, chips: list[QPushButton]
) -> None:
    wide = chips[0].sizeHint().width()
    within = laid_out(qtbot, chips, 2 * wide + 20)

    assert [chip.y() == chips[0].y() for chip in chips] == [True, True, False, False]
    assert within.heightForWidth(2 * wide + 20) == 2 * chips[0].sizeHint().height() + 8


def test_what_is_hidden_takes_no_room(qtbot: QtBot, chips: list[QPushButton]) -> None:
    chips[1].hide()
    within = laid_out(qtbot, chips, 1000)

    assert within.isVisible()
    assert chips[2].x() < chips[0].x() + 2 * chips[0].width()
