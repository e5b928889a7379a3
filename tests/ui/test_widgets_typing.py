"""Dates, times, durations and choices as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from warden_desk.ui.widgets.choice_box import ChoiceBox, Option
from warden_desk.ui.widgets.date_fields import DateField, TimeField
from warden_desk.ui.widgets.duration_field import read_duration, write_duration
from warden_desk.ui.widgets.typed_dates import read_date, read_time, write_date, write_time

PEOPLE = [
    Option("p1", "Ben Tilley", "CW107"),
    Option("p2", "Benita Ashby", "CW109"),
    Option("p3", "Carys Evans", "CW111"),
    Option("p4", "Carys Evans", "CW112"),
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("27/11", date(2026, 11, 27)),
        ("27/11/2026", date(2026, 11, 27)),
        ("27.11.26", date(2026, 11, 27)),
        ("27 nov", date(2026, 11, 27)),
        ("27th November 2026", date(2026, 11, 27)),
        ("Fri 27 Nov 2026", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)),
        ("3/1", date(2027, 1, 3)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 24)),
        ("+3", date(2026, 11, 26)),
        ("-7", date(2026, 11, 16)),
        ("fri", date(2026, 11, 27)),
        ("monday", TODAY),
        ("32/1", None),
        ("29/2/2026", None),
        ("11/27", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_people_here_write_it(typed: str, meant: date | None) -> None:
    assert read_date(typed, TODAY) == meant


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_written_is_read_back(day: date) -> None:
    assert read_date(write_date(day), TODAY) == day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("0730", 450), ("7:30", 450), ("7.30", 450), ("730", 450), ("14", 840), ("24:00", 1440)),
        *(("2460", None), ("25", None), ("noon", None), ("", None)),
    ],
)
def test_a_time_is_read_as_people_here_write_it(typed: str, meant: int | None) -> None:
    assert read_time(typed) == meant


@given(st.integers(0, 1440))
def test_a_time_written_is_read_back(minutes: int) -> None:
    assert read_time(write_time(minutes)) == minutes


@given(st.integers(0, 100 * 60))
def test_a_duration_written_is_read_back(minutes: int) -> None:
    assert read_duration(write_duration(minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("37", 2220), ("37.5", 2250), ("9:30", 570), ("20 min", 20), ("long", None)],
)
def test_a_duration_is_read_in_hours(typed: str, minutes: int | None) -> None:
    assert read_duration(typed) == minutes


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    field = DateField(lambda: TODAY)
    qtbot.addWidget(field)
    field.show()
    return field


def test_a_typed_date_is_written_back_neatly_when_it_is_left(
    qtbot: QtBot, field: DateField
) -> None:
    qtbot.keyClicks(field, "27/11")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert field.text() == "Fri 27 Nov 2026"
    assert field.value() == date(2026, 11, 27)


def test_an_unreadable_date_stays_as_typed_and_says_why(qtbot: QtBot, field: DateField) -> None:
    qtbot.keyClicks(field, "32/1")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert field.text() == "32/1"
    assert field.value() is None
    assert "32/1" in field.problem()
    assert field.property("wrong") is True


def test_arrows_step_a_day_and_page_keys_a_week(qtbot: QtBot, field: DateField) -> None:
    field.set_value(TODAY)

    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_PageUp)

    assert field.value() == date(2026, 12, 1)


def test_a_time_steps_by_quarters_of_an_hour(qtbot: QtBot) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    field.set_value(0)

    qtbot.keyClick(field, Qt.Key.Key_Down)

    assert field.text() == "23:45"


@pytest.fixture
def box(qtbot: QtBot) -> ChoiceBox:
    box = ChoiceBox(PEOPLE, "Type a name")
    qtbot.addWidget(box)
    box.show()
    return box


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tilley", "p1"), ("ASHBY", "p2"), ("ben", None), ("Ben Tilley", "p1"), ("nobody", None)],
)
def test_any_part_of_a_name_that_means_one_person_chooses_them(
    box: ChoiceBox, typed: str, meant: str | None
) -> None:
    box.setEditText(typed)

    assert box.value() == meant


def test_two_people_of_one_name_are_kept_apart(box: ChoiceBox) -> None:
    box.set_value("p4")

    assert box.value() == "p4"


def test_a_name_that_is_not_on_the_list_is_a_problem_not_a_guess(box: ChoiceBox) -> None:
    box.setEditText("Zoe Nobody")

    assert box.value() is None
    assert "Zoe Nobody" in box.problem()


def test_other_options_keep_the_choice_if_it_is_among_them(box: ChoiceBox) -> None:
    box.set_value("p1")
    box.set_options(PEOPLE[:2])
    assert box.value() == "p1"

    box.set_options(PEOPLE[1:])

    assert box.value() is None
