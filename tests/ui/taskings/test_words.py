"""How taskings read on their page."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.tasking_desk import ACT, detail, lay_out, record
from warden_desk.domain.tasking_entries import EntryKind, EntryRow
from warden_desk.domain.tasking_states import State
from warden_desk.domain.taskings import TaskingRow
from warden_desk.services.tasking import tasking_people
from warden_desk.storage.database import Database
from warden_desk.ui.pages.taskings import words
from warden_desk.ui.theme import Tone

TODAY = date(2026, 11, 23)
ROW = TaskingRow(
    id="t",
    reference="ASH-26-0147",
    title="Needles",
    marking="OFFICIAL",
    district_id="d",
    area="Wye",
    state=State.IN_PROGRESS,
    urgency="",
    due_on=None,
    due_words="",
    hold_until=None,
    who=("Ben Tilley",),
    district="Ashford",
    category="",
    priority="",
    external_reference="",
    received_on=date(2026, 11, 17),
)


@pytest.mark.parametrize(
    ("changed", "said", "tone"),
    [
        ({}, "In progress", Tone.BLUE),
        ({"due_on": date(2026, 12, 20)}, "In progress", Tone.BLUE),
        ({"due_on": date(2026, 11, 21)}, "Overdue 2 days", Tone.RED),
        ({"due_on": TODAY}, "Due today", Tone.AMBER),
        ({"due_on": date(2026, 11, 26)}, "Due Thu 26", Tone.AMBER),
        ({"state": State.CHECKED, "due_on": date(2026, 1, 1)}, "Checked, owed", Tone.GREEN),
        (
            {"state": State.ON_HOLD, "hold_until": date(2026, 12, 4)},
            "On hold to 4 Dec",
            Tone.NEUTRAL,
        ),
    ],
)
def test_a_row_shows_a_pressing_deadline_or_else_its_state(
    changed: dict[str, object], said: str, tone: Tone
) -> None:
    assert words.row_pill(replace(ROW, **changed), TODAY)[:2] == (said, tone)


def test_who_has_it_fits_a_column() -> None:
    assert words.who(ROW) == "Ben Tilley"
    assert words.who(replace(ROW, who=("Ben Tilley", "Jo Lyle", "Ellen Marsh"))) == "Ben Tilley +2"
    assert words.who(replace(ROW, who=(), state=State.RECEIVED)) == "unassigned"
    assert words.who(replace(ROW, who=(), state=State.DECLINED)) == "–"


def test_a_moment_is_said_as_shortly_as_it_can_be() -> None:
    def noon(day: date) -> str:
        return words.moment(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), TODAY)

    assert noon(date(2026, 11, 21)).startswith("Sat 21, ")
    assert noon(date(2026, 10, 7)).startswith("7 Oct, ")
    assert noon(date(2025, 11, 7)) == "7 Nov 2025"


def test_the_facts_say_who_knows_of_it_since_when_and_who_heard_it(
    founded: Database,
) -> None:
    patch = lay_out(founded)
    key = record(founded, patch)

    def known() -> str:
        return dict(words.facts(detail(founded, key), TODAY)).get("Knows", "")

    assert known() == ""
    founded.write("Assign", tasking_people.assign, key, patch.ben, act=ACT)
    assert known() == "not yet"
    founded.write("Heard", tasking_people.acknowledge, key, patch.ben, act=ACT)
    assert known() == f"since {words.moment(ACT.at, TODAY)}, heard by A. Okafor"
    founded.write("Assign", tasking_people.assign, key, patch.ellen, act=ACT)
    assert known().splitlines()[0].startswith("Ben Tilley since Mon 23")
    assert known().splitlines()[1] == "Ellen Marsh not yet"


def test_a_visit_stands_at_its_own_day_and_a_struck_one_says_why() -> None:
    visit = EntryRow(
        id="e",
        kind=EntryKind.VISIT,
        at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        by="A. Okafor",
        happened_on=date(2026, 11, 21),
        start_minute=16 * 60 + 40,
        minutes=35,
        people=("Ben Tilley",),
    )
    struck = replace(visit, struck_at=visit.at, struck_by="A. Okafor", struck_reason="Wrong day")

    assert words.when(visit, TODAY) == "Sat 21, 16:40"
    assert words.said(visit) == "Visit, 35 min · Ben Tilley."
    assert words.said(struck).startswith("Struck by A. Okafor: Wrong day")
