"""What the map may show: each mode held against the records, and a year against its days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from warden_desk.domain.coverage import Coverage
from warden_desk.domain.coverage_modes import Asked, Mode, ModeRow, ModeView
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.people import AssignmentRole
from warden_desk.services.coverage import coverage, coverage_modes
from warden_desk.services.coverage.coverage_modes import MODES, month_ends
from warden_desk.services.incidents import need
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import (
    Area,
    FundingAgreement,
    FundingArea,
    NeedScore,
    ParishAssignment,
    Person,
    Shift,
    Stop,
    Tasking,
    TaskingEntry,
    Team,
    TeamDistrict,
)

LONG_AGO = date(2015, 4, 1)


def lenham(session: Session) -> str:
    return session.execute(select(Area.id).where(Area.name == "Lenham")).scalar_one()


def designate(
    session: Session, surname: str, role: AssignmentRole = AssignmentRole.PRIMARY, every: int = 14
) -> str:
    person = Person(kind="warden", forename="Ada", surname=surname)
    session.add(person)
    session.flush()
    session.add(
        ParishAssignment(
            area_id=lenham(session),
            person_id=person.id,
            role=role,
            visit_every_days=every,
            valid_from=LONG_AGO,
        )
    )
    return person.id


def add_tasking(session: Session, number: int, **facts: object) -> str:
    district = session.execute(select(Area.parent_id).where(Area.name == "Lenham")).scalar_one()
    tasking = Tasking(
        **{
            "reference": f"MAI-26-{number:04d}",
            "district_id": district,
            "area_id": lenham(session),
            "year": 2026,
            "number": number,
            "state_since": datetime(2026, 1, 1, tzinfo=UTC),
            "title": "Nuisance bikes",
            "received_on": date(2026, 1, 1),
            **facts,
        }
    )
    session.add(tasking)
    session.flush()
    return tasking.id


def visit(session: Session, on: date, minutes: int = 30, number: int = 1) -> None:
    session.add(
        TaskingEntry(
            tasking_id=add_tasking(session, number),
            kind="visit",
            at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
            by="T. Tester",
            area_id=lenham(session),
            happened_on=on,
            minutes=minutes,
        )
    )


def walk(session: Session, person_id: str, on: date, minutes: int | None, status: str) -> None:
    team = session.scalars(select(Team)).first()
    if team is None:
        team = Team(number=1, name="Maidstone")
        session.add(team)
        session.flush()
    shift = Shift(
        person_id=person_id,
        team_id=team.id,
        on_date=on,
        code="E",
        start_minute=540,
        end_minute=660,
        status=status,
    )
    session.add(shift)
    session.flush()
    session.add(
        Stop(shift_id=shift.id, position=0, area_id=lenham(session), minutes_planned=minutes)
    )


def shown(database: Database, mode: Mode, on: date = TODAY, **further: object) -> ModeView:
    asked = Asked(**{"mode": mode, "on": on, **further})  # pyright: ignore[reportArgumentType]
    return database.read(coverage_modes.shown, asked)


def row_of(database: Database, mode: Mode, on: date = TODAY, **further: object) -> ModeRow:
    return next(row for row in shown(database, mode, on, **further).rows if row.name == "Lenham")


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode is not Mode.DEBT])
def test_a_year_in_one_pass_says_what_its_days_say(practice_desk: Desk, mode: Mode) -> None:
    database = practice_desk.database
    asked = Asked(mode=mode, on=TODAY)

    year = database.read(coverage_modes.twelve_months, asked)

    assert [view.on for view in year] == month_ends(TODAY)
    for view in year:
        day = shown(database, mode, view.on)
        assert {row.id: (row.words, row.value) for row in view.rows} == {
            row.id: (row.words, row.value) for row in day.rows
        }
        assert sum(view.counts().values()) == len(view.rows)


@pytest.mark.parametrize("mode", MODES)
def test_every_area_has_a_word_and_a_class_of_the_legend(practice_desk: Desk, mode: Mode) -> None:
    view = shown(practice_desk.database, mode)

    assert len(view.rows) == 320
    keys = {one.key for one in view.classes}
    assert all(row.words and row.key in keys for row in view.rows)
    assert all(one.label and one.look for one in view.classes)


def test_the_state_is_that_of_the_coverage_list(practice_desk: Desk) -> None:
    rows = practice_desk.database.read(coverage.coverage, TODAY)

    assert [(row.id, row.key) for row in shown(practice_desk.database, Mode.COVERAGE).rows] == [
        (row.area_id, row.state.value) for row in rows
    ]


def test_the_month_ends_before_a_day_are_the_last_days_of_months() -> None:
    assert month_ends(date(2026, 3, 31), 3) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
    ]
    assert month_ends(date(2024, 3, 1), 2) == [date(2024, 2, 29), date(2024, 3, 1)]


def test_debt_is_the_days_over_the_agreed_time(founded: Database) -> None:
    founded.write("Designate", designate, "Okafor", every=7)
    founded.write("Visit", visit, TODAY - timedelta(days=20))

    assert row_of(founded, Mode.DEBT).value == 13
    assert row_of(founded, Mode.DEBT).words == "13 days"
    assert row_of(founded, Mode.DEBT, TODAY - timedelta(days=14)).words == "No debt"
    assert row_of(founded, Mode.VISIT).words == "20 days ago"


def test_who_was_never_visited_owes_a_year(founded: Database) -> None:
    founded.write("Designate", designate, "Okafor", every=5)

    assert row_of(founded, Mode.DEBT).value == 360
    assert row_of(founded, Mode.VISIT).key == "never"


def test_minutes_count_rounds_and_visits_once(founded: Database) -> None:
    def work(session: Session) -> None:
        person = designate(session, "Okafor", every=14)
        walk(session, person, TODAY - timedelta(days=3), 90, "worked")
        walk(session, person, TODAY - timedelta(days=2), 60, "missed")
        walk(session, person, TODAY - timedelta(days=1), None, "planned")
        visit(session, TODAY - timedelta(days=5), minutes=30)
        visit(session, TODAY - timedelta(days=50), minutes=600, number=2)

    founded.write("Work", work)

    row = row_of(founded, Mode.MINUTES)

    assert row.words == "2 h done of 2 h, 3.5 h planned"
    assert row.key == "met"


def test_a_visit_on_a_round_is_not_counted_again(founded: Database) -> None:
    day = TODAY - timedelta(days=3)

    def work(session: Session) -> None:
        walk(session, designate(session, "Okafor"), day, 45, "worked")
        visit(session, day, minutes=45)
        session.flush()
        session.scalars(select(Stop)).one().tasking_id = session.scalars(select(Tasking.id)).one()

    founded.write("Work", work)

    assert row_of(founded, Mode.MINUTES).words.startswith("0.8 h done")


def test_taskings_of_a_day_in_the_past_are_those_that_were_open_then(founded: Database) -> None:
    def work(session: Session) -> None:
        closed = datetime(2026, 11, 10, tzinfo=UTC)
        add_tasking(session, 1, state="closed", state_since=closed, due_on=date(2026, 11, 1))
        add_tasking(session, 2, received_on=date(2026, 11, 9), due_on=date(2026, 12, 24))
        add_tasking(session, 3, received_on=TODAY, due_on=TODAY - timedelta(days=1))

    founded.write("Taskings", work)

    assert row_of(founded, Mode.TASKINGS).words == "2 open, 1 overdue"
    assert row_of(founded, Mode.TASKINGS, date(2026, 11, 9)).words == "2 open, 1 overdue"
    assert row_of(founded, Mode.TASKINGS, date(2026, 11, 20)).words == "1 open"
    assert row_of(founded, Mode.TASKINGS, date(2025, 11, 20)).key == "none"


def test_bought_hours_are_held_against_those_given(founded: Database) -> None:
    def work(session: Session) -> None:
        person = designate(session, "Okafor")
        walk(session, person, TODAY, 120, "worked")
        agreement = FundingAgreement(
            payer="Lenham Parish Council",
            minutes_a_week=120,
            valid_from=TODAY - timedelta(days=13),
        )
        session.add(agreement)
        session.flush()
        session.add(FundingArea(agreement_id=agreement.id, area_id=lenham(session)))

    founded.write("Buy", work)

    row = row_of(founded, Mode.FUNDED)

    assert row.words == "2 of 4 h bought by Lenham Parish Council"
    assert row.key == "short"


def test_if_somebody_leaves_their_parishes_say_what_is_left(founded: Database) -> None:
    ada, _ = founded.write("Designate", designate, "Okafor")
    founded.write("Volunteer", designate, "Tilley", AssignmentRole.VOLUNTEER)

    view = shown(founded, Mode.VACANCY, person_id=ada)

    assert view.counts()["volunteer only"] == 1
    assert row_of(founded, Mode.VACANCY, person_id=ada).words == "Volunteer only, now thin"
    assert view.counts()["other"] == len(view.rows) - 1


def test_a_team_is_that_of_the_district_on_the_day(founded: Database) -> None:
    def serve(session: Session) -> None:
        team = Team(number=3, name="Mid Kent")
        session.add(team)
        session.flush()
        district = session.execute(select(Area.parent_id).where(Area.name == "Lenham")).scalar_one()
        assert district is not None
        session.add(TeamDistrict(team_id=team.id, area_id=district, valid_from=TODAY))

    founded.write("Serve", serve)

    assert row_of(founded, Mode.TEAM).words == "Mid Kent"
    assert row_of(founded, Mode.TEAM, TODAY - timedelta(days=1)).words == "No team"


def test_a_proposal_counts_from_its_day_and_writes_nothing(founded: Database) -> None:
    founded.write("Designate", designate, "Okafor", every=7)
    other, _ = founded.write("Another", _person, "Tilley")
    area = founded.read(lenham)
    proposal = HandOverDraft(area_ids=(area,), person_id=other, from_day=TODAY)

    assert row_of(founded, Mode.WARDEN, proposals=(proposal,)).words == "Ada Tilley"
    before = TODAY - timedelta(days=1)
    assert row_of(founded, Mode.WARDEN, before, proposals=(proposal,)).words == "Ada Okafor"
    assert row_of(founded, Mode.DEBT, proposals=(proposal,)).value == 358  # the rhythm goes on
    assert row_of(founded, Mode.WARDEN).words == "Ada Okafor"


def test_wardens_keep_their_colour_through_the_year(practice_desk: Desk) -> None:
    year = practice_desk.database.read(
        coverage_modes.twelve_months, Asked(mode=Mode.WARDEN, on=TODAY)
    )

    assert len({view.classes for view in year}) == 1
    assert Coverage.COVERED.value not in {one.key for one in year[0].classes}


def _person(session: Session, surname: str) -> str:
    person = Person(kind="warden", forename="Ada", surname=surname)
    session.add(person)
    session.flush()
    return person.id


def test_each_month_of_a_year_of_debt_is_weighed_by_the_need_of_its_day(founded: Database) -> None:
    day = month_ends(TODAY)[6]

    def prepare(session: Session) -> None:
        designate(session, "One", every=14)
        visit(session, LONG_AGO)
        others = select(Area.id).where(Area.kind == "parish", Area.name != "Lenham").limit(9)
        for tens, area_id in enumerate(session.scalars(others), start=1):
            score(session, area_id, LONG_AGO, tens * 10)
        score(session, lenham(session), LONG_AGO, 5)
        score(session, lenham(session), day, 95)

    founded.write("Test", prepare)

    year = founded.read(coverage_modes.twelve_months, Asked(mode=Mode.DEBT, on=TODAY))
    owed = [next(row for row in view.rows if row.name == "Lenham") for view in year]

    over = [(view.on - LONG_AGO).days - 14 for view in year]
    shares = [(row.value or 0) / days for row, days in zip(owed, over, strict=True)]
    assert shares[:6] == pytest.approx([0.25] * 6, rel=0.01)  # the least of ten
    assert shares[6:] == pytest.approx([2] * 6, rel=0.01)  # the most, against the middle one


def score(session: Session, area_id: str, on: date, value: float) -> None:
    session.add(
        NeedScore(
            indicator="elderly",
            area_id=area_id,
            on_date=on,
            value=value,
            source="Census",
            entered_by="T. Tester",
            entered_at=datetime(on.year, on.month, on.day, tzinfo=UTC),
        )
    )


def test_need_and_police_figures_say_when_there_are_none(founded: Database) -> None:
    view = shown(founded, Mode.INCIDENTS)

    assert {row.key for row in view.rows} == {"unknown"}
    assert "Import a month" in view.note


def test_need_is_shown_in_fifths_by_rank(practice_desk: Desk) -> None:
    rows = practice_desk.database.read(need.scores, TODAY)
    shown_rows = {row.id: row for row in shown(practice_desk.database, Mode.NEED).rows}

    first = next(row for row in rows if row.rank == 1)
    assert shown_rows[first.area_id].key == "fifth 1"
    assert "rank 1 of 320" in shown_rows[first.area_id].words
