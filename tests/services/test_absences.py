"""Time away: asked for, granted, refused, cut short."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.week_desk import FRI, MON, SUN, THU, TUE, WED, Desk
from warden_desk.domain.absences import AbsenceState, Span
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.people import AbsenceDraft, AbsenceRow
from warden_desk.services import absences


def ask(desk: Desk, first: date, last: date, **more: object) -> str:
    draft = replace(AbsenceDraft("AL", first, last), **more)
    return desk.database.write("Ask", absences.ask, desk.ben, draft, act=desk.act)[0]


def held(desk: Desk, *, with_roles: bool = True) -> list[AbsenceRow]:
    return desk.database.read(
        absences.between,
        MON,
        SUN,
        [desk.ben],
        states=tuple(AbsenceState),
        with_roles=with_roles,
    )


def test_leave_that_is_asked_for_does_not_stop_a_plan_until_it_is_granted(desk: Desk):
    key = ask(desk, TUE, TUE)
    desk.set(desk.ben, TUE, "E Lenham")
    desk.database.write("Clear", absences.approve, key, act=desk.act, note="enjoy")

    [row] = held(desk)
    assert (row.state, row.by, row.answer) == (AbsenceState.APPROVED, "T. Tester", "enjoy")
    with pytest.raises(UserError, match="annual leave"):
        desk.set(desk.ben, TUE, "L Lenham")
    with pytest.raises(UserError, match="already"):
        desk.database.write("Again", absences.approve, key, act=desk.act)


def test_refused_leave_stays_to_be_read_with_its_reason(desk: Desk):
    key = ask(desk, TUE, THU)

    with pytest.raises(Invalid, match="why"):
        desk.database.write("Refuse", absences.refuse, key, "", act=desk.act)
    desk.database.write("Refuse", absences.refuse, key, "Three are away", act=desk.act)

    [row] = held(desk)
    assert (row.state, row.answer) == (AbsenceState.REFUSED, "Three are away")
    assert desk.database.read(absences.between, MON, SUN, [desk.ben]) == []
    ask(desk, TUE, THU)


def test_a_day_cut_out_of_leave_can_be_worked_and_undo_brings_the_leave_back(desk: Desk):
    key = desk.away(desk.ben, "AL", MON, FRI)

    left, change = desk.database.write("Cut", absences.trim, key, Span(WED, WED), act=desk.act)

    assert [(row.starts_on, row.ends_on, row.state) for row in held(desk)] == [
        (MON, TUE, "approved"),
        (THU, FRI, "approved"),
    ]
    assert left[0] == key
    desk.set(desk.ben, WED, "E Lenham")
    with pytest.raises(UserError, match="annual leave"):
        desk.set(desk.ben, THU, "E Lenham")
    assert change is not None
    desk.database.revert(change)
    assert [(row.starts_on, row.ends_on) for row in held(desk)] == [(MON, FRI)]


def test_cutting_from_the_grid_takes_whatever_is_recorded_there(desk: Desk):
    desk.away(desk.ben, "AL", MON, TUE)
    ask(desk, TUE, WED, start_minute=540, end_minute=720, code="TR")
    afternoon = Span(TUE, TUE, 660, 1440)

    count, _ = desk.database.write("Cut", absences.cut, desk.ben, afternoon, act=desk.act)

    assert count == 2
    assert sorted((row.code, row.span.sentence) for row in held(desk)) == [
        ("AL", "Mon 23 Nov"),
        ("AL", "Tue 24 Nov 0000–1100"),
        ("TR", "Tue 24 Nov 0900–1100"),
        ("TR", "Wed 25 Nov 0900–1200"),
    ]
    assert desk.database.write("Cut", absences.cut, desk.ben, afternoon, act=desk.act)[0] == 0


def test_coming_back_earlier_ends_it_the_day_before(desk: Desk):
    key = desk.away(desk.ben, "SK", MON, FRI)

    desk.database.write("Back", absences.back_on, key, THU, act=desk.act)

    assert held(desk)[0].span == Span(MON, WED)
    with pytest.raises(UserError, match="already"):
        desk.database.write("Back", absences.back_on, key, THU, act=desk.act)
    desk.database.write("Back", absences.back_on, key, MON, act=desk.act)
    assert held(desk) == []
    with pytest.raises(NotFound):
        desk.database.write("Back", absences.back_on, key, MON, act=desk.act)


def test_absence_from_one_kind_of_shift_lets_the_others_be_planned(desk: Desk):
    draft = AbsenceDraft("AL", MON, FRI, role="L")
    desk.database.write("Away", absences.record, desk.ben, draft, act=desk.act)

    desk.set(desk.ben, MON, "E Lenham")

    assert held(desk, with_roles=False) == []
    assert held(desk)[0].role == "L"


def test_two_parts_of_a_day_that_overlap_are_not_both_recorded(desk: Desk):
    ask(desk, TUE, TUE, start_minute=540, end_minute=720)

    with pytest.raises(Invalid, match="recorded already"):
        ask(desk, TUE, TUE, start_minute=700, end_minute=800)
    ask(desk, TUE, TUE, start_minute=720, end_minute=800)
