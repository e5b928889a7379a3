"""Calls to those who work a late alone: when they are due, what is noted, and what is done then."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from tests.services.week_desk import LONG_AGO, MON, TUE, Desk
from warden_desk.domain.changes import Act
from warden_desk.domain.duties import instant
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.lone_cards import LoneCard
from warden_desk.domain.people import Status
from warden_desk.domain.settings import Settings
from warden_desk.domain.welfare import Call, CallKind, LoneShift, expected, wall_clock
from warden_desk.domain.welfare_standing import Alert, Standing, in_order, standing, to_tick
from warden_desk.services import settings as desk_settings
from warden_desk.services.today import today_welfare
from warden_desk.services.welfare import lone_cards, lone_shifts, welfare
from warden_desk.storage.tables import (
    EmergencyContact,
    Person,
    PersonStatus,
    Setting,
    Shift,
    TeamMember,
    Vehicle,
    WelfareCheck,
)

PLAIN = Settings()
ZONE = lone_shifts.zone_of(PLAIN)
ALONE = "L Lenham, alone, buddy Carys Evans"


def at(clock: str, day: date = MON) -> datetime:
    hours, minutes = clock.split(":")
    return instant(day, int(hours) * 60 + int(minutes), ZONE)


def listed(desk: Desk, clock: str, day: date = MON, team: str | None = None) -> list[LoneShift]:
    return desk.database.read(welfare.listed, at(clock, day), team)


def how(desk: Desk, clock: str) -> Standing:
    [shift] = listed(desk, clock)
    return standing(shift, at(clock), PLAIN)


def shift_of(desk: Desk) -> str:
    return listed(desk, "12:00")[0].id


def tick(desk: Desk, clock: str, note: str = "") -> None:
    act = Act("A. Okafor", at(clock))
    desk.database.write("Tick", welfare.tick, shift_of(desk), note, act=act)


def test_the_calls_follow_from_the_plan(desk: Desk):
    desk.set(desk.ben, MON, ALONE)
    desk.set(desk.carys, MON, "L Charing")

    [shift] = listed(desk, "12:00")

    assert (shift.name, shift.buddy, shift.places) == ("Ben Tilley", "Carys Evans", ("Lenham",))
    assert [(call.kind, call.at) for call in shift.calls] == [
        (CallKind.START, at("14:00")),
        (CallKind.CHECK_IN, at("16:00")),
        (CallKind.CHECK_IN, at("18:00")),
        (CallKind.CHECK_IN, at("20:00")),
        (CallKind.END, at("22:00")),
        (CallKind.HOME, at("22:15")),
    ]


def test_the_only_one_of_an_evening_is_alone_whatever_the_plan_says(desk: Desk):
    desk.set(desk.ben, MON, "L Lenham")
    assert [shift.is_planned_alone for shift in listed(desk, "12:00")] == [False]

    desk.set(desk.carys, MON, "L Charing")

    assert listed(desk, "12:00") == []


def test_a_day_alone_and_somebody_away_have_no_calls(desk: Desk):
    desk.set(desk.carys, MON, "M Charing, alone")
    desk.set(desk.ben, MON, ALONE)
    assert len(listed(desk, "12:00")) == 1

    desk.away(desk.ben, "SK", MON, MON)

    assert listed(desk, "12:00") == []


def test_an_early_that_is_planned_alone_has_its_calls(desk: Desk):
    desk.set(desk.carys, MON, "E Charing, alone", reason="no buddy yet")
    desk.set(desk.ben, MON, "E Lenham")

    [shift] = listed(desk, "12:00")

    assert shift.name == "Carys Evans"
    assert [(call.kind.value, wall_clock(call.at, ZONE)) for call in shift.calls] == [
        ("start", "07:30"),
        ("check-in", "09:30"),
        ("check-in", "11:30"),
        ("check-in", "13:30"),
        ("end", "15:30"),
        ("home", "15:45"),
    ]


def test_an_early_alone_leaves_the_only_late_of_the_evening_alone(desk: Desk):
    desk.set(desk.carys, MON, "E Charing, alone", reason="no buddy yet")
    desk.set(desk.ben, MON, "L Lenham")

    assert len(listed(desk, "12:00")) == 2


def test_the_settings_say_from_when_an_early_is_no_early(desk: Desk):
    desk.set(desk.carys, MON, "E Charing, alone", reason="no buddy yet")
    desk.add(Setting(key="early_before_minute", value="450"))

    assert listed(desk, "12:00") == []


def test_a_team_sees_its_own(desk: Desk):
    desk.set(desk.ben, MON, ALONE)

    assert len(listed(desk, "12:00", team=desk.team)) == 1
    assert listed(desk, "12:00", team=desk.other_team) == []


@pytest.mark.parametrize(
    ("clock", "alert", "words"),
    [
        ("13:29", Alert.COMING, "To come"),
        ("13:30", Alert.SOON, "In 30 min"),
        ("14:00", Alert.DUE, "Due now"),
        ("14:04", Alert.DUE, "Due now"),
        ("14:05", Alert.LATE, "Late by 5 min"),
        ("14:14", Alert.LATE, "Late by 14 min"),
        ("14:15", Alert.MISSED, "Missed: escalate"),
        ("20:00", Alert.MISSED, "Missed: escalate"),
    ],
)
def test_a_call_grows_late_and_is_missed_as_time_passes(
    desk: Desk, clock: str, alert: Alert, words: str
):
    desk.set(desk.ben, MON, ALONE)

    assert (how(desk, clock).alert, how(desk, clock).words) == (alert, words)


def test_hearing_from_somebody_settles_the_calls_up_to_then(desk: Desk):
    desk.set(desk.ben, MON, ALONE)

    tick(desk, "16:10")

    now = how(desk, "16:11")
    assert now.call is not None
    assert (now.alert, now.call.at, now.is_out) == (Alert.COMING, at("18:00"), True)
    tick(desk, "22:20")
    assert how(desk, "22:21").alert is Alert.OVER


def test_the_limits_are_the_desks_own(desk: Desk):
    desk.set(desk.ben, MON, ALONE)
    own = Settings(welfare_call_minutes=60, welfare_home_minutes=0, welfare_late_minutes=1)
    desk.database.write("Settings", lambda session: desk_settings.save(session, own))

    [shift] = listed(desk, "14:01")

    assert [call.at.astimezone(ZONE).hour for call in shift.calls] == list(range(14, 23))
    assert standing(shift, at("14:01"), own).alert is Alert.LATE


def test_a_call_is_not_ticked_hours_before_its_time(desk: Desk):
    desk.set(desk.ben, MON, ALONE)
    tick(desk, "14:00")

    with pytest.raises(UserError, match="16:00"):
        tick(desk, "15:00")

    tick(desk, "15:30")
    assert how(desk, "16:10").alert is Alert.COMING
    tick(desk, "22:16")
    with pytest.raises(UserError, match="Every call"):
        tick(desk, "22:17")


def test_no_answer_is_missed_at_once_and_the_steps_are_taken_in_their_order(desk: Desk):
    desk.add(TeamMember(team_id=desk.team, person_id=desk.dev, valid_from=LONG_AGO, role="leader"))
    phones = {desk.carys: "07700 900111", desk.dev: "07700 900222"}
    for key, phone in phones.items():
        desk.database.write(
            "Phone",
            lambda s, key=key, phone=phone: s.execute(
                update(Person).where(Person.id == key).values(mobile=phone)
            ),
        )
    own = Settings(out_of_hours_phone="01632 960900")
    desk.database.write("Settings", lambda session: desk_settings.save(session, own))
    desk.set(desk.ben, MON, ALONE)
    late = Act("A. Okafor", at("16:02"))
    shift = shift_of(desk)

    desk.database.write("No answer", welfare.no_answer, shift, "Rang twice", act=late)
    assert how(desk, "16:02").alert is Alert.MISSED
    taken = [
        desk.database.write("Next", welfare.escalate, shift, act=late)[0].sentence for _ in range(5)
    ]

    assert taken == [
        "Ask the buddy: Carys Evans, 07700 900111",
        "Ring the team leader: Dev Patel, 07700 900222",
        "Ring the out-of-hours supervisor: 01632 960900",
        "Ask the police to look: 101",
        "If there may be danger: the police, at once: 999",
    ]
    assert how(desk, "16:03").alert is Alert.ESCALATED
    with pytest.raises(UserError, match="Every step"):
        desk.database.write("Next", welfare.escalate, shift, act=late)
    tick(desk, "16:30", "Phone was flat")
    assert how(desk, "16:31").alert is Alert.COMING
    [found] = listed(desk, "16:31")
    assert found.log[0].note == "Phone was flat"
    assert found.next_step is not None
    assert found.next_step.code == "buddy"


def test_an_entry_is_struck_with_a_reason_and_stays(desk: Desk):
    desk.set(desk.ben, MON, ALONE)
    tick(desk, "14:01")
    [shift] = listed(desk, "14:20")
    act = Act("A. Okafor", at("14:20"))

    with pytest.raises(Invalid):
        desk.database.write("Strike", welfare.strike, shift.log[0].id, " ", act=act)
    desk.database.write("Strike", welfare.strike, shift.log[0].id, "It was Carys", act=act)

    [shift] = listed(desk, "14:20")
    assert [entry.is_struck for entry in shift.log] == [True]
    assert "Struck by A. Okafor (It was Carys)" in shift.log[0].sentence(ZONE)
    assert how(desk, "14:20").alert is Alert.MISSED
    with pytest.raises(UserError, match="already"):
        desk.database.write("Strike", welfare.strike, shift.log[0].id, "Again", act=act)


def test_the_log_outlives_a_shift_that_is_planned_anew(desk: Desk):
    desk.set(desk.ben, MON, ALONE)
    tick(desk, "14:01")

    desk.set(desk.ben, MON, "RD")

    assert listed(desk, "14:30") == []
    kept = desk.database.read(lambda session: session.scalars(select(WelfareCheck)).all())
    assert [entry.person_id for entry in kept] == [desk.ben]


def test_a_note_changes_nothing_about_the_calls(desk: Desk):
    desk.set(desk.ben, MON, ALONE)
    act = Act("A. Okafor", at("15:00"))
    before = how(desk, "15:00")

    desk.database.write("Note", welfare.keep_note, shift_of(desk), "Seen in Lenham", act=act)

    assert (how(desk, "15:00").alert, before.alert) == (Alert.MISSED, Alert.MISSED)
    with pytest.raises(Invalid):
        desk.database.write("Note", welfare.keep_note, shift_of(desk), " ", act=act)


def test_another_buddy_is_in_the_plan_and_in_the_log(desk: Desk):
    desk.set(desk.ben, MON, ALONE)
    act = Act("A. Okafor", at("15:00"))
    shift = shift_of(desk)

    desk.database.write("Buddy", welfare.substitute, shift, desk.dev, act=act)

    [found] = listed(desk, "15:01")
    assert found.buddy == "Dev Patel"
    assert found.log[0].note == "Buddy: Dev Patel, instead of Carys Evans."
    assert desk.text(desk.ben, MON) == "L Lenham, alone, buddy Dev Patel"
    for wrong in (desk.ben, desk.dev):
        with pytest.raises(UserError):
            desk.database.write("Buddy", welfare.substitute, shift, wrong, act=act)


def test_somebody_not_heard_from_is_still_there_the_next_morning(desk: Desk):
    desk.set(desk.ben, MON, ALONE)
    tick(desk, "20:00")

    assert [shift.name for shift in listed(desk, "00:30", TUE)] == ["Ben Tilley"]
    assert [shift.name for shift in listed(desk, "08:00", TUE)] == ["Ben Tilley"]
    assert listed(desk, "10:16", TUE) == []
    tick(desk, "22:15")
    assert listed(desk, "00:30", TUE) == []


def test_a_shift_past_midnight_has_its_calls_after_midnight(desk: Desk):
    desk.set(desk.ben, MON, "2000-0200 Lenham, alone, buddy Carys Evans")

    [shift] = listed(desk, "01:00", TUE)

    assert shift.calls[-1].at == at("02:15", TUE)
    assert standing(shift, at("02:20", TUE), PLAIN).is_out


def test_today_says_who_is_to_be_rung_and_who_did_not_answer(desk: Desk):
    desk.set(desk.ben, MON, ALONE)

    def said(clock: str) -> tuple[list[str], list[str]]:
        every, pressing = desk.database.read(today_welfare.calls, at(clock), None, PLAIN)
        return [line.word for line in every], [line.word for line in pressing]

    assert said("12:00") == (["14:00"], [])
    assert said("14:06") == (["14:00"], ["Late by 6 min"])
    tick(desk, "22:15")
    assert said("22:16") == (["Home"], [])


def test_a_person_is_found_by_name_and_only_if_they_are_alone(desk: Desk):
    desk.set(desk.ben, MON, ALONE)
    act = Act("A. Okafor", at("15:00"))

    assert desk.database.read(welfare.find, "CW107", act).name == "Ben Tilley"
    with pytest.raises(NotFound, match="no shift alone"):
        desk.database.read(welfare.find, "CW109", act)


def test_the_lone_worker_card_is_gone_the_day_the_person_leaves(desk: Desk):
    card = LoneCard(
        vehicle="Blue Panda", registration="gn19 abc", contact="Sam", contact_phone="01632960123"
    )
    desk.database.write("Card", lone_cards.save, desk.ben, card, act=desk.act)
    kept = desk.database.read(lone_cards.card, desk.ben, MON)
    assert kept.vehicle_words == "Blue Panda, GN19 ABC"
    assert kept.contact_words == "Sam, 01632 960123"

    desk.database.write(
        "Leaves",
        lambda s: s.execute(
            update(PersonStatus).where(PersonStatus.person_id == desk.ben).values(valid_to=TUE)
        ),
    )
    desk.add(PersonStatus(person_id=desk.ben, status=Status.LEFT, valid_from=TUE))

    assert desk.database.read(lone_cards.card, desk.ben, MON) == kept
    assert desk.database.read(lone_cards.card, desk.ben, TUE).is_empty
    desk.database.write("Forget", lone_cards.forget_leavers, TUE)
    for table in (EmergencyContact, Vehicle):
        assert desk.database.read(lambda s, t=table: s.scalars(select(t)).all()) == []


def test_half_an_emergency_contact_is_refused(desk: Desk):
    for half in (LoneCard(contact="Sam"), LoneCard(contact_phone="01632 960123")):
        with pytest.raises(Invalid):
            desk.database.write("Card", lone_cards.save, desk.ben, half, act=desk.act)


MINUTES = st.integers(0, 1439)


@given(start=MINUTES, length=st.integers(30, 14 * 60), now=st.integers(-120, 30 * 60))
def test_nobody_is_called_home_without_the_last_call_being_made(start: int, length: int, now: int):
    shift = _shift("a", start, start + length)
    moment = instant(MON, 0, ZONE) + timedelta(minutes=now)

    found = standing(shift, moment, PLAIN)

    assert found.alert is not Alert.OVER
    late = moment >= shift.calls[0].at + timedelta(minutes=PLAIN.welfare_missed_minutes)
    assert (found.alert is Alert.MISSED) == late
    call = to_tick(shift, moment, PLAIN)
    if call is not None:
        assert call.at <= moment + timedelta(minutes=PLAIN.welfare_early_minutes)


@given(st.lists(st.tuples(MINUTES, st.integers(30, 600)), min_size=1, max_size=6), MINUTES)
def test_the_list_has_what_presses_most_at_the_top(spans: list[tuple[int, int]], now: int):
    shifts = [_shift(str(n), start, start + length) for n, (start, length) in enumerate(spans)]

    found = in_order(shifts, instant(MON, now, ZONE), PLAIN)

    alerts = [list(Alert).index(how.alert) for _, how in found]
    assert alerts == sorted(alerts)
    assert {shift.id for shift, _ in found} == {shift.id for shift in shifts}


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24)])
def test_calls_on_the_nights_the_clocks_change_are_at_the_time_on_the_wall(day: date):
    calls = expected(day, 22 * 60, 26 * 60, PLAIN, ZONE)

    assert calls[-2][1].astimezone(ZONE).replace(fold=0) == datetime(
        day.year, day.month, day.day + 1, 2, tzinfo=ZONE
    )


def _shift(key: str, start: int, end: int) -> LoneShift:
    return LoneShift(
        id=key,
        person_id=key,
        name=key,
        phone="",
        team="",
        on_date=MON,
        start_minute=start,
        end_minute=end,
        is_planned_alone=True,
        calls=tuple(Call(*each) for each in expected(MON, start, end, PLAIN, ZONE)),
    )


def test_a_shift_noted_as_worked_yesterday_presses_no_more(desk: Desk):
    desk.set(desk.ben, MON, ALONE)
    assert listed(desk, "08:00", TUE)

    desk.database.write("Worked", lambda s: s.execute(update(Shift).values(status="worked")))

    assert listed(desk, "08:00", TUE) == []
