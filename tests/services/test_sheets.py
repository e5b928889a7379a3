"""The deployment sheet as it is gathered from the plan."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import NOW, TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound
from warden_desk.domain.ids import new_id
from warden_desk.domain.people import PersonKind, Status
from warden_desk.domain.sheets import CellKind, Company, SheetContent, SheetPerson
from warden_desk.domain.tasking_states import State
from warden_desk.formats.pdf.deployment_sheet import render
from warden_desk.services import teams
from warden_desk.services.papers import print_log, sheets
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk as OpenDesk
from warden_desk.storage.tables import (
    Absence,
    Area,
    Event,
    ParishAssignment,
    Person,
    PersonStatus,
    PrintLog,
    Setting,
    Shift,
    Stop,
    Tasking,
    TaskingAssignment,
    Team,
    TeamDistrict,
    TeamMember,
)

LONG_AGO = date(2020, 1, 1)
WEEK = Week(2026, 48)
MON, TUE, WED, THU, FRI, SAT, SUN = WEEK.days
SECRET = "Themis 40/117, 14 Acacia Road, threatened by a relative"


@dataclass
class Desk:
    """A desk with one team of Ashford: Ben leads, Carys is a warden, Vera a volunteer."""

    database: Database
    team: str
    ben: str
    carys: str
    vera: str
    lenham: str
    charing: str
    district: str

    def add(self, *rows: object) -> None:
        self.database.write("Add", lambda session: session.add_all(rows))

    def content(self, **changes: Any) -> SheetContent:
        return self.database.read(
            sheets.content,
            self.team,
            WEEK,
            today=TODAY,
            printed_by="T. Tester",
            printed_at=NOW,
            **changes,
        )

    def person(self, name: str) -> SheetPerson:
        [found] = [person for person in self.content().people if person.name == name]
        return found

    def shift(self, person: str, day: date, code: str = "E", **fields: Any) -> str:
        times = {"E": (450, 930), "L": (840, 1320)}.get(code, (None, None))
        key = new_id()
        shift = Shift(
            id=key,
            person_id=person,
            team_id=self.team,
            on_date=day,
            code=code,
            start_minute=times[0],
            end_minute=times[1],
            break_minutes=30,
            **fields,
        )
        self.add(shift)
        return key

    def tasking(self, number: int, **fields: Any) -> str:
        plain: dict[str, Any] = {
            "title": "Fly-tipping by the lime kiln",
            "state": State.ASSIGNED,
            "due_on": FRI,
            "description": SECRET,
            "wanted": SECRET,
            "constraints": SECRET,
            "subject_reference": "SUBJECT-77",
            "case_reference": "CASE-88",
            "area_id": self.lenham,
        }
        key = new_id()
        tasking = Tasking(
            id=key,
            reference=f"ASH-26-{number:04}",
            district_id=self.district,
            year=2026,
            number=number,
            state_since=NOW,
            received_on=LONG_AGO,
            **(plain | fields),
        )
        self.add(tasking)
        return key


@pytest.fixture
def desk(founded: Database) -> Desk:
    def build(session: Session) -> dict[str, str]:
        district = session.scalars(
            select(Area).where(Area.kind == "district", Area.name == "Ashford")
        ).one()
        parishes = session.scalars(
            select(Area).where(Area.parent_id == district.id).order_by(Area.name)
        ).all()
        team = Team(number=1, name="Ashford & Swale")
        people = [
            Person(kind=kind, forename=first, surname=last, collar_number=collar)
            for first, last, collar, kind in (
                ("Ben", "Tilley", "CW107", PersonKind.WARDEN),
                ("Carys", "Evans", "CW109", PersonKind.WARDEN),
                ("Vera", "Lowe", None, PersonKind.VOLUNTEER),
            )
        ]
        session.add_all([team, *people])
        session.flush()
        session.add(TeamDistrict(team_id=team.id, area_id=district.id, valid_from=LONG_AGO))
        for person, role in zip(people, ("leader", "member", "member"), strict=True):
            session.add_all(
                [
                    TeamMember(
                        team_id=team.id, person_id=person.id, role=role, valid_from=LONG_AGO
                    ),
                    PersonStatus(person_id=person.id, status=Status.ACTIVE, valid_from=LONG_AGO),
                ]
            )
        return {
            "team": team.id,
            "ben": people[0].id,
            "carys": people[1].id,
            "vera": people[2].id,
            "lenham": parishes[0].id,
            "charing": parishes[1].id,
            "district": district.id,
        }

    keys, _ = founded.write("Build", build)
    return Desk(founded, **keys)


def test_the_head_says_whose_week_it_is_and_that_it_is_a_draft(desk: Desk):
    content = desk.content(copy_for="Hall")

    assert (content.team, content.districts) == ("Ashford & Swale", ("Ashford",))
    assert content.leader == "Ben Tilley"
    assert content.version_words == "Draft 1"
    assert [day.title for day in content.days][::6] == ["Mon 23", "Sun 29"]
    assert content.imprint.printed_at == "Mon 23 Nov 2026, 09:00"
    assert content.imprint.copy_for == "Hall"
    assert content.imprint.destroy_by == "Sun 6 Dec 2026"


def test_the_printed_time_is_that_of_the_desks_own_zone(desk: Desk):
    content = desk.database.read(
        sheets.content,
        desk.team,
        WEEK,
        today=TODAY,
        printed_by="T. Tester",
        printed_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC),
    )
    assert content.imprint.printed_at == "Thu 2 Jul 2026, 00:30"


def test_a_cell_shows_code_times_places_taskings_and_company(desk: Desk):
    shift = desk.shift(desk.carys, TUE, "L", is_lone=True, buddy_id=desk.ben)
    tasking = desk.tasking(12)
    desk.add(
        Stop(shift_id=shift, position=0, area_id=desk.charing),
        Stop(shift_id=shift, position=1, area_id=desk.lenham, tasking_id=tasking),
    )

    [entry] = desk.person("Carys Evans").days[1]

    assert (entry.code, entry.times) == ("L", "1400–2200")
    assert len(entry.places) == 1
    assert entry.references == ("ASH-26-0012",)
    assert (entry.company, entry.buddy) == (Company.LONE, "BT")
    assert entry.is_late
    assert not entry.is_sensitive


def test_an_absence_is_shown_without_its_reason(desk: Desk):
    desk.add(Absence(person_id=desk.ben, code="SK", starts_on=MON, ends_on=TUE))
    desk.shift(desk.ben, WED, "SK")

    days = desk.person("Ben Tilley").days

    assert {entry.code for day in days[:3] for entry in day} == {"Away"}
    assert all(entry.kind is CellKind.AWAY for day in days[:3] for entry in day)
    content = desk.content()
    assert not any("sick" in name for _, name in content.legend)


def test_a_volunteer_without_a_shift_is_named_and_given_no_row(desk: Desk):
    assert desk.content().unplanned == ("Vera Lowe",)
    desk.shift(desk.vera, SAT)
    content = desk.content()
    assert content.unplanned == ()
    assert content.people[-1].group == "Volunteers"


def test_the_list_holds_what_is_due_overdue_or_planned_and_nothing_else(desk: Desk):
    desk.tasking(1, due_on=date(2026, 11, 19), urgency="high")
    desk.tasking(2, due_on=SUN)
    desk.tasking(3, due_on=date(2026, 12, 9))
    desk.tasking(4, due_on=date(2026, 11, 1), state=State.RESULT_ENTERED)
    desk.tasking(5, due_on=None, due_words="asap")
    desk.tasking(6, due_on=MON, deleted_at=NOW)
    planned = desk.tasking(7, due_on=date(2026, 12, 20))
    shift = desk.shift(desk.ben, THU)
    desk.add(
        Stop(shift_id=shift, position=0, tasking_id=planned),
        TaskingAssignment(
            tasking_id=planned, person_id=desk.ben, assigned_by="T. Tester", assigned_at=NOW
        ),
    )

    found = {tasking.reference[-1]: tasking for tasking in desk.content().taskings}

    assert set(found) == {"1", "2", "5", "7"}
    assert found["1"].due == "Thu 19 Nov, overdue"
    assert found["1"].is_urgent
    assert found["2"].due == "Sun 29 Nov"
    assert found["5"].due == "asap"
    assert (found["7"].who, found["7"].going) == ("Ben Tilley", "Thu")


def test_nothing_of_a_tasking_but_title_and_place_reaches_the_paper(desk: Desk):
    desk.tasking(1)
    desk.tasking(2, marking="OFFICIAL-SENSITIVE", title="Visit the daughter of the victim")
    desk.tasking(3, title="Reassure Mrs Danvers of number 4")
    content = desk.content()

    printed = repr(content)
    for secret in (SECRET, "SUBJECT-77", "CASE-88", "daughter", "Danvers"):
        assert secret not in printed
    assert [t.is_sensitive for t in content.taskings] == [False, True, False]
    assert "held back" in content.taskings[2].task


def test_a_cell_with_a_sensitive_tasking_is_marked(desk: Desk):
    tasking = desk.tasking(9, marking="OFFICIAL-SENSITIVE")
    shift = desk.shift(desk.ben, MON)
    desk.add(Stop(shift_id=shift, position=0, tasking_id=tasking))

    [entry] = desk.person("Ben Tilley").days[0]
    assert entry.is_sensitive


def test_whoever_works_a_late_alone_has_their_calls_listed(desk: Desk):
    desk.shift(desk.carys, WED, "L", is_lone=True, buddy_id=desk.ben)
    desk.shift(desk.ben, MON, "L", is_lone=True)
    desk.shift(desk.ben, TUE, "M", is_lone=True)

    first, second = desk.content().welfare

    assert (first.day, first.who, first.buddy) == ("Mon 23", "Ben Tilley", "")
    assert (second.day, second.buddy, second.until) == ("Wed 25", "Ben Tilley", "2200")
    assert second.calls == "1600, 1800, 2000, 2215"


def test_the_rhythm_of_the_calls_is_a_setting(desk: Desk):
    desk.add(Setting(key="welfare_call_minutes", value="180"))
    desk.shift(desk.carys, WED, "L", is_lone=True)
    assert desk.content().welfare[0].calls == "1700, 2000, 2215"


def test_a_parish_nobody_goes_to_is_a_gap_until_somebody_does(desk: Desk):
    desk.add(ParishAssignment(area_id=desk.lenham, person_id=desk.ben, valid_from=LONG_AGO))

    [gap] = desk.content().gaps
    assert (gap.warden, gap.wanted, gap.last_visit) == (
        "Ben Tilley",
        "every 14 days",
        "none known",
    )

    shift = desk.shift(desk.ben, FRI)
    desk.add(Stop(shift_id=shift, position=0, area_id=desk.lenham))
    assert desk.content().gaps == ()


def test_a_warning_set_aside_is_shown_with_its_reason(desk: Desk):
    desk.shift(desk.ben, MON, "L")
    desk.shift(desk.ben, TUE, "E", override_reason="swapped at his own wish")

    [override] = desk.content().overrides
    assert override.who == "Ben Tilley"
    assert "9.5" in override.reason
    assert "swapped at his own wish" in override.reason


def test_events_say_when_what_where_and_who(desk: Desk):
    event = Event(
        id=(key := new_id()),
        kind="parish council",
        title="Parish council",
        on_date=TUE,
        start_minute=1170,
        area_id=desk.lenham,
        place="Village hall",
    )
    desk.add(event)
    shift = desk.shift(desk.ben, TUE, "L")
    desk.add(Stop(shift_id=shift, position=0, event_id=key))

    [shown] = desk.content().events
    assert shown.when.startswith("Tue 24")
    assert shown.place.startswith("Village hall, ")
    assert shown.who == "Ben Tilley"


def test_an_unknown_team_is_said_to_be_gone(desk: Desk):
    desk.team = "no such team"
    with pytest.raises(NotFound):
        desk.content()


def test_a_print_is_logged_with_whom_it_is_for_and_its_last_day(desk: Desk, act: Act):
    content = desk.content(copy_for="Village hall board")
    desk.database.write("Print", print_log.note_sheet, content, act=act)

    entry = desk.database.read(
        lambda s: s.execute(
            select(
                PrintLog.what,
                PrintLog.version,
                PrintLog.team,
                PrintLog.copy_for,
                PrintLog.printed_by,
                PrintLog.destroy_by,
            )
        ).one()
    )
    assert tuple(entry) == (
        "Deployment sheet, Ashford & Swale, 2026-W48",
        "Draft 1",
        "Ashford & Swale",
        "Village hall board",
        "T. Tester",
        date(2026, 12, 6),
    )


def test_every_practice_team_has_a_sheet_that_can_be_printed(practice_desk: OpenDesk):
    for team in practice_desk.database.read(teams.rows, TODAY):
        content = practice_desk.database.read(
            sheets.content,
            team.id,
            WEEK,
            today=TODAY,
            printed_by="T. Tester",
            printed_at=NOW,
            is_practice=True,
        )
        assert len(content.people) >= 10
        assert content.taskings
        assert render(content).startswith(b"%PDF")
