"""The practice desk: invented, complete, and the same each time."""

import re
from collections import Counter

from sqlalchemy import func, select

from tests.conftest import TODAY
from warden_desk.domain.coverage import Coverage
from warden_desk.domain.dates import Week
from warden_desk.domain.people import PersonKind
from warden_desk.domain.tasking_states import State
from warden_desk.domain.week_rules.findings import Rule
from warden_desk.services import founding, people, practice, teams
from warden_desk.services.coverage import coverage
from warden_desk.services.week import week_findings
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Contact, Person, Shift, Tasking


def test_the_practice_service_has_the_shape_of_the_real_one(practice_desk: Desk):
    read = practice_desk.database.read
    everybody = read(people.rows, TODAY)
    kinds = Counter(person.kind for person in everybody)
    groups = read(teams.rows, TODAY)

    assert len(groups) == 6
    assert sum(len(team.districts) for team in groups) == 12
    assert all(team.leader for team in groups)
    assert 70 <= kinds[PersonKind.WARDEN] + kinds[PersonKind.LEADER] <= 75
    assert kinds[PersonKind.VOLUNTEER] == 30


def test_there_are_taskings_in_every_state(practice_desk: Desk):
    states = practice_desk.database.read(lambda s: Counter(s.scalars(select(Tasking.state))))

    assert sum(states.values()) == 400
    assert set(states) == {state.value for state in State}


def test_the_map_shows_all_six_states(practice_desk: Desk):
    states = Counter(row.state for row in practice_desk.database.read(coverage.coverage, TODAY))

    assert len(states) == 6
    assert states[Coverage.COVERED] > 160


def test_nine_weeks_are_rostered(practice_desk: Desk):
    first, last = practice_desk.database.read(
        lambda s: tuple(s.execute(select(func.min(Shift.on_date), func.max(Shift.on_date))).one())
    )

    assert first == Week.of(TODAY).plus(-7).monday
    assert last == Week.of(TODAY).next.sunday


def test_some_clearances_have_run_out_and_some_soon_will(practice_desk: Desk):
    everybody = practice_desk.database.read(people.rows, TODAY)

    assert any(person.vetting == "run out" for person in everybody)
    assert any(
        person.vetting_ends is not None and 0 < (person.vetting_ends - TODAY).days < 90
        for person in everybody
    )


def test_nobody_real_can_be_rung_or_written_to(practice_desk: Desk):
    def addresses(session):
        return [
            *session.execute(select(Person.mobile, Person.email)),
            *session.execute(select(Contact.phone, Contact.email)),
        ]

    for phone, email in practice_desk.database.read(addresses):
        assert re.fullmatch(r"(07700 900|01632 960)\d{3}", phone)
        assert email.endswith(".example")


def test_it_is_the_same_each_time(practice_desk: Desk, database: Database):
    database.write("New desk", founding.found)
    database.write("Practice", practice.fill, today=TODAY)

    def fingerprint(session):
        return [
            *map(
                tuple, session.execute(select(Person.surname, Person.forename).order_by(Person.id))
            ),
            *map(tuple, session.execute(select(Tasking.reference, Tasking.state))),
        ]

    assert database.read(fingerprint) == practice_desk.database.read(fingerprint)


def test_each_week_has_a_handful_to_settle(practice_desk: Desk):
    for team in practice_desk.database.read(teams.rows, TODAY):
        found = practice_desk.database.read(week_findings.findings, team.id, Week.of(TODAY))
        assert 0 < len(found) <= 15
        assert sum(row.rule is Rule.CONTRACT for row in found) <= 3
