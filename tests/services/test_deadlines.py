"""Due dates by the desk's rules, over the bank holidays of England."""

from dataclasses import replace
from datetime import date

import pytest

from tests.tasking_desk import ACT, Patch, detail, draft, record
from warden_desk.domain.settings import Settings
from warden_desk.services import settings as desk_settings
from warden_desk.services.tasking import deadlines, taskings
from warden_desk.storage.database import Database


@pytest.mark.parametrize(
    ("day", "count", "end"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Good Friday, Easter Monday
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Boxing Day falls on a Saturday
        (date(2027, 12, 24), 1, date(2027, 12, 29)),  # both fall on the weekend
        (date(2022, 12, 23), 1, date(2022, 12, 28)),  # Christmas Day falls on a Sunday
        (date(2026, 5, 1), 1, date(2026, 5, 5)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_bank_holidays_and_their_substitutes_are_left_out(day: date, count: int, end: date) -> None:
    assert deadlines.working_days("ENG").after(day, count) == end


def test_a_tasking_without_a_date_is_due_by_the_rule_and_says_so(
    founded: Database, patch: Patch
) -> None:
    found = detail(founded, record(founded, patch, urgency="high")).draft

    assert found.due_on == date(2026, 11, 20)
    assert found.due_rule == "high urgency: 3 working days"
    assert found.review_on == date(2026, 12, 1)


@pytest.mark.parametrize("said", [{"due_on": date(2026, 11, 30)}, {"due_words": "next mtg"}])
def test_what_its_sender_said_stands(
    founded: Database, patch: Patch, said: dict[str, object]
) -> None:
    found = detail(founded, record(founded, patch, urgency="high", **said)).draft

    assert (found.due_on, found.due_words) == (said.get("due_on"), said.get("due_words", ""))
    assert found.due_rule == ""


def test_the_rules_are_settings(founded: Database, patch: Patch) -> None:
    founded.write("Set", desk_settings.save, Settings(due_days_high=1, bank_holidays="SCT"))
    received = date(2025, 11, 28)  # the Friday before St Andrew's Day, taken on the Monday

    found = detail(founded, record(founded, patch, urgency="high", received_on=received)).draft

    assert found.due_on == date(2025, 12, 2)
    assert found.due_rule == "high urgency: 1 working day"


def test_a_date_by_rule_follows_the_urgency_but_a_typed_one_stays(
    founded: Database, patch: Patch
) -> None:
    key = record(founded, patch, urgency="high")
    ruled = detail(founded, key).draft
    founded.write("Amend", taskings.amend, key, replace(ruled, urgency="medium"), act=ACT)
    followed = detail(founded, key)
    assert followed.draft.due_on == date(2026, 12, 1)
    assert followed.draft.due_rule == "medium urgency: 10 working days"
    assert followed.entries[0].text == "urgency, due date"

    typed = replace(followed.draft, due_on=date(2026, 12, 4))
    founded.write("Amend", taskings.amend, key, typed, act=ACT)
    founded.write("Amend", taskings.amend, key, replace(typed, urgency="low"), act=ACT)
    assert detail(founded, key).draft.due_on == date(2026, 12, 4)
    assert detail(founded, key).draft.due_rule == ""


def test_what_a_new_tasking_would_get_can_be_foreseen(founded: Database, patch: Patch) -> None:
    foreseen = founded.read(deadlines.foreseen, draft(patch, urgency="high"))

    assert foreseen.due_on == date(2026, 11, 20)
