"""Coverage from the records, held against a slow count of everything by hand."""

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from warden_desk.domain.areas import LOCAL_KINDS, AreaKind
from warden_desk.domain.changes import Act
from warden_desk.domain.coverage import Coverage, CoverageRow, state_of
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.errors import NotFound
from warden_desk.domain.map_papers import MapRequest
from warden_desk.domain.people import AssignmentRole
from warden_desk.services.coverage import coverage, coverage_maps, coverage_needs
from warden_desk.services.coverage.coverage_cards import area_card
from warden_desk.services.incidents import incident_figures, need
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import (
    Area,
    ParishAssignment,
    Person,
    PersonStatus,
    Shift,
    Stop,
    Tasking,
    TaskingEntry,
    Team,
)

LONG_AGO = date(2015, 4, 1)


def lenham(session: Session) -> str:
    return session.execute(select(Area.id).where(Area.name == "Lenham")).scalar_one()


def add_person(session: Session, surname: str) -> str:
    person = Person(kind="warden", forename="Ada", surname=surname)
    session.add(person)
    session.flush()
    return person.id


def designate(
    session: Session,
    person_id: str,
    role: AssignmentRole = AssignmentRole.PRIMARY,
    *,
    since: date = LONG_AGO,
    until: date | None = None,
    every: int | None = None,
) -> None:
    session.add(
        ParishAssignment(
            area_id=lenham(session),
            person_id=person_id,
            role=role,
            visit_every_days=every,
            valid_from=since,
            valid_to=until,
        )
    )


def add_tasking(session: Session) -> str:
    district = session.execute(select(Area.parent_id).where(Area.name == "Lenham")).scalar_one()
    assert district is not None
    tasking = Tasking(
        reference="MAI-26-0001",
        district_id=district,
        year=2026,
        number=1,
        state_since=datetime(2026, 1, 1, tzinfo=UTC),
        title="Nuisance bikes",
        received_on=date(2026, 1, 1),
    )
    session.add(tasking)
    session.flush()
    return tasking.id


def add_entry(
    session: Session, tasking_id: str, area_id: str, day: date, *, kind: str = "visit"
) -> TaskingEntry:
    entry = TaskingEntry(
        tasking_id=tasking_id,
        kind=kind,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        by="T. Tester",
        area_id=area_id,
        happened_on=day,
    )
    session.add(entry)
    return entry


def add_round(
    session: Session, person_id: str, area_ids: Iterable[str], day: date, *, status: str = "worked"
) -> None:
    team = session.execute(select(Team.id)).scalars().first()
    if team is None:
        made = Team(number=1, name="Maidstone")
        session.add(made)
        session.flush()
        team = made.id
    shift = Shift(person_id=person_id, team_id=team, on_date=day, code="E", status=status)
    session.add(shift)
    session.flush()
    session.add_all(
        Stop(shift_id=shift.id, position=position, area_id=area_id)
        for position, area_id in enumerate(area_ids)
    )


def lenham_on(database: Database, on: date = TODAY) -> CoverageRow:
    return next(row for row in database.read(coverage.coverage, on) if row.name == "Lenham")


def test_every_parish_and_unparished_area_of_the_day_is_listed_once(founded: Database) -> None:
    rows = founded.read(coverage.coverage, TODAY)

    assert len(rows) == len({row.gss_code for row in rows}) == 320
    assert [row.state for row in rows].count(Coverage.UNPARISHED) == 9
    assert [row.state for row in rows].count(Coverage.NONE) == 311


def test_a_new_primary_is_thin_until_the_first_visit(founded: Database) -> None:
    def work(session: Session) -> None:
        designate(session, add_person(session, "Tilley"))

    founded.write("Designate", work)

    assert lenham_on(founded).state is Coverage.THIN
    assert lenham_on(founded).primary == "Ada Tilley"


def test_the_agreed_rhythm_of_the_assignment_wins_over_the_setting(founded: Database) -> None:
    def work(session: Session) -> None:
        designate(session, add_person(session, "Tilley"), every=30)
        add_entry(session, add_tasking(session), lenham(session), TODAY - timedelta(days=20))

    founded.write("Visit", work)

    assert lenham_on(founded).target_days == 30
    assert lenham_on(founded).state is Coverage.COVERED
    assert lenham_on(founded, TODAY + timedelta(days=11)).state is Coverage.THIN


@pytest.mark.parametrize("status", ["worked", "confirmed"])
def test_a_stop_of_a_shift_that_was_worked_counts_as_a_visit(
    founded: Database, status: str
) -> None:
    def work(session: Session) -> None:
        person = add_person(session, "Tilley")
        designate(session, person)
        add_round(session, person, [lenham(session)], TODAY - timedelta(days=3), status=status)

    founded.write("Round", work)

    assert lenham_on(founded).last_visit == TODAY - timedelta(days=3)
    assert lenham_on(founded).state is Coverage.COVERED


