"""When people can come, as the planner and the rules read it."""

from datetime import date, timedelta

import pytest

from tests.services.week_desk import MON, SUN, THU, TUE, WED, Desk
from warden_desk.domain.availability import Answer, AnswerDraft, answer_to
from warden_desk.domain.errors import Invalid
from warden_desk.domain.people import AbsenceDraft
from warden_desk.services import absences, availability

NO, MAYBE, YES = (AnswerDraft(answer=answer) for answer in (Answer.NO, Answer.MAYBE, Answer.YES))
PM = AnswerDraft(answer=Answer.NO, start_minute=720, end_minute=1440)
LATER = MON + timedelta(weeks=3)


def week(desk: Desk, days: dict[int, list[AnswerDraft]], first: date = MON) -> None:
    desk.database.write("Week", availability.keep_week, desk.ben, days, first, act=desk.act)


def day(desk: Desk, on: date, *answers: AnswerDraft) -> None:
    desk.database.write("Day", availability.keep_day, desk.ben, on, answers, act=desk.act)


def said(desk: Desk, first: date = MON, last: date = SUN) -> dict[date, list[str]]:
    found = desk.database.read(availability.between, first, last, [desk.ben, desk.carys])
    assert {person for person, _ in found} <= {desk.ben}
    return {on: [row.sentence for row in rows] for (_, on), rows in found.items()}


def test_a_usual_week_says_the_same_every_week_from_its_day_on(desk: Desk):
    week(desk, {1: [PM], 5: [MAYBE]}, first=MON)

    assert said(desk) == {
        TUE: ["not available Tue pm"],
        SUN - timedelta(days=1): ["maybe Sat"],
    }
    assert said(desk, MON - timedelta(days=7), MON) == {}
    assert list(said(desk, LATER, LATER + timedelta(days=6))) == [
        LATER + timedelta(days=1),
        LATER + timedelta(days=5),
    ]


def test_a_new_usual_week_leaves_the_past_as_it_was(desk: Desk):
    week(desk, {1: [PM]})
    week(desk, {2: [NO]}, first=LATER)

    assert list(said(desk, MON, LATER + timedelta(days=6))) == [
        TUE,
        TUE + timedelta(days=7),
        TUE + timedelta(days=14),
        LATER + timedelta(days=2),
    ]
    assert desk.database.read(availability.usual, desk.ben, TUE) == {1: (PM,)}
    assert desk.database.read(availability.usual, desk.ben, LATER) == {2: (NO,)}
    week(desk, {}, first=MON)
    assert said(desk, MON, LATER + timedelta(days=6)) == {}


def test_an_exception_holds_for_its_day_alone_and_can_be_taken_back(desk: Desk):
    week(desk, {1: [NO]})
    day(desk, TUE, YES)

    assert said(desk, TUE, TUE + timedelta(days=7)) == {
        TUE: ["available Tue"],
        TUE + timedelta(days=7): ["not available Tue"],
    }
    day(desk, TUE)
    assert said(desk, TUE, TUE) == {TUE: ["not available Tue"]}


def test_leave_asked_for_is_a_maybe_and_granted_for_lates_a_no_to_lates(desk: Desk):
    asked = AbsenceDraft("AL", WED, THU)
    desk.database.write("Ask", absences.ask, desk.ben, asked, act=desk.act)
    lates = AbsenceDraft("AL", THU, THU, role="L")
    desk.database.write("Away", absences.record, desk.ben, lates, act=desk.act)
    desk.away(desk.ben, "AL", MON, MON)

    found = desk.database.read(availability.between, MON, SUN, [desk.ben])

    assert [on for _, on in found] == [WED, THU], "whole leave that is granted is no answer"
    rows = found[desk.ben, THU]
    assert answer_to(rows, 480, 960, "L")[0] is Answer.NO
    assert answer_to(rows, 480, 960, "E")[0] is Answer.MAYBE


def test_what_is_no_weekday_or_no_time_is_refused_whole(desk: Desk):
    with pytest.raises(Invalid):
        week(desk, {7: [NO]})
    with pytest.raises(Invalid):
        week(desk, {0: [NO], 1: [AnswerDraft(start_minute=60)]})

    assert said(desk) == {}


def test_single_days_are_listed_to_be_changed(desk: Desk):
    day(desk, MON, NO)
    day(desk, THU, PM, MAYBE)

    assert desk.database.read(availability.exceptions, desk.ben, TUE) == {THU: [MAYBE, PM]}
