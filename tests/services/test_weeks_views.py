from datetime import date, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.services.week_desk import FRI, MON, SUN, THU, TUE, WED, WEEK, Desk, area
from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.events import EventDraft
from warden_desk.domain.people import PersonKind
from warden_desk.domain.week_rows import CellKind, Group
from warden_desk.domain.week_rules.findings import Rule, Severity
from warden_desk.services import teams
from warden_desk.services.week import events, week_findings, week_parishes, week_views
from warden_desk.storage.desks import Desk as OpenDesk
from warden_desk.storage.tables import Area, ParishAssignment, Person, Shift, TeamMember


def designate(desk: Desk, person: str, name: str, days: int | None = 7) -> str:
    key = area(desk, name)
    desk.add(
        ParishAssignment(
            area_id=key, person_id=person, visit_every_days=days, valid_from=date(2020, 1, 1)
        )
    )
    return key


# People × days


def test_wardens_come_before_volunteers_and_guests_each_by_name(desk: Desk) -> None:
    helper = Person(kind=PersonKind.VOLUNTEER, forename="Abi", surname="Wren")
    desk.add(helper)
    [key] = desk.database.read(
        lambda s: list(s.scalars(select(Person.id).where(Person.surname == "Wren")))
    )
    desk.add(TeamMember(team_id=desk.team, person_id=key, valid_from=date(2020, 1, 1)))
    desk.set(desk.dev, WED, "E Tenterden")

    grid = desk.database.read(week_views.grid, desk.team, WEEK)

    assert [(person.name, person.group) for person in grid.people] == [
        ("Ben Tilley", Group.WARDENS),
        ("Carys Evans", Group.WARDENS),
        ("Abi Wren", Group.VOLUNTEERS),
        ("Dev Patel", Group.GUESTS),
    ]
    assert grid.districts == ("Ashford", "Swale")
    assert not grid.is_empty


def test_cells_say_what_kind_of_day_it_is(desk: Desk) -> None:
    for day, text in zip(WEEK.days, ["E", "L", "RD", "AL", "9-1 / 2-8"], strict=False):
        desk.set(desk.ben, day, text)

    kinds = [desk.cell(desk.ben, day).kind for day in WEEK.days]

    assert kinds == [
        CellKind.WORK,
        CellKind.LATE,
        CellKind.OFF,
        CellKind.AWAY,
        CellKind.LATE,
        CellKind.EMPTY,
        CellKind.EMPTY,
    ]
    assert desk.cell(desk.ben, FRI).head == "0900–1300 / 1400–2000"


def test_hours_are_added_up_without_breaks(desk: Desk) -> None:
    desk.set(desk.ben, MON, "E")
    desk.set(desk.ben, TUE, "9-12")
    desk.set(desk.ben, WED, "RD")

    [ben, carys] = desk.database.read(week_views.grid, desk.team, WEEK).people

    assert (ben.minutes, carys.minutes) == (450 + 180, 0)


def test_an_absence_shows_on_its_days_without_being_planned(desk: Desk) -> None:
    desk.away(desk.ben, "AL", WED, THU)

    cell = desk.cell(desk.ben, WED)

    assert (cell.kind, cell.head, cell.absent) == (CellKind.AWAY, "Annual leave", "annual leave")
    assert desk.cell(desk.ben, FRI).kind is CellKind.EMPTY


def test_days_before_somebody_joins_are_marked_as_outside(desk: Desk) -> None:
    def join_late(session: Session) -> None:
        for member in session.scalars(select(TeamMember)):
            if member.person_id == desk.ben:
                member.valid_from = WED

    desk.database.write("Join", join_late)

    kinds = [desk.cell(desk.ben, day).kind for day in (TUE, WED)]

    assert kinds == [CellKind.OUTSIDE, CellKind.EMPTY]


