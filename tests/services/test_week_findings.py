"""What the rules say of a real week on a real desk, and the reasons that are kept."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.services.week_desk import (
    FRI,
    MON,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    WEEK,
    Desk,
    area,
    tasking,
)
from warden_desk.domain.availability import Answer, AnswerDraft
from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import Invalid, NeedsReason, UserError
from warden_desk.domain.funding import FundingDraft
from warden_desk.domain.markers import MarkerDraft, MarkerState
from warden_desk.domain.settings import Settings
from warden_desk.domain.week_rows import FindingRow
from warden_desk.domain.week_rules.findings import Rule, Severity
from warden_desk.services import absences, availability, funding, markers
from warden_desk.services import settings as desk_settings
from warden_desk.services.week import week_findings, week_reasons
from warden_desk.services.week.kept_weeks import KeptWeek
from warden_desk.storage.tables import Person, Shift, Tasking, TeamMember, VolunteerAgreement

DAY = timedelta(days=1)


def found(desk: Desk, rule: Rule, week: Week = WEEK) -> list[FindingRow]:
    rows = desk.database.read(week_findings.findings, desk.team, week)
    return [row for row in rows if row.rule is rule]


def change(desk: Desk, person_id: str, **facts: object) -> None:
    def write(session: Session) -> None:
        person = session.get_one(Person, person_id)
        for name, value in facts.items():
            setattr(person, name, value)

    desk.database.write("Change", write)


def test_planning_against_a_no_wants_a_reason_and_the_reason_settles_it(desk: Desk):
    no = [AnswerDraft(answer=Answer.NO)]
    desk.database.write("No", availability.keep_day, desk.ben, TUE, no, act=desk.act)
    for day in (MON, TUE):
        desk.set(desk.ben, day, "0800-1600 Faversham")

    [row] = found(desk, Rule.AGAINST_WORD)
    assert (row.person, row.on_date, row.wants_reason) == ("Ben Tilley", TUE, True)
    assert row.text == "0800–1600 is planned, but they said: not available Tue"

    desk.database.write("Reason", week_reasons.give, row, "they rang", act=desk.act)
    assert found(desk, Rule.AGAINST_WORD)[0].is_settled


# Hours over weeks


def long_weeks(desk: Desk, weeks: int, minutes: int, *, worked: int | None = None) -> None:
    """Plan Ben's last weeks, five days each, the last of them this one."""
    first = WEEK.plus(1 - weeks).monday
    days = [first + timedelta(days=7 * week + n) for week in range(weeks) for n in range(5)]
    desk.add(
        *(
            Shift(
                person_id=desk.ben,
                team_id=desk.team,
                on_date=day,
                code="",
                start_minute=8 * 60,
                end_minute=8 * 60 + minutes,
                status="changed" if worked else "planned",
                worked_start_minute=8 * 60 if worked else None,
                worked_end_minute=8 * 60 + worked if worked else None,
            )
            for day in days
        )
    )


@pytest.mark.parametrize(("minutes", "warned"), [(576, False), (577, True)])
def test_the_average_is_taken_over_17_weeks(desk: Desk, minutes: int, warned: bool) -> None:
    long_weeks(desk, 17, minutes)

    assert bool(found(desk, Rule.AVERAGE)) is warned


def test_one_long_week_is_no_long_average_but_the_opt_out_decides_in_a_long_one(
    desk: Desk,
) -> None:
    long_weeks(desk, 1, 660)
    assert not found(desk, Rule.AVERAGE)

    long_weeks(desk, 17, 660)
    assert found(desk, Rule.AVERAGE)
    change(desk, desk.ben, opted_out_on=WEEK.monday)
    assert not found(desk, Rule.AVERAGE)


def test_hours_really_worked_take_the_place_of_those_planned(desk: Desk) -> None:
    long_weeks(desk, 17, 600, worked=480)
    assert not found(desk, Rule.AVERAGE)


def test_leave_does_not_lower_the_average(desk: Desk) -> None:
    long_weeks(desk, 17, 600)

    def take_leave(session: Session) -> None:
        for shift in session.query(Shift).filter(Shift.on_date < WEEK.plus(-12).monday):
            session.delete(shift)

    desk.database.write("Clear", take_leave)
    assert not found(desk, Rule.AVERAGE)

    first, last = WEEK.plus(-16).monday, WEEK.plus(-13).sunday
    desk.away(desk.ben, "AL", first, last)
    assert [row.person for row in found(desk, Rule.AVERAGE)] == ["Ben Tilley"]


