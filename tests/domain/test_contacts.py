"""What is known of contacts: whether it holds, who may be written to, whose mail came back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.contacts import (
    ContactDraft,
    ContactRow,
    Due,
    TermsDraft,
    is_email,
    months_before,
    why_due,
)
from warden_desk.domain.errors import Invalid
from warden_desk.domain.mail_bounces import bounced_addresses
from warden_desk.domain.mailing import LeftOut, cells, greeting, mailing

ON = date(2026, 11, 23)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
ADDRESSES = st.from_regex(r"[a-z]{1,8}[0-9]{0,3}@[a-z]{1,8}\.example", fullmatch=True)

REPORT = """From: MAILER-DAEMON@mail.kent.example
To: wardens@kent.example
Subject: Undelivered Mail Returned to Sender

This is the mail system at host mail.kent.example. I'm sorry.

<clerk7@parish.example>: host mx.parish.example said: 550 5.1.1 no such user

Reporting-MTA: dns; mail.kent.example
Original-Recipient: rfc822;clerk7@parish.example
Final-Recipient: rfc822; Clerk7@Parish.example
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; chair9@parish.example
Action: delayed
Status: 4.4.1
"""


def why(**facts: date | None) -> tuple[Due, ...]:
    known = {"confirmed_on": None, "term_ends_on": None, "bounced_on": None} | facts
    return why_due(**known, on=ON, months=12)


def contact(**facts: object) -> ContactRow:
    known: dict[str, object] = {
        "id": "c",
        "organisation_id": "o",
        "organisation": "Lenham Parish Council",
        "organisation_kind": "parish council",
        "places": ("Lenham",),
        "name": "Ann Ames",
        "role": "clerk",
        "email": "ann@lenham.example",
        "lawful_basis": "public task",
    }
    return ContactRow(**(known | facts))  # pyright: ignore[reportArgumentType]


def test_a_contact_confirmed_within_the_months_is_not_due():
    assert why(confirmed_on=date(2025, 11, 23)) == ()
    assert why(confirmed_on=date(2025, 11, 22)) == (Due.OLD,)
    assert why() == (Due.NEVER,)


def test_a_term_that_is_over_is_answered_by_a_later_confirmation():
    assert why(confirmed_on=date(2026, 5, 1), term_ends_on=date(2026, 5, 10)) == (Due.TERM_ENDED,)
    assert why(confirmed_on=date(2026, 5, 11), term_ends_on=date(2026, 5, 10)) == ()
    assert why(confirmed_on=ON, term_ends_on=ON) == ()


def test_mail_that_came_back_presses_before_all_else():
    due = why(bounced_on=ON, confirmed_on=date(2020, 1, 1), term_ends_on=date(2026, 1, 1))
    assert due == (Due.BOUNCED, Due.TERM_ENDED, Due.OLD)


@given(DAYS, st.integers(0, 240))
def test_months_before_is_in_the_month_that_many_earlier(day: date, months: int):
    before = months_before(day, months)
    counted = (day.year - before.year) * 12 + day.month - before.month
    assert counted == months
    assert before.day <= day.day


@pytest.mark.parametrize("text", ["a@b.example", " first.last+x@sub.parish.gov.uk "])
def test_addresses_are_known(text: str):
    assert is_email(text)


@pytest.mark.parametrize("text", ["", "a", "a@b", "@b.example", "a b@c.example", "a@b@c.example"])
def test_what_is_no_address_is_refused_beside_the_field(text: str):
    assert not is_email(text)
    if text:
        with pytest.raises(Invalid) as refused:
            ContactDraft(name="Ann", email=text).check()
        assert set(refused.value.problems) == {"email"}


def test_a_draft_needs_a_name_or_a_role_and_a_term_in_order():
    with pytest.raises(Invalid) as refused:
        ContactDraft(phone="12", term_from=ON, term_ends_on=date(2020, 1, 1)).check()
    assert set(refused.value.problems) == {"name", "phone", "term_ends_on"}
    ContactDraft(role="clerk").check()


def test_terms_need_an_end_and_somebody_to_have_them():
    with pytest.raises(Invalid) as refused:
        TermsDraft(roles=" , ").check()
    assert set(refused.value.problems) == {"term_ends_on", "roles"}
    assert TermsDraft(roles="Chair, councillor,").wanted_roles == {"chair", "councillor"}


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"id": ""}, LeftOut.NOBODY),
        ({"email": ""}, LeftOut.NO_ADDRESS),
        ({"objected_on": ON}, LeftOut.OBJECTED),
        ({"bounced_on": ON}, LeftOut.BOUNCED),
        ({"due": (Due.TERM_ENDED,)}, LeftOut.TERM_ENDED),
        ({"lawful_basis": ""}, LeftOut.NO_BASIS),
    ],
)
def test_a_letter_is_left_out_with_the_reason(facts: dict[str, object], why: LeftOut):
    found = mailing([contact(), contact(**facts)], ON)

    assert [row.email for row in found.letters] == ["ann@lenham.example"]
    assert found.counts == {why: 1}
    assert found.sentence.startswith("1 letter. Left out: 1 ")
    assert found.left_out[0][1] is why


@given(st.lists(st.booleans()))
def test_everybody_is_written_to_or_left_out_once(have_address: list[bool]):
    rows = [
        contact(id=str(n), email="a@b.example" if h else "") for n, h in enumerate(have_address)
    ]
    found = mailing(rows, ON)
    assert sorted([*found.letters, *(row for row, _ in found.left_out)], key=lambda r: r.id) == (
        sorted(rows, key=lambda r: r.id)
    )


def test_a_letter_greets_as_wanted_else_by_name_else_by_post():
    assert greeting(contact(salutation="Dear Cllr Ames")) == "Dear Cllr Ames"
    assert greeting(contact()) == "Dear Ann Ames"
    assert greeting(contact(name="")) == "Dear Clerk"
    assert cells(contact()) == (
        *("Lenham Parish Council", "Dear Ann Ames", "Ann Ames", "Clerk"),
        *("ann@lenham.example", "Lenham"),
    )


def test_a_delivery_report_says_what_failed_and_not_what_is_late():
    assert bounced_addresses(REPORT) == ["wardens@kent.example", "clerk7@parish.example"]
    assert bounced_addresses(REPORT.replace("delayed", "failed"))[-1] == "chair9@parish.example"


def test_whoever_wrote_the_mail_is_not_whom_it_did_not_reach():
    said = "From: Us <us@kent.example>\nCc: them@kent.example\n other@kent.example\nTo: a@b.example"
    assert bounced_addresses(said) == ["a@b.example"]


@given(st.lists(ADDRESSES, unique=True), st.sampled_from([", ", "\n", "; ", " \r\n"]))
def test_a_pasted_list_is_read_whole_each_address_once(addresses: list[str], between: str):
    assert bounced_addresses(between.join([*addresses, *addresses])) == addresses


@given(st.text())
def test_any_text_is_read_without_harm(text: str):
    assert all("@" in each for each in bounced_addresses(text))
