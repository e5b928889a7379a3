"""The steps if nobody answers, as they are typed and kept."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TODAY
from warden_desk.domain.errors import Invalid
from warden_desk.domain.welfare_steps import PLAN_KNOWS, StepDraft, StepsDraft
from warden_desk.services import codes
from warden_desk.services.welfare import welfare_steps
from warden_desk.services.welfare.lone_shifts import STEPS
from warden_desk.storage.database import Database

WORDS = st.from_regex(r"[A-Za-z]{1,8}( [a-z]{1,8}){0,3}", fullmatch=True)
RUNGS = st.one_of(st.just(("", "")), st.tuples(st.sampled_from(PLAN_KNOWS), st.just("")))
NUMBERS = st.tuples(st.just(""), st.from_regex(r"\+?[0-9]{3,5}( [0-9]{3,6})?", fullmatch=True))


@given(st.dictionaries(WORDS.map(str.casefold), RUNGS | NUMBERS, min_size=1, max_size=6))
def test_what_is_written_is_read_again(wanted: dict[str, tuple[str, str]]) -> None:
    steps = tuple(StepDraft(label, *rung) for label, rung in wanted.items())

    assert StepsDraft.of(steps).read() == steps


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "at least one"), ("Ring\nring", "twice"), ("Ring = him", "a number or one of")],
)
def test_what_would_help_nobody_is_refused(text: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        StepsDraft(text).read()
    assert said in refused.value.problems["steps"]


def test_a_step_taken_off_holds_for_the_days_before_and_keeps_its_words(founded: Database) -> None:
    before = founded.read(welfare_steps.steps, TODAY)
    gone, *rest = before

    founded.write("Steps", welfare_steps.keep, rest[::-1], TODAY)

    assert founded.read(welfare_steps.steps, TODAY) == rest[::-1]
    yesterday = founded.read(welfare_steps.steps, TODAY - timedelta(days=1))
    assert {step.label for step in yesterday} == {step.label for step in before}
    assert gone.label in founded.read(codes.labels, STEPS).values()
