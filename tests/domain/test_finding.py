"""What is shown of a text that bears a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.finding import excerpt

LONG = "The clerk told us that the lamp by the old station has been out since the 2nd week of May"


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("The lamp is out", "lamp", "The lamp is out"),
        ("The lamp\nis out", "LAMP", "The lamp is out"),
        ("The lamp is out", "bins", "The lamp is out"),
        (LONG, "clerk", "The clerk told us that the lamp by the old station has been …"),
        (LONG, "2nd", "… been out since the 2nd week of May"),
        ("x" * 90, "xxx", "x" * 60 + " …"),
    ],
)
def test_a_text_is_cut_between_words_around_the_word(text: str, word: str, shown: str):
    assert excerpt(text, [word]) == shown


@given(st.lists(st.sampled_from(["lamp", "a", "station", "of"]), min_size=1), st.integers(0))
def test_the_word_that_was_found_is_always_among_what_is_shown(words: list[str], at: int):
    words[at % len(words)] = "bins"
    shown = excerpt(" ".join(words), ["bins"])
    assert "bins" in shown
    assert len(shown) <= 64
