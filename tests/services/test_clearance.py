"""Who is cleared, who may say so, and the record that nobody can change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from tests.hidden_desk import ACT, HIDING, MARKING, plant, sit_down
from tests.tasking_desk import TODAY, lay_out
from warden_desk.domain.clearance import (
    FULL_SIGHT,
    ActKind,
    AuditFilter,
    Role,
    UserDraft,
    UserRow,
)
from warden_desk.domain.errors import Invalid, NotAllowed, NotFound
from warden_desk.domain.seats import Seat
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import audit, clearance, users
from warden_desk.storage.database import Database

DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


def add(database: Database, name: str, **changed: object) -> str:
    given: dict[str, object] = {"name": name, "valid_from": TODAY, **changed}
    return database.write("Add", users.save, UserDraft(**given), act=ACT)[0]  # pyright: ignore[reportArgumentType]


def seat(database: Database, on: date = TODAY) -> Seat:
    return database.read(clearance.seat, on)


def lines(database: Database, **wanted: object) -> list[tuple[str, str, str]]:
    rows = database.read(audit.rows, AuditFilter(**wanted))  # pyright: ignore[reportArgumentType]
    return [(row.by, row.act.value, row.how) for row in rows]


@given(on=DAYS, letter=st.none() | DAYS, vetting=st.none() | DAYS)
def test_somebody_is_cleared_while_one_of_the_two_lasts(
    on: date, letter: date | None, vetting: date | None
) -> None:
    user = UserRow("1", "A", Role.VIEWER, None, "", letter, vetting, TODAY, None)

    lasts = max((day for day in (letter, vetting) if day), default=date.min)

    assert user.is_cleared(on) == (on <= lasts)


@given(is_cleared=st.booleans(), is_shared=st.booleans())
def test_only_somebody_cleared_who_is_alone_with_the_screen_sees_it(
    is_cleared: bool, is_shared: bool
) -> None:
    sight = Seat("A", None, is_cleared, MARKING).sight(is_screen_shared=is_shared)

    assert sight == (FULL_SIGHT if is_cleared and not is_shared else HIDING)


def test_nobody_named_is_cleared_for_nothing_and_told_what_to_do(founded: Database) -> None:
    assert not seat(founded).is_cleared
    assert seat(founded).advice.startswith("Nobody is named as a user of this desk")
    assert "Settings, “At this desk”" in seat(founded).advice


def test_the_vetting_on_record_of_the_person_counts(founded: Database) -> None:
    patch = lay_out(founded)
    key = add(founded, "E. Marsh", person_id=patch.ellen)
    founded.write("Sit", users.sit, key, act=ACT)

    assert seat(founded).is_cleared
    assert seat(founded, TODAY + timedelta(days=200)).is_cleared
    assert not seat(founded, TODAY + timedelta(days=201)).is_cleared


def test_taking_a_seat_hides_or_shows(founded: Database) -> None:
    sit_down(founded, is_cleared=True)
    clearance.take_seat(founded, TODAY)
    assert founded.sight == FULL_SIGHT

    clearance.take_seat(founded, TODAY, is_screen_shared=True)
    assert founded.sight == HIDING

    clearance.take_seat(founded, TODAY + timedelta(days=101))
    assert founded.sight == HIDING


def test_a_user_whose_time_at_the_desk_is_over_is_no_user(founded: Database) -> None:
    cleared = TODAY + timedelta(days=900)
    left = TODAY + timedelta(days=10)
    key = add(founded, "A. Guest", cleared_until=cleared, valid_to=left)
    founded.write("Sit", users.sit, key, act=ACT)

    assert seat(founded, left - timedelta(days=1)).is_cleared
    assert not seat(founded, left).is_cleared


def test_two_users_of_one_name_are_refused(founded: Database) -> None:
    add(founded, "A. Guest")

    with pytest.raises(Invalid, match="already"):
        add(founded, " a. guest ")


def test_a_viewer_does_not_clear_anybody(founded: Database) -> None:
    add(founded, "A. Leader")
    sit_down(founded, is_cleared=False, role=Role.VIEWER)
    clearance.take_seat(founded, TODAY)

    with pytest.raises(NotAllowed, match="team leader or supervisor"):
        add(founded, "Somebody", cleared_until=TODAY)


def test_a_name_put_right_stays_the_name_of_who_sits_here(founded: Database) -> None:
    sit_down(founded, is_cleared=True)
    user = seat(founded).user
    assert user is not None
    right = replace(founded.read(users.draft_of, user.id), name="Adaeze Okafor")

    founded.write("Right", users.save, right, act=ACT, user_id=user.id)

    assert founded.read(desk_settings.load).user_name == "Adaeze Okafor"
    assert seat(founded).is_cleared


def test_the_record_outlives_the_undo_of_what_it_stands_beside(founded: Database) -> None:
    _, change = founded.write(
        "Add", users.save, UserDraft(name="A. Guest", valid_from=TODAY), act=ACT
    )

    founded.revert(change)

    assert founded.read(users.rows, TODAY) == []
    assert lines(founded) == [(ACT.by, "alteration", "list of users")]


def test_an_act_that_was_refused_is_not_in_the_record(founded: Database) -> None:
    with pytest.raises(NotFound):
        founded.write("Sit", users.sit, "nobody", act=ACT)

    assert lines(founded) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET by = 'somebody else'",
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry",
    ],
)
def test_the_file_itself_refuses_to_change_the_record(founded: Database, statement: str) -> None:
    founded.write("Note", audit.looked, ["1", "2"], "screen", act=ACT)

    with pytest.raises(Exception, match="permanent"):
        founded.write("Tamper", lambda session: session.execute(text(statement)))

    assert len(lines(founded)) == 2


def test_the_record_is_found_by_tasking_person_and_day(founded: Database) -> None:
    _, key = plant(founded)
    later = replace(ACT, by="B. Supervisor", at=datetime(2026, 11, 25, 23, 30, tzinfo=UTC))
    founded.write("Note", audit.looked, [key], "screen", act=later)

    assert lines(founded, by="super") == [("B. Supervisor", "consultation", "screen")]
    assert lines(founded, first=date(2026, 11, 25)) == lines(founded, by="super")
    assert lines(founded, last=date(2026, 11, 24)) == lines(founded, by=ACT.by)
    assert lines(founded, thing="ash-26") == lines(founded)
    assert lines(founded, thing="DOV") == []


def test_the_record_as_a_file_names_things_by_reference_alone(founded: Database) -> None:
    plant(founded)

    said = founded.read(audit.export, AuditFilter()).decode("utf-8-sig").splitlines()

    assert said[0] == "When,Who,Did,What,Where"
    assert said[1] == f"2026-11-23T09:00:00Z,A. Okafor,{ActKind.DISCLOSURE},ASH-26-0001,job sheet"
