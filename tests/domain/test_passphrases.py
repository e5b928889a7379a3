import pytest

from warden_desk.domain.passphrases import MIN_LENGTH, Strength, strength


def test_the_length_that_is_missing_is_counted() -> None:
    assert strength("a" * (MIN_LENGTH - 1)) == (Strength.SHORT, "1 more character needed.")
    assert strength("") == (Strength.SHORT, "12 more characters needed.")


@pytest.mark.parametrize(
    "passphrase",
    [
        "aaaaaaaaaaaaaaaaaaaa",
        "password password",
        "Passphrase123",
        "abcabcabcabcabc",
        "qwerty123456",
    ],
)
def test_what_is_guessed_first_is_weak(passphrase: str) -> None:
    assert strength(passphrase)[0] is Strength.WEAK


@pytest.mark.parametrize(
    "passphrase", ["kettle marsh lantern orbit", "a hundred quiet bicycles in rain"]
)
def test_several_unlike_words_are_good(passphrase: str) -> None:
    assert strength(passphrase)[0] is Strength.GOOD


def test_another_word_never_makes_it_weaker() -> None:
    order = list(Strength)
    words = ["kettle", "marsh", "lantern", "orbit", "willow"]
    grown = [order.index(strength(" ".join(words[:n]))[0]) for n in range(1, 6)]

    assert grown == sorted(grown)
