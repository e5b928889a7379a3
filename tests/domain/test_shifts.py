import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.errors import UserError
from warden_desk.domain.shift_text import format_cell, parse_cell
from warden_desk.domain.shifts import (
    PLAIN,
    CellDraft,
    CodeBook,
    ShiftCodeRow,
    ShiftDraft,
    ShiftRow,
    StopRow,
    clock,
    hours,
    in_order,
)

EARLY = ShiftCodeRow("E", "Early", True, False, 450, 930, 30)
LATE = ShiftCodeRow("L", "Late", True, False, 840, 1320, 30)
MEETING = ShiftCodeRow("MT", "Meeting", True)
REST = ShiftCodeRow("RD", "Rest day", False)
LEAVE = ShiftCodeRow("AL", "Annual leave", False, True)
BOOK = CodeBook((EARLY, LATE, MEETING, REST, LEAVE))


def one(text: str) -> ShiftDraft:
    [shift] = parse_cell(text, BOOK).shifts
    return shift


def test_a_code_alone_has_its_usual_times_and_break() -> None:
    assert one(" e ") == ShiftDraft(code="E", start_minute=450, end_minute=930, break_minutes=30)


@pytest.mark.parametrize("text", ["RD", "rd", "AL"])
def test_a_day_marked_off_has_no_times(text: str) -> None:
    shift = one(text)

    assert (shift.start_minute, shift.end_minute, shift.break_minutes) == (None, None, 0)


def test_a_leave_may_be_part_of_a_day() -> None:
    shift = one("AL 0900-1300")

    assert (shift.start_minute, shift.end_minute, shift.break_minutes) == (540, 780, 0)


def test_places_and_taskings_are_told_apart_wherever_they_stand() -> None:
    shift = one("L 1400-2200 Sheerness ash-26-0147, Minster-on-Sea SWA-26-12")

    assert shift.places == ("Sheerness", "Minster-on-Sea")
    assert shift.taskings == ("ASH-26-0147", "SWA-26-12")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9-5", "0900", "1700"),
        ("0900-1700 Lenham, Harrietsham", "0900", "1700"),
        ("09:00 – 17:00", "0900", "1700"),
        ("9.30am to 1pm", "0930", "1300"),
        ("6-2", "0600", "1400"),
        ("1-5", "1300", "1700"),
        ("10-6", "1000", "1800"),
        ("12-8", "1200", "2000"),
        ("9-12", "0900", "1200"),
        ("8-8", "0800", "2000"),
        ("E 7-3", "0700", "1500"),
        ("L 2-10", "1400", "2200"),
        ("E Lenham 0800-1600", "0800", "1600"),
        ("1600-2400", "1600", "0000"),
    ],
)
def test_times_are_read_as_people_write_them(text: str, start: str, end: str) -> None:
    shift = one(text)

    assert shift.start_minute is not None
    assert shift.end_minute is not None
    assert (clock(shift.start_minute), clock(shift.end_minute)) == (start, end)
    assert 0 < shift.end_minute - shift.start_minute < 24 * 60


@pytest.mark.parametrize("text", ["22-6", "2200-0600", "10pm-6am"])
def test_a_shift_over_midnight_ends_on_the_next_morning(text: str) -> None:
    shift = one(text)

    assert (shift.start_minute, shift.end_minute) == (22 * 60, 30 * 60)


def test_times_without_a_code_are_a_plain_shift_with_the_break_of_the_nearest_code() -> None:
    assert one("0900-1700 Lenham") == ShiftDraft(
        code="", start_minute=540, end_minute=1020, break_minutes=30, places=("Lenham",)
    )
    assert one("9-12").break_minutes == 0


def test_a_split_day_is_several_shifts() -> None:
    first, second = parse_cell("9-1 Lenham / L 1600-2000 Faversham, alone", BOOK).shifts

    assert (first.places, second.places) == (("Lenham",), ("Faversham",))
    assert (first.is_lone, second.is_lone) == (False, True)


@pytest.mark.parametrize(
    "text",
    ["L Sheerness alone, buddy Amara Okafor", "L Sheerness, lone, with Amara Okafor"],
)
def test_working_alone_and_the_buddy_are_said_in_words(text: str) -> None:
    shift = one(text)

    assert (shift.places, shift.is_lone, shift.buddy) == (("Sheerness",), True, "Amara Okafor")