def test_a_round_longer_ago_than_the_last_weeks_is_still_found(founded: Database) -> None:
    def work(session: Session) -> None:
        person = add_person(session, "Tilley")
        add_round(session, person, [lenham(session)], TODAY - timedelta(days=400))

    founded.write("Round", work)

    assert lenham_on(founded).last_visit == TODAY - timedelta(days=400)


def test_planned_and_missed_rounds_and_those_of_the_future_do_not_count(founded: Database) -> None:
    def work(session: Session) -> None:
        person, area = add_person(session, "Tilley"), lenham(session)
        add_round(session, person, [area], TODAY - timedelta(days=2), status="planned")
        add_round(session, person, [area], TODAY - timedelta(days=1), status="missed")
        add_round(session, person, [area], TODAY + timedelta(days=1), status="confirmed")

    founded.write("Rounds", work)

    assert lenham_on(founded).last_visit is None


def test_a_struck_visit_and_other_entries_do_not_count(founded: Database) -> None:
    def work(session: Session) -> None:
        tasking, area = add_tasking(session), lenham(session)
        struck = add_entry(session, tasking, area, TODAY)
        struck.struck_at = datetime(2026, 11, 23, tzinfo=UTC)
        add_entry(session, tasking, area, TODAY - timedelta(days=1), kind="note")
        add_entry(session, tasking, area, TODAY - timedelta(days=9))
        add_entry(session, tasking, area, TODAY + timedelta(days=1))

    founded.write("Entries", work)

    assert lenham_on(founded).last_visit == TODAY - timedelta(days=9)


def test_yesterdays_coverage_stays_as_it_was_after_a_handover(founded: Database) -> None:
    change_day = date(2026, 11, 16)

    def work(session: Session) -> None:
        designate(session, add_person(session, "Before"), until=change_day)
        designate(session, add_person(session, "After"), since=change_day)

    founded.write("Hand over", work)

    assert lenham_on(founded, change_day - timedelta(days=1)).primary == "Ada Before"
    assert lenham_on(founded, change_day).primary == "Ada After"


def test_who_has_left_or_was_put_aside_covers_nothing(founded: Database) -> None:
    def work(session: Session) -> None:
        gone = add_person(session, "Gone")
        session.add(PersonStatus(person_id=gone, status="left", valid_from=TODAY))
        designate(session, gone)
        aside = add_person(session, "Aside")
        session.get_one(Person, aside).deleted_at = datetime(2026, 1, 1, tzinfo=UTC)
        designate(session, aside, AssignmentRole.VOLUNTEER)

    founded.write("Leave", work)

    assert lenham_on(founded).state is Coverage.NONE
    assert lenham_on(founded, TODAY - timedelta(days=1)).primary == "Ada Gone"


def test_others_are_named_in_order_of_role(founded: Database) -> None:
    def work(session: Session) -> None:
        for surname, role in (
            ("Volunteer", AssignmentRole.VOLUNTEER),
            ("Backup", AssignmentRole.BACKUP),
            ("Primary", AssignmentRole.PRIMARY),
        ):
            designate(session, add_person(session, surname), role)

    founded.write("Designate", work)

    assert lenham_on(founded).primary == "Ada Primary"
    assert lenham_on(founded).others == ("Ada Backup", "Ada Volunteer")


def test_the_five_statements_agree_with_a_slow_count_of_every_record(founded: Database) -> None:
    dice = random.Random(7)

    def work(session: Session) -> None:
        local = list(session.scalars(select(Area.id).where(Area.kind.in_(LOCAL_KINDS))))
        people = [add_person(session, f"Warden{number}") for number in range(12)]
        tasking = add_tasking(session)
        for area in dice.sample(local, 240):
            for role in dice.sample(list(AssignmentRole), dice.choice([1, 1, 2])):
                session.add(
                    ParishAssignment(
                        area_id=area,
                        person_id=dice.choice(people),
                        role=role,
                        visit_every_days=dice.choice([None, 7, 28]),
                        valid_from=TODAY - timedelta(days=dice.randrange(-20, 400)),
                        valid_to=dice.choice([None, None, TODAY, TODAY + timedelta(days=50)]),
                    )
                )
        for _ in range(900):
            day = TODAY - timedelta(days=dice.randrange(-5, 90))
            add_entry(session, tasking, dice.choice(local), day)
        for _ in range(300):
            day = TODAY - timedelta(days=dice.randrange(-5, 120))
            status = dice.choice(["worked", "confirmed", "planned", "missed"])
            add_round(session, dice.choice(people), dice.sample(local, 2), day, status=status)

    founded.write("A year", work)

    for on in (TODAY, TODAY - timedelta(days=60)):
        quick = {row.area_id: row for row in founded.read(coverage.coverage, on)}
        assert {key: (r.state, r.last_visit) for key, r in quick.items()} == founded.read(
            slowly, on
        )


