"""What somebody says to a shift is the worst of what they said of any part of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.availability import (
    Answer,
    AnswerDraft,
    AnswerRow,
    Source,
    answer_to,
    standing,
)
from warden_desk.domain.errors import Invalid

TUESDAY = date(2026, 11, 24)
HOUR = 60


def said(
    answer: Answer, start: int | None = None, end: int | None = None, *, role: str = "", **more
) -> AnswerRow:
    return AnswerRow(
        person_id="ben",
        on_date=TUESDAY,
        answer=answer,
        source=more.get("source", Source.USUAL),
        start_minute=None if start is None else start * HOUR,
        end_minute=None if end is None else end * HOUR,
        role=role,
    )


@st.composite
def answers(draw: st.DrawFn) -> AnswerRow:
    answer = draw(st.sampled_from(Answer))
    if draw(st.booleans()):
        return said(answer)
    start = draw(st.integers(0, 22))
    return said(answer, start, draw(st.integers(start + 1, 24)))


@given(st.lists(answers(), max_size=5), st.integers(0, 20), st.integers(1, 4))
def test_no_hour_of_a_shift_is_promised_that_was_refused(
    rows: list[AnswerRow], start: int, length: int
):
    hours = range(start, start + length)
    saying = {
        answer: {
            hour
            for row in rows
            if row.answer is answer
            for hour in hours
            if row.touches(hour * HOUR, (hour + 1) * HOUR)
        }
        for answer in Answer
    }

    answer, because = answer_to(rows, start * HOUR, (start + length) * HOUR)

    if saying[Answer.NO]:
        assert answer is Answer.NO
    elif saying[Answer.MAYBE]:
        assert answer is Answer.MAYBE
    elif not any(row.answer is Answer.YES for row in rows):
        assert (answer, because) == (Answer.YES, None)
    elif len(saying[Answer.YES]) < length:
        assert answer is Answer.NO, "an hour nobody offered"
    assert because is None or because in rows


def test_who_named_times_cannot_come_at_others():
    evenings = [said(Answer.YES, 18, 21)]

    assert answer_to(evenings, 18 * HOUR, 20 * HOUR)[0] is Answer.YES
    assert answer_to(evenings, 9 * HOUR, 12 * HOUR)[0] is Answer.NO
    assert answer_to(evenings, 20 * HOUR, 22 * HOUR)[0] is Answer.NO


def test_a_no_to_lates_says_nothing_about_earlies():
    no_lates = [said(Answer.NO, role="L")]

    assert answer_to(no_lates, 0, HOUR, "E")[0] is Answer.YES
    assert answer_to(no_lates, 0, HOUR, "L") == (Answer.NO, no_lates[0])


def test_what_is_said_for_the_day_takes_the_place_of_what_is_usual():
    usual, lates = said(Answer.NO), said(Answer.NO, role="L")
    that_day = said(Answer.YES, source=Source.THAT_DAY)
    about_lates = said(Answer.YES, role="L", source=Source.THAT_DAY)
    asked = said(Answer.MAYBE, source=Source.ABSENCE)

    assert standing([usual, lates, that_day]) == [that_day]
    assert standing([usual, lates, about_lates]) == [usual, about_lates]
    assert standing([that_day, asked]) == [asked, that_day]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (said(Answer.NO, 12, 24), "not available Tue pm"),
        (said(Answer.MAYBE, 0, 12), "maybe Tue am"),
        (said(Answer.YES, 18, 21), "available Tue 1800–2100"),
        (said(Answer.NO, role="L"), "not available Tue (L)"),
    ],
)
def test_an_answer_is_said_in_few_words(row: AnswerRow, words: str):
    assert row.sentence == words


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [(None, 60, "start_minute"), (60, 60, "end_minute"), (-1, 60, "end_minute")],
)
def test_times_that_do_not_fit_are_refused(start: int | None, end: int, field: str):
    with pytest.raises(Invalid) as refusal:
        AnswerDraft(start_minute=start, end_minute=end).check()

    assert list(refusal.value.problems) == [field]