def test_a_team_that_is_gone_is_said_so(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no longer on the list"):
        desk.database.read(week_views.grid, "nobody", WEEK)


def test_the_night_before_monday_counts_and_next_monday_is_next_weeks(desk: Desk) -> None:
    desk.set(desk.ben, MON - timedelta(days=1), "L")
    desk.set(desk.ben, MON, "E", reason="x")
    desk.set(desk.ben, SUN, "L")
    desk.set(desk.ben, SUN + timedelta(days=1), "E", reason="y")

    found = desk.database.read(week_views.grid, desk.team, WEEK).findings

    assert [(row.on_date, row.reason) for row in found] == [(MON, "x")]
    assert found[0].sentence == (
        "Ben Tilley, Mon 23 Nov: 9.5 hours' rest after Sunday's late, 11 wanted"
    )


def test_what_is_settled_comes_last(desk: Desk) -> None:
    desk.set(desk.ben, MON, "L")
    desk.set(desk.ben, TUE, "E", reason="school")
    desk.set(desk.carys, WED, "E")
    desk.away(desk.carys, "SK", WED, WED)
    designate(desk, desk.ben, "Charing")

    found = desk.database.read(week_findings.findings, desk.team, WEEK)

    assert [(row.rule, row.severity, row.is_settled) for row in found] == [
        (Rule.ABSENT, Severity.STOP, False),
        (Rule.PARISH_GAP, Severity.WARNING, False),
        (Rule.COVER, Severity.WARNING, False),
        (Rule.COVER, Severity.WARNING, False),
        (Rule.REST, Severity.WARNING, True),
    ]


# Parishes × days


def test_the_other_grid_says_who_comes_when(desk: Desk) -> None:
    key = designate(desk, desk.ben, "Charing")
    desk.set(desk.ben, WED, "L Charing")
    desk.set(desk.carys, WED, "E Charing, Tenterden")
    desk.set(desk.dev, FRI, "E Charing", team=desk.other_team)

    grid = desk.database.read(week_parishes.parish_grid, desk.team, WEEK)

    [charing] = [parish for parish in grid.parishes if parish.area_id == key]
    assert [[visitor.name for visitor in day] for day in charing.days] == [
        [],
        [],
        ["Carys Evans", "Ben Tilley"],
        [],
        ["Dev Patel"],
        [],
        [],
    ]
    assert (charing.visits, charing.primary, charing.gap) == (2, "Ben Tilley", "")
    assert (grid.wanted, grid.in_target) == (1, 1)
    assert {parish.district for parish in grid.parishes} == {"Ashford", "Swale"}


def test_a_parish_is_a_gap_once_its_visit_falls_due_in_the_week(desk: Desk) -> None:
    designate(desk, desk.ben, "Charing", days=7)
    designate(desk, desk.ben, "Tenterden", days=28)
    desk.set(desk.ben, FRI - timedelta(days=7), "E Charing, Tenterden")

    grid = desk.database.read(week_parishes.parish_grid, desk.team, WEEK)

    [gap] = week_parishes.gaps(grid)
    assert (gap.area, gap.on_date) == ("Charing", FRI)
    assert gap.sentence == "Charing: nobody this week, last visit Fri 20 Nov, wanted weekly"
    assert (grid.wanted, grid.in_target) == (2, 1)


def test_a_designated_parish_nobody_was_ever_in_is_a_gap(desk: Desk) -> None:
    designate(desk, desk.ben, "Charing", days=None)

    [gap] = week_parishes.gaps(desk.database.read(week_parishes.parish_grid, desk.team, WEEK))

    assert gap.text == "nobody this week, and no visit is known; wanted every 14 days"
    assert gap.on_date == MON


def test_a_missed_shift_visited_nobody(desk: Desk) -> None:
    designate(desk, desk.ben, "Charing")
    desk.set(desk.ben, FRI - timedelta(days=7), "E Charing")

    def miss(session: Session) -> None:
        for shift in session.scalars(select(Shift)):
            shift.status = "missed"

    desk.database.write("Miss", miss)

    [gap] = week_parishes.gaps(desk.database.read(week_parishes.parish_grid, desk.team, WEEK))

    assert "no visit is known" in gap.text


# Events


def test_events_of_the_teams_districts_are_listed_with_who_goes(desk: Desk, act: Act) -> None:
    for title, place, day in (
        ("Parish council", "Charing", THU),
        ("CSU meeting", "Ashford", TUE),
        ("Elsewhere", "Dover", TUE),
    ):
        found = desk.database.read(
            lambda session, name=place: list(
                session.scalars(select(Area.id).where(Area.name == name).order_by(Area.kind))
            )
        )
        draft = EventDraft(title=title, on_date=day, start_minute=19 * 60, area_id=found[0])
        desk.database.write("Event", events.record, draft, act=act)
    everybody = EventDraft(title="Staff day", on_date=MON)
    desk.database.write("Event", events.record, everybody, act=act)
    desk.set(desk.ben, THU, "L Charing, Parish council")

    rows = desk.database.read(events.in_week, desk.team, WEEK)

    assert [(row.title, row.on_date, row.who) for row in rows] == [
        ("Staff day", MON, ()),
        ("CSU meeting", TUE, ()),
        ("Parish council", THU, ("Ben Tilley",)),
    ]


def test_an_event_is_changed_and_taken_away_with_its_stops(desk: Desk, act: Act) -> None:
    key, _ = desk.database.write(
        "Event", events.record, EventDraft(title="Surgery", on_date=THU), act=act
    )
    desk.set(desk.ben, THU, "E Surgery")

    changed = EventDraft(title="School talk", on_date=THU, start_minute=600, end_minute=660)
    desk.database.write("Change", events.amend, key, changed, act=act)
    [row] = desk.database.read(events.in_week, desk.team, WEEK)
    assert (row.title, row.on_date, row.times) == ("School talk", THU, "1000–1100")

    _, change = desk.database.write("Remove", events.remove, key, act=act)
    assert desk.database.read(events.in_week, desk.team, WEEK) == []
    assert desk.text(desk.ben, THU) == "E"

    desk.database.revert(change)
    assert desk.text(desk.ben, THU) == "E School talk"
    with pytest.raises(NotFound, match="no longer on the list"):
        desk.database.write("Remove", events.remove, "gone", act=act)


def test_an_event_needs_a_title_a_day_and_times_in_order(desk: Desk, act: Act) -> None:
    with pytest.raises(Invalid) as refusal:
        desk.database.write(
            "Event", events.record, EventDraft(start_minute=60, end_minute=30), act=act
        )

    assert set(refusal.value.problems) == {"title", "on_date", "end_minute"}


# As a whole


def test_the_grid_of_a_practice_team_asks_few_questions(practice_desk: OpenDesk) -> None:
    database = practice_desk.database
    week = Week.of(TODAY)
    team = database.read(teams.rows, TODAY)[0].id
    asked: list[str] = []

    def count(session: Session) -> int:
        engine = session.get_bind()

        def note(*args: object) -> None:
            asked.append(str(args[2]))

        event.listen(engine, "before_cursor_execute", note)
        try:
            return len(week_views.grid(session, team, week).people)
        finally:
            event.remove(engine, "before_cursor_execute", note)

    people = database.read(count)

    assert people > 12
    assert len(asked) <= 16