def slowly(session: Session, on: date) -> dict[str, tuple[Coverage, date | None]]:
    """The same, one record after another."""
    answer: dict[str, tuple[Coverage, date | None]] = {}
    entries = session.scalars(select(TaskingEntry)).all()
    stops = session.execute(select(Stop, Shift).join(Shift, Shift.id == Stop.shift_id)).all()
    held = [
        a
        for a in session.scalars(select(ParishAssignment)).all()
        if a.valid_from <= on and (a.valid_to is None or a.valid_to > on)
    ]
    for area in session.scalars(select(Area).where(Area.kind.in_(LOCAL_KINDS))).all():
        days = [e.happened_on for e in entries if e.area_id == area.id and e.happened_on]
        days += [
            shift.on_date
            for stop, shift in stops
            if stop.area_id == area.id and shift.status in ("worked", "confirmed")
        ]
        last = max((day for day in days if day <= on), default=None)
        here = [a for a in held if a.area_id == area.id]
        first = min(
            (a for a in here if a.role == "primary"),
            key=lambda a: session.get_one(Person, a.person_id).surname,
            default=None,
        )
        target = (first.visit_every_days if first else None) or 14
        state = state_of(
            is_unparished=area.kind == AreaKind.UNPARISHED,
            roles={AssignmentRole(a.role) for a in here},
            days_since=(on - last).days if last else None,
            target_days=target,
        )
        answer[area.id] = (state, last)
    return answer


def test_the_card_of_a_parish_joins_its_state_with_whom_to_ring(practice_desk: Desk) -> None:
    database = practice_desk.database
    row = next(r for r in database.read(coverage.coverage, TODAY) if r.primary)

    card = database.read(area_card, row.area_id, TODAY)

    assert card.row == row
    assert card.parish.carers[0].name == row.primary
    assert card.parish.area.name == row.name


def test_a_parish_that_did_not_exist_on_the_day_has_no_card(founded: Database) -> None:
    with pytest.raises(NotFound):
        founded.read(area_card, founded.read(lenham), date(1990, 1, 1))


def test_a_map_to_hand_out_says_whose_lines_it_shows_and_who_printed_it(
    practice_desk: Desk, act: Act
) -> None:
    wanted = MapRequest(asked=Asked(mode=Mode.COVERAGE, on=TODAY), with_names=True)
    shown = practice_desk.database.read(
        coverage_maps.printed_map, wanted, act=act, is_practice=True
    )

    assert shown.scope == "Kent"
    assert len(shown.view.rows) == 320
    assert shown.caption.startswith("Indicative areas")
    assert any("Open Government Licence" in source for source in shown.sources)
    assert shown.imprint.printed_by == "T. Tester"
    assert shown.imprint.printed_at == "Mon 23 Nov 2026, 09:00"
    assert shown.imprint.is_practice


def test_a_teams_map_holds_only_its_districts(practice_desk: Desk, act: Act) -> None:
    everything = practice_desk.database.read(coverage.coverage, TODAY)
    ashford = next(row.district_id for row in everything if row.district == "Ashford")
    assert ashford is not None

    wanted = MapRequest(
        asked=Asked(mode=Mode.COVERAGE, on=TODAY), district_ids=(ashford,), scope="Ashford"
    )
    shown = practice_desk.database.read(coverage_maps.printed_map, wanted, act=act)

    assert {row.district for row in shown.view.rows} == {"Ashford"}


def test_a_parish_is_told_why_it_needs_somebody_and_what_was_recorded(practice_desk: Desk) -> None:
    read = practice_desk.database.read
    rows = read(need.scores, TODAY)
    first = next(row for row in rows if row.rank == 1)
    months = read(incident_figures.lately)
    counted = {row.area_id: row for row in read(incident_figures.summary, months).rows}

    found = read(coverage_needs.area_need, first.area_id, TODAY)

    assert found.need == first
    assert found.ranked == len(rows)
    assert found.incidents == counted[first.area_id]
    assert found.months == read(incident_figures.summary, months).title


def test_of_a_day_before_all_figures_nothing_is_recorded(founded: Database) -> None:
    found = founded.read(coverage_needs.area_need, founded.read(lenham), TODAY)

    assert found.incidents is None
    assert found.months == ""
    assert found.need is not None