def test_a_contract_is_compared_with_the_week(desk: Desk) -> None:
    change(desk, desk.ben, contract_minutes=37 * 60)
    for day in (MON, TUE, WED, THU):
        desk.set(desk.ben, day, "E")

    assert [row.text for row in found(desk, Rule.CONTRACT)] == ["7 hours under the contract of 37"]
    desk.away(desk.ben, "AL", FRI, FRI)
    assert not found(desk, Rule.CONTRACT)


def test_a_bank_holiday_worked_is_noted(desk: Desk) -> None:
    desk.set(desk.ben, date(2026, 12, 25), "E")

    [row] = found(desk, Rule.BANK_HOLIDAY, Week.of(date(2026, 12, 25)))
    assert (row.severity, row.person) == (Severity.NOTE, "Ben Tilley")
    [late] = found(desk, Rule.BANK_HOLIDAY, Week.of(date(2027, 1, 22)))
    assert late.severity is Severity.WARNING


def test_under_eighteen_the_plan_asks_for_a_reason_and_a_volunteer_is_only_noted(
    desk: Desk,
) -> None:
    change(desk, desk.ben, adult_on=SUN + DAY)
    with pytest.raises(NeedsReason, match="nobody under 18"):
        desk.set(desk.ben, MON, "1500-2230")

    change(desk, desk.carys, kind="volunteer")
    desk.set(desk.carys, MON, "L")
    desk.set(desk.carys, TUE, "E")
    assert [row.severity for row in found(desk, Rule.REST)] == [Severity.NOTE]


def test_the_limit_of_a_fortnight_is_judged_over_both_its_weeks(desk: Desk) -> None:
    desk.database.write("Set", desk_settings.save, Settings(weekly_rest_days=14))
    first = MON if (MON.toordinal() - 1) % 14 == 0 else MON - 7 * DAY
    for number in range(12):
        desk.set(desk.ben, first + number * DAY, "E")

    with pytest.raises(NeedsReason, match="in this fortnight"):
        desk.set(desk.ben, first + 12 * DAY, "E")


# Volunteers and markers


def test_a_volunteer_alone_and_beyond_the_agreement_is_warned_about(desk: Desk) -> None:
    change(desk, desk.carys, kind="volunteer")
    desk.add(VolunteerAgreement(person_id=desk.carys, minutes_a_month=120, signed_on=MON))
    desk.set(desk.carys, MON, "0900-1200 Lenham")

    assert [row.text for row in found(desk, Rule.VOLUNTEER_HOURS)] == [
        "3 hours in November, 2 are in the agreement"
    ]
    assert found(desk, Rule.VOLUNTEER_LONE)
    desk.set(desk.ben, MON, "1100-1500 Lenham")
    assert not found(desk, Rule.VOLUNTEER_LONE)


def test_a_warden_of_another_team_in_the_same_parish_is_company(desk: Desk) -> None:
    change(desk, desk.carys, kind="volunteer")
    desk.set(desk.carys, MON, "0900-1200 Lenham")
    assert found(desk, Rule.VOLUNTEER_LONE)

    desk.set(desk.dev, MON, "1300-1500 Lenham", team=desk.other_team)
    assert found(desk, Rule.VOLUNTEER_LONE)
    desk.set(desk.dev, MON, "1000-1500 Lenham", team=desk.other_team)
    assert not found(desk, Rule.VOLUNTEER_LONE)


