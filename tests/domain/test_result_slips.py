"""The number of a slip, and what a slip of the pen makes of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.errors import Invalid
from warden_desk.domain.result_slips import LETTERS, SlipDraft, SlipNumber, parse

numbers = st.builds(
    lambda code, year, number, slip: SlipNumber(f"{code}-{year:02d}-{number:04d}", slip),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=4),
    st.integers(0, 99),
    st.integers(1, 99_999),
    st.integers(1, 99),
)


@given(numbers)
def test_a_printed_number_reads_back_as_itself(slip: SlipNumber):
    assert parse(str(slip)) == slip


@pytest.mark.parametrize("shape", [str.lower, lambda s: s.replace("-", " "), lambda s: f"  {s} "])
def test_case_blanks_and_strokes_do_not_matter(shape):
    slip = SlipNumber("ASH-26-0147", 2)

    assert parse(shape(str(slip))) == slip


@given(numbers, st.data())
def test_one_wrong_digit_is_refused(slip: SlipNumber, data: st.DataObject):
    printed = str(slip)
    at = data.draw(st.sampled_from([i for i, sign in enumerate(printed) if sign.isdigit()]))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != printed[at]]))

    with pytest.raises(Invalid):
        assert parse(printed[:at] + wrong + printed[at + 1 :]) == slip


@given(numbers, st.data())
def test_two_neighbouring_digits_in_each_others_place_are_refused(
    slip: SlipNumber, data: st.DataObject
):
    start = len(slip.reference) - len(slip.reference.rsplit("-", 1)[1])
    at = data.draw(st.integers(start, len(slip.reference) - 2))
    printed = str(slip)
    swapped = printed[:at] + printed[at + 1] + printed[at] + printed[at + 2 :]

    if swapped != printed:
        with pytest.raises(Invalid, match="mistyped"):
            parse(swapped)


def test_every_wrong_last_letter_is_refused():
    printed = str(SlipNumber("ASH-26-0147", 1))

    for letter in set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") - {printed[-1]}:
        with pytest.raises(Invalid, match="mistyped"):
            parse(printed[:-1] + letter)


def test_letters_that_look_like_others_are_never_used():
    assert len(LETTERS) == 23
    assert not set("IOQ") & set(LETTERS)


@pytest.mark.parametrize("typed", ["", "147", "ASH-26-0147", "hello", "ASH-26-0147-1", "\u0661"])
def test_what_is_no_slip_number_is_told_how_one_looks(typed: str):
    with pytest.raises(Invalid, match="top of the slip"):
        parse(typed)


def test_the_sentence_belongs_to_the_result_where_there_is_one():
    visit = SlipDraft(on=date(2026, 11, 20), minutes=20, text="All calm.")
    result = SlipDraft(on=date(2026, 11, 20), minutes=20, text="All calm.", outcome="resolved")

    assert visit.visit().text == "All calm."
    assert result.visit().text == ""


def test_a_slip_without_a_day_is_refused_at_the_day():
    with pytest.raises(Invalid) as refusal:
        SlipDraft(on=None).visit()

    assert list(refusal.value.problems) == ["on"]
