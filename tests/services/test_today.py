from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.conftest import NOW, TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.settings import Settings
from warden_desk.domain.today import Weight
from warden_desk.services import areas, teams
from warden_desk.services.papers import issuing, print_log
from warden_desk.services.tasking import tasking_lists
from warden_desk.services.today import today as today_service
from warden_desk.services.today.today_presence import presence
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Credential, Shift

ACT = Act("T. Tester", NOW)


@pytest.fixture
def practice(open_copy: Callable[[str], Desk]) -> Database:
    return open_copy("practice").database


def a_team(database: Database) -> str:
    return database.read(teams.rows, TODAY)[0].id


def test_figures_agree_with_the_lists_they_stand_for(practice: Database) -> None:
    counts = practice.read(tasking_lists.counts, TODAY)

    found = practice.read(today_service.today, TODAY, None)

    assert [tile.figure for tile in found.tiles[1:4]] == [
        str(counts.overdue),
        str(counts.to_check),
        str(counts.owed),
    ]


def test_a_team_sees_only_its_own_districts(practice: Database) -> None:
    team = a_team(practice)
    own = {area.name for area in practice.read(areas.team_districts, team, TODAY)}

    found = practice.read(today_service.today, TODAY, team)

    bare = [line for line in found.needs if line.word == "No cover"]
    assert {line.hint for line in bare} <= own
    assert all(line.text.split(" CSU")[0] in own for line in found.owed)


def test_what_is_latest_comes_first_and_the_rest_is_counted(practice: Database) -> None:
    found = practice.read(today_service.today, TODAY, None)

    late = [line for line in found.needs if line.weight is Weight.LATE and "late" in line.word]
    days = [int(line.word.split()[0]) for line in late]
    assert days == sorted(days, reverse=True)
    shown = len(found.needs) + found.more_needs
    assert shown >= sum(int(tile.figure) for tile in (found.tiles[1], found.tiles[2]))


def test_nothing_is_told_of_twice(practice: Database) -> None:
    for team in practice.read(teams.rows, TODAY):
        found = practice.read(today_service.today, TODAY, team.id)

        things = [line.opens for line in found.needs]
        assert len(things) == len(set(things))


def test_vetting_that_runs_out_is_told_in_time(practice: Database) -> None:
    def let_one_run_out(session: Session) -> None:
        held = session.scalars(select(Credential).where(Credential.kind == Settings().vetting_kind))
        for credential in held:
            credential.expires_on = TODAY + timedelta(days=400)
        one = session.scalars(
            select(Credential).where(Credential.kind == Settings().vetting_kind)
        ).first()
        assert one is not None
        one.expires_on = TODAY + timedelta(days=24)

    practice.write("Vetting", let_one_run_out)

    found = practice.read(today_service.today, TODAY, None)

    [line] = [line for line in found.needs if line.word == "Vetting"]
    assert line.text.endswith("runs out in 24 days")
    assert line.weight is Weight.SOON
    assert line.opens.kind == "person"


def late_shift(database: Database) -> str:
    """Leave one late shift in a team on the day; returns who works it."""

    def arrange(session: Session) -> str:
        team = a_team(database)
        session.execute(
            update(Shift).where(Shift.on_date == TODAY).values(end_minute=15 * 60, is_lone=False)
        )
        shift = session.scalars(
            select(Shift).where(
                Shift.on_date == TODAY, Shift.team_id == team, Shift.code.in_(("E", "M", "L"))
            )
        ).first()
        assert shift is not None
        shift.end_minute = 22 * 60
        return shift.person_id

    return database.write("Arrange", arrange)[0]


def test_whoever_is_late_alone_is_to_be_called(practice: Database) -> None:
    person = late_shift(practice)

    found = practice.read(today_service.today, TODAY, a_team(practice))

    [call] = found.calls
    assert call.word == "07:30"
    assert [row.person_id for row in found.out if row.is_alone_late] == [person]


def test_when_a_shift_is_late_is_the_desks_own_setting(practice: Database) -> None:
    late_shift(practice)
    wide = replace(Settings(), late_after_minute=23 * 60)

    found = practice.read(presence, TODAY, a_team(practice), wide)

    assert not any(row.is_alone_late for row in found.out)


def test_nobody_is_counted_twice(practice: Database) -> None:
    found = practice.read(presence, TODAY, None, Settings())

    assert len({row.person_id for row in found.out}) <= found.people + 40
    assert found.people >= 70


def test_answers_are_owed_to_the_csu_that_meets_next_first(practice: Database) -> None:
    found = practice.read(today_service.today, TODAY, None)

    assert found.owed
    assert "CSU, Tue 24 Nov 10:00" in found.owed[0].text
    assert found.owed[0].word == "Tomorrow"
    assert found.owed[0].weight is Weight.SOON


def test_a_new_desk_has_nothing_to_say(founded: Database) -> None:
    found = founded.read(today_service.today, TODAY, None)

    assert found.out == ()
    assert found.owed == ()
    assert [tile.figure for tile in found.tiles[1:4]] == ["0", "0", "0"]
    assert all(tile.weight is Weight.PLAIN for tile in found.tiles[1:])
    assert [line.word for line in found.needs] == ["First", "Then", "Then", "Or"]
    assert found.more_needs == 0


def test_a_week_that_waits_for_a_signature_leads_to_where_it_is_signed(practice: Database) -> None:
    week = Week.of(TODAY)
    team = practice.read(teams.rows, TODAY)[1]
    practice.write("Send", issuing.send, team.id, week, today=TODAY, act=ACT)

    for shown_to in (None, team.id):
        found = practice.read(today_service.today, TODAY, shown_to)
        text = f"Week 48 of {team.name} waits for sign-off"
        [line] = [each for each in found.needs if each.text == text]
        assert line.word == "To sign"
        assert (line.opens.kind, line.opens.id) == ("issue", f"{team.id}/{week}")
    other = practice.read(today_service.today, TODAY, a_team(practice))
    assert not any(each.word == "To sign" for each in other.needs)


def test_papers_that_should_be_gone_are_counted_in_one_line(practice: Database) -> None:
    for days in (0, 3, -1):
        practice.write(
            "Print",
            print_log.note,
            "Deployment sheet",
            copy_for="",
            destroy_by=TODAY - timedelta(days=days),
            act=ACT,
        )

    found = practice.read(today_service.today, TODAY, None)

    [line] = [each for each in found.needs if each.word == "Papers"]
    assert line.text == "2 papers to destroy"
    assert line.opens.id == "prints"