def test_quotation_marks_keep_a_place_as_it_is_written() -> None:
    shift = one('E "Unit 4-6 / The Lane, alone", Lenham')

    assert shift.places == ("Unit 4-6 / The Lane, alone", "Lenham")
    assert shift.exact == {"Unit 4-6 / The Lane, alone"}
    assert not shift.is_lone


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "press Delete"),
        (" / ", "press Delete"),
        ("Q Lenham", "“Q” is no shift code"),
        ("Lenham", "E early, L late"),
        ("0900 Lenham", "Write times as in 0900-1700"),
        ("E 2500-2600", "a time that does not exist"),
        ("E 0975-1700", "a time that does not exist"),
        ("E 13pm-5pm", "a time that does not exist"),
        ("0900-0900", "begins and ends at the same time"),
        ("MT Lenham", "MT (meeting) has no usual times"),
        ("AL Lenham", "no place and no reason"),
        ("RD ASH-26-0147", "RD (rest day) is no work"),
        ("AL, alone", "is no work"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_way_out(text: str, says: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_cell(text, BOOK)

    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("e", "E"),
        ("E 0730-1530 Lenham", "E Lenham"),
        ("9-5 Lenham,Harrietsham ash-26-0147", "0900-1700 Lenham, Harrietsham ASH-26-0147"),
        ("l sheerness alone, with A Okafor", "L sheerness, alone, buddy A Okafor"),
        ('E "Office"', 'E "Office"'),
        ("9-1; 4-8 Faversham", "0900-1300 / 1600-2000 Faversham"),
        ("rd", "RD"),
    ],
)
def test_a_cell_is_written_back_as_short_as_it_can_be_typed(typed: str, written: str) -> None:
    assert format_cell(parse_cell(typed, BOOK), BOOK) == written


MINUTES = st.integers(0, 24 * 60 - 1)
NAMES = st.text(st.sampled_from("AbcLenham 0147-/,;éÆ'&.:"), min_size=1, max_size=14).map(
    lambda text: " ".join(text.split())
)


@st.composite
def drafts(draw: st.DrawFn) -> ShiftDraft:
    code = draw(st.sampled_from([PLAIN, EARLY, LATE, MEETING]))
    start = draw(MINUTES)
    end = start + draw(st.integers(1, 24 * 60 - 1))
    places = draw(st.lists(NAMES.filter(bool), max_size=3, unique=True))
    return ShiftDraft(
        code=code.code,
        start_minute=start,
        end_minute=end,
        break_minutes=BOOK.pause(code, start, end),
        places=tuple(places),
        taskings=tuple(draw(st.lists(st.sampled_from(["ASH-26-0147", "SWA-26-1"]), unique=True))),
        is_lone=draw(st.booleans()),
        buddy=draw(st.sampled_from(["", "Amara Okafor", "CW104"])),
        exact=frozenset(places),
    )


@given(st.lists(drafts(), min_size=1, max_size=3))
def test_what_is_written_is_read_as_the_same(shifts: list[ShiftDraft]) -> None:
    draft = CellDraft(tuple(shifts))

    assert parse_cell(format_cell(draft, BOOK), BOOK) == draft


@given(st.text(max_size=40) | st.text(st.sampled_from('ELRDA 0123459-–:.,/;"apm\0'), max_size=30))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    draft = None
    with contextlib.suppress(UserError):
        draft = parse_cell(text, BOOK)

    if draft is not None:
        assert parse_cell(format_cell(draft, BOOK), BOOK) == draft


def test_a_shift_row_says_its_times_places_taskings_and_minutes() -> None:
    shift = ShiftRow(
        id="s",
        person_id="p",
        team_id="t",
        team="Ashford",
        on_date=date(2026, 11, 25),
        code=LATE,
        start_minute=840,
        end_minute=1320,
        break_minutes=30,
        stops=(
            StopRow("1", "Sheerness", area_id="a"),
            StopRow("2", "Lenham", tasking_id="k", reference="ASH-26-0147"),
        ),
    )

    assert shift.head == "L 1400–2200"
    assert shift.places == ("Sheerness",)
    assert shift.taskings == ("ASH-26-0147",)
    assert shift.minutes == 450
    assert hours(450) == "7.5"
    assert hours(420) == "7"
    assert in_order([shift]) == [shift]
