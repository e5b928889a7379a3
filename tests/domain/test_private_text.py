import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.private_text import warnings


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Mrs Example is lonely", "name a person (“Mrs Example”)"),
        ("ring 01632 960001 after six", "telephone number"),
        ("+44 (0)7700 900 123", "telephone number"),
        ("victim DOB 1/2/1940", "date of birth"),
        ("victim, 14/02/1951, is alone", "date of birth"),
        ("was born on 3 May", "date of birth"),
        ("Call on Doreen Lyle after six", "name a person (“Doreen Lyle”)"),
        ("a silver van GX19 ABC parks there", "vehicle's number (“GX19 ABC”)"),
        ("car K123 XYZ seen", "vehicle's number (“K123 XYZ”)"),
    ],
)
def test_what_should_not_be_kept_is_pointed_at(text: str, sign: str) -> None:
    [warning] = warnings(text)

    assert sign in warning


@pytest.mark.parametrize(
    "text",
    [
        "Groups gathering at Tovil recreation ground, 1600-2000 – resident’s report",
        "Off-road bikes behind the school",
        "CSU/110, TH75066, PC 4471",
        "Victoria Road and Albert Park, near St Mary Primary school",
        "ME17 2PX, TN23 1PL, M20 AND the A28",
        "Reported on 14/11/2026, CAD 123 of 02/11/2026",
        "Grace Hill",
        "",
    ],
)
def test_plain_problems_pass(text: str) -> None:
    assert warnings(text) == []


@given(
    before=st.text("abdmx .,\n", max_size=12),
    sign=st.sampled_from(
        ["Mrs Lyle", "mr Lyle", "d.o.b. known", "date of Birth", "BORN on 3 May", "07700 900123"]
    ),
    after=st.text("abdmx .,\n", max_size=12),
)
def test_a_sign_is_seen_wherever_it_stands_in_a_text(before: str, sign: str, after: str) -> None:
    """One quick look decides whether a text is looked at closely: it must not pass a sign by."""
    assert warnings(f"{before} {sign} {after}")