def test_the_buddy_of_a_lone_late_is_on_duty_or_leads_a_team_and_is_not_away(desk: Desk) -> None:
    desk.set(desk.ben, MON, "L Lenham", reason="agreed")

    def alone(session: Session) -> None:
        shift = session.scalars(select(Shift).where(Shift.person_id == desk.ben)).one()
        shift.is_lone, shift.buddy_id = True, desk.dev

    desk.database.write("Alone", alone)
    assert [row.text for row in found(desk, Rule.LONE_LATE)] == [
        "alone until 2200, and Dev Patel is not on duty then"
    ]

    desk.set(desk.dev, MON, "L", team=desk.other_team)
    assert not found(desk, Rule.LONE_LATE)

    def lead(session: Session) -> None:
        session.query(Shift).filter(Shift.person_id == desk.dev).delete()
        query = select(TeamMember).where(TeamMember.person_id == desk.dev)
        session.scalars(query).one().role = "leader"

    desk.database.write("Lead", lead)
    assert not found(desk, Rule.LONE_LATE)

    desk.away(desk.dev, "AL", MON, MON)
    assert [row.text for row in found(desk, Rule.LONE_LATE)] == [
        "alone until 2200, and Dev Patel is away that day"
    ]


def test_what_is_said_of_several_people_marks_the_cell(desk: Desk) -> None:
    change(desk, desk.carys, kind="volunteer")
    desk.set(desk.carys, MON, "0900-1200 Lenham")
    kept = KeptWeek(desk.team, WEEK)

    grid = desk.database.read(lambda session: kept.settled(session)).grid

    [row] = [person for person in grid.people if person.person_id == desk.carys]
    assert [finding.mark for finding in row.cells[0].open_findings] == ["alone"]


def marked(desk: Desk, act: Act, **facts: object) -> str:
    draft = MarkerDraft(
        **{  # pyright: ignore[reportArgumentType]
            "kind": "violence",
            "control": "pair",
            "area_id": area(desk, "Tenterden"),
            "evidence_reference": "HS-1",
            **facts,
        }
    )
    return desk.database.write("Mark", markers.add, draft, act=act)[0]


def test_a_marker_is_under_review_until_another_person_approves_it(desk: Desk, act: Act) -> None:
    desk.set(desk.ben, MON, "E Tenterden")
    key = marked(desk, act)

    [row] = found(desk, Rule.MARKER)
    assert row.text == "Tenterden: marker under review, call the team leader"
    assert "violence" not in row.sentence

    with pytest.raises(UserError, match="Another person"):
        desk.database.write("Approve", markers.approve, key, act=act)
    other = Act(by="S. Supervisor", at=act.at)
    desk.database.write("Approve", markers.approve, key, act=other)
    assert not found(desk, Rule.MARKER)
    assert found(desk, Rule.PAIR)
    desk.set(desk.carys, MON, "E Tenterden")
    assert not found(desk, Rule.PAIR)


def test_a_marker_lasts_a_year_at_most_and_ends_with_a_reason(desk: Desk, act: Act) -> None:
    with pytest.raises(Invalid, match="12 months"):
        marked(desk, act, review_on=MON + timedelta(days=366))
    key = marked(desk, act, review_on=MON + timedelta(days=365))

    with pytest.raises(Invalid, match="why"):
        desk.database.write("End", markers.end, key, " ", act=act)
    desk.database.write("End", markers.end, key, "moved away", act=act)

    assert not desk.database.read(markers.rows, MON)
    [row] = desk.database.read(markers.rows, MON, with_ended=True)
    assert row.state is MarkerState.ENDED


# Bought hours, vetting, urgent taskings


def test_bought_hours_are_compared_with_the_stops_planned(desk: Desk, act: Act) -> None:
    draft = FundingDraft(area_ids=(area(desk, "Charing"),), minutes_a_week=300, valid_from=MON)
    key, _ = desk.database.write("Buy", funding.add, draft, act=act)
    desk.set(desk.ben, MON, "0900-1300 Charing")

    assert [row.text for row in found(desk, Rule.FUNDING)] == ["4 of 5 bought hours are planned"]
    desk.set(desk.ben, TUE, "0900-1100 Charing, Tenterden")
    assert not found(desk, Rule.FUNDING)

    desk.database.write("End", funding.end, key, WEEK.next.monday, act=act)
    assert not found(desk, Rule.FUNDING, WEEK.next)


def test_vetting_that_is_taken_away_after_planning_stops_the_week(desk: Desk) -> None:
    key = tasking(desk)
    desk.set(desk.ben, MON, "E ASH-26-0147")

    def raise_marking(session: Session) -> None:
        session.get_one(Tasking, key).marking = "OFFICIAL-SENSITIVE"

    desk.database.write("Raise", raise_marking)
    [row] = found(desk, Rule.VETTING)
    assert (row.severity, row.person) == (Severity.STOP, "Ben Tilley")


