"""Tasking meetings, and when each CSU meets next."""

from datetime import date

import pytest

from tests.tasking_desk import ACT, TODAY, Patch, record
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.events import EventDraft
from warden_desk.domain.meetings import ActionDraft, Known, MeetingDraft, NextMeeting, next_weekly
from warden_desk.services.returns import meetings
from warden_desk.services.week import events
from warden_desk.storage.database import Database

THURSDAY = date(2026, 11, 26)


def enter(database: Database, patch: Patch, on: date = THURSDAY) -> str:
    draft = MeetingDraft(
        csu_id=patch.csu, on_date=on, start_minute=600, chair="CSU Inspector", place="Civic Centre"
    )
    return database.write("Meeting", meetings.record, draft, act=ACT)[0]


def upcoming(database: Database, patch: Patch) -> NextMeeting | None:
    return database.read(meetings.upcoming, TODAY).get(patch.csu)


def test_a_meeting_is_entered_listed_and_put_right(founded: Database, patch: Patch) -> None:
    key = enter(founded, patch)
    changed = MeetingDraft(csu_id=patch.csu, on_date=THURSDAY, chair="Chief Inspector")

    founded.write("Amend", meetings.amend, key, changed, act=ACT)

    [row] = founded.read(meetings.rows)
    assert (row.csu, row.on_date, row.start_minute) == ("Ashford CSU", THURSDAY, None)
    assert row.chair == "Chief Inspector"


def test_a_meeting_needs_a_csu_and_a_day(founded: Database) -> None:
    with pytest.raises(Invalid) as refused:
        founded.write("Meeting", meetings.record, MeetingDraft(), act=ACT)

    assert set(refused.value.problems) == {"csu_id", "on_date"}


def test_what_somebody_undertook_stays_open_until_it_is_done(
    founded: Database, patch: Patch
) -> None:
    key = enter(founded, patch)
    first = ActionDraft(text="Ask housing for a joint visit", who="Housing", due_on=THURSDAY)
    done = founded.write("Action", meetings.undertake, key, first, act=ACT)[0]
    founded.write("Action", meetings.undertake, key, ActionDraft(text="Lamp out"), act=ACT)

    founded.write("Done", meetings.finish, done, act=ACT)

    [row] = founded.read(meetings.rows, csu_id=patch.csu)
    assert [(action.text, action.done_on) for action in row.actions] == [
        ("Lamp out", None),
        ("Ask housing for a joint visit", TODAY),
    ]


def test_an_action_says_something_and_belongs_to_a_meeting(founded: Database, patch: Patch) -> None:
    with pytest.raises(Invalid):
        founded.write("Action", meetings.undertake, enter(founded, patch), ActionDraft(), act=ACT)
    with pytest.raises(NotFound):
        founded.write("Action", meetings.undertake, "gone", ActionDraft(text="x"), act=ACT)
    with pytest.raises(NotFound):
        founded.write("Done", meetings.finish, "gone", act=ACT)


def test_the_next_meeting_is_the_first_to_come_that_was_entered(
    founded: Database, patch: Patch
) -> None:
    enter(founded, patch, date(2026, 12, 3))
    key = enter(founded, patch)
    enter(founded, patch, date(2026, 11, 19))

    assert upcoming(founded, patch) == NextMeeting(THURSDAY, 600, Known.ENTERED, key)


def test_the_diary_of_the_week_knows_of_it_too(founded: Database, patch: Patch) -> None:
    draft = EventDraft(
        kind="csu", title="CSU meeting", on_date=THURSDAY, start_minute=570, area_id=patch.district
    )
    founded.write("Event", events.record, draft, act=ACT)

    assert upcoming(founded, patch) == NextMeeting(THURSDAY, 570, Known.DIARY)


def test_a_csu_nobody_enters_is_taken_to_meet_weekly_after_its_last_list(
    founded: Database, patch: Patch
) -> None:
    record(founded, patch, meeting_on=date(2026, 11, 10))
    record(founded, patch, meeting_on=date(2026, 11, 17))

    assert upcoming(founded, patch) == NextMeeting(date(2026, 11, 24), None, Known.WEEKLY)


def test_a_csu_of_which_nothing_is_known_has_no_next_meeting(
    founded: Database, patch: Patch
) -> None:
    assert upcoming(founded, patch) is None


@pytest.mark.parametrize(
    ("last", "on", "expected"),
    [
        (date(2026, 11, 17), date(2026, 11, 17), date(2026, 11, 17)),
        (date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 24)),
        (date(2026, 11, 17), date(2026, 11, 24), date(2026, 11, 24)),
        (date(2025, 12, 31), date(2026, 1, 2), date(2026, 1, 7)),
        (date(2026, 12, 1), date(2026, 11, 24), date(2026, 12, 1)),
    ],
)
def test_weeks_are_counted_from_the_last_meeting(last: date, on: date, expected: date) -> None:
    assert next_weekly(last, on) == expected
