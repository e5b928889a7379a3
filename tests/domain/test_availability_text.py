"""Answers as they are typed, and the same written back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.availability import Answer, AnswerDraft
from warden_desk.domain.availability_text import format_answers, parse_answers
from warden_desk.domain.errors import UserError


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        ("yes", (AnswerDraft(),)),
        ("No pm", (AnswerDraft(answer=Answer.NO, start_minute=720, end_minute=1440),)),
        ("maybe 6-9pm", (AnswerDraft(answer=Answer.MAYBE, start_minute=360, end_minute=1260),)),
        ("no l", (AnswerDraft(answer=Answer.NO, role="L"),)),
        (
            "yes 0900-1200 / no pm, at school",
            (
                AnswerDraft(start_minute=540, end_minute=720),
                AnswerDraft(answer=Answer.NO, start_minute=720, end_minute=1440, note="at school"),
            ),
        ),
    ],
)
def test_answers_are_read_as_they_are_typed(typed: str, expected: tuple[AnswerDraft, ...]):
    assert parse_answers(typed, ["E", "L"]) == expected


@pytest.mark.parametrize("typed", ["perhaps", "yes X", "no 25-26", "yes pm pm"])
def test_what_is_not_understood_says_how_to_write_it(typed: str):
    with pytest.raises(UserError, match=r"yes, maybe or no|does not exist"):
        parse_answers(typed, ["E", "L"])


@st.composite
def drafts(draw: st.DrawFn) -> AnswerDraft:
    start = draw(st.none() | st.integers(6 * 60, 1380))
    return AnswerDraft(
        answer=draw(st.sampled_from(Answer)),
        start_minute=start,
        end_minute=None if start is None else draw(st.integers(start + 1, 1439)),
        role=draw(st.sampled_from(["", "E", "L"])),
        note=draw(st.sampled_from(["", "rings first"])),
    )


@given(st.lists(drafts(), max_size=3).map(tuple))
def test_what_is_written_back_reads_the_same(answers: tuple[AnswerDraft, ...]):
    assert parse_answers(format_answers(answers), ["E", "L"]) == answers