def test_each_district_is_named_where_nobody_goes(desk: Desk) -> None:
    desk.set(desk.ben, MON, "E Tenterden")

    said = {row.area: row.text for row in found(desk, Rule.COVER)}
    assert "Mon 23 Nov" in said["Swale"]
    assert said["Ashford"].startswith("nobody is in the district on Tue 24 Nov")


# Reasons


def test_a_reason_settles_a_warning_and_says_who_gave_it(desk: Desk, act: Act) -> None:
    desk.set(desk.ben, MON, "E Tenterden")
    row = found(desk, Rule.COVER)[0]

    with pytest.raises(Invalid):
        desk.database.write("Reason", week_reasons.give, row, "  ", act=act)
    desk.database.write("Reason", week_reasons.give, row, "Dover helps", act=act)

    rows = desk.database.read(week_findings.findings, desk.team, WEEK)
    assert rows[-1].reason == "Dover helps"
    assert (rows[-1].accepted_by, rows[-1].accepted_at) == (act.by, act.at)
    assert rows[-1].is_settled
    desk.set(desk.ben, TUE, "E Tenterden")
    assert not any(row.is_settled for row in found(desk, Rule.COVER) if row.area == "Ashford")


def test_a_reason_for_a_shift_is_kept_on_the_shift(desk: Desk, act: Act) -> None:
    desk.set(desk.ben, MON, "L")
    desk.set(desk.ben, TUE, "E", reason="school")
    desk.set(desk.carys, MON, "L")
    desk.set(desk.carys, TUE, "E", reason="first")
    row = next(row for row in found(desk, Rule.REST) if row.person == "Ben Tilley")

    assert row.reason == "school"
    desk.database.write("Reason", week_reasons.give, row, "surgery", act=act)
    assert desk.cell(desk.ben, TUE).shifts[0].reason == "school; surgery"


def test_a_stop_has_no_reason(desk: Desk, act: Act) -> None:
    desk.set(desk.ben, WED, "E")
    desk.away(desk.ben, "SK", WED, WED)
    [row] = found(desk, Rule.ABSENT)

    with pytest.raises(UserError, match="put right"):
        desk.database.write("Reason", week_reasons.give, row, "please", act=act)


def test_overrides_are_counted_by_rule_and_month(desk: Desk, act: Act) -> None:
    for person in (desk.ben, desk.carys):
        desk.set(person, MON, "L")
        desk.set(person, TUE, "E", reason="school")
    cover = found(desk, Rule.COVER)[0]
    desk.database.write("Reason", week_reasons.give, cover, "help comes", act=act)

    counts = desk.database.read(week_reasons.counts, date(2026, 11, 1), date(2026, 11, 30))

    assert [(one.rule, one.month, one.count) for one in counts] == [
        (Rule.COVER, date(2026, 11, 1), 1),
        (Rule.REST, date(2026, 11, 1), 2),
    ]


# Nothing that is stopped gets past

MINUTES = st.integers(0, 23 * 60).map(lambda minute: minute // 15 * 15)


@st.composite
def a_day(draw: st.DrawFn) -> str:
    start = draw(MINUTES)
    end = start + draw(st.integers(1, 40)) * 15
    return f"{_clock(start)}-{_clock(end)}"


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}{minute % 60:02d}"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.sampled_from([FRI, SAT, SUN]), a_day()), min_size=1, max_size=6),
    st.sampled_from([FRI, SAT, SUN, None]),
)
def test_no_overlap_and_no_work_while_absent_gets_past(
    desk: Desk, typed: list[tuple[date, str]], away: date | None
) -> None:
    for day in (FRI, SAT, SUN):
        desk.set(desk.ben, day, "RD", reason="x")
    key = desk.away(desk.ben, "SK", away, away) if away else ""
    for day, cell in typed:
        try:
            desk.set(desk.ben, day, cell, reason="x")
        except UserError:
            continue

    stops = [
        row
        for row in desk.database.read(week_findings.findings, desk.team, WEEK)
        if row.severity is Severity.STOP
    ]
    if key:
        desk.database.write("Back", absences.remove, key, reason="test", act=desk.act)
    assert not stops
