"""Rotations: kept with dates, and applied to a week only as far as they hold."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.services.week_desk import MON, SUN, THU, TUE, WED, WEEK, Desk
from warden_desk.domain.errors import UserError
from warden_desk.domain.patterns import PatternDraft, PatternRow
from warden_desk.services.week import patterns
from warden_desk.services.week.weeks import CopyDone
from warden_desk.storage.tables import Shift, TeamMember

EARLIES = ("E Lenham", "E", "E", "", "", "RD", "RD")
LATES = ("L", "L", "RD", "", "", "", "")


def keep(desk: Desk, person: str, *weeks: tuple[str, ...], first: date = MON, **more) -> str:
    draft = PatternDraft(weeks=weeks, valid_from=first, **more)
    return desk.database.write("Rotation", patterns.keep, person, draft, act=desk.act)[0]


def apply(desk: Desk, *people: str, week=WEEK, **more) -> CopyDone:
    done, _ = desk.database.write(
        "Apply",
        patterns.apply,
        desk.team,
        week,
        person_ids=people or None,
        act=desk.act,
        **more,
    )
    return done


def held(desk: Desk) -> list[PatternRow]:
    return desk.database.read(patterns.rows, date(2020, 1, 1), date(2040, 1, 1))


def test_a_rotation_goes_round_and_reads_as_it_was_typed(desk: Desk):
    keep(desk, desk.ben, EARLIES, LATES)

    done = apply(desk)
    apply(desk, week=WEEK.next)
    apply(desk, week=WEEK.plus(2))

    assert (done.copied, done.kept, done.left_out) == (5, 0, ())
    assert desk.text(desk.ben, MON) == "E Lenham"
    assert desk.cell(desk.ben, MON).shifts[0].stops[0].area_id, "a parish, not words"
    assert desk.text(desk.ben, MON + timedelta(days=7)) == "L"
    assert desk.text(desk.ben, MON + timedelta(days=14)) == "E Lenham"


def test_filled_cells_stay_unless_they_are_to_be_replaced_and_worked_ones_always_do(desk: Desk):
    keep(desk, desk.ben, EARLIES)
    desk.set(desk.ben, MON, "MT 0900-1300")
    desk.set(desk.ben, TUE, "0900-1700")
    desk.database.write(
        "Worked",
        lambda session: session.execute(
            update(Shift).where(Shift.on_date == TUE).values(status="worked")
        ),
    )

    assert (apply(desk).copied, desk.text(desk.ben, MON)) == (3, "MT 0900-1300")
    done = apply(desk, replace=True)

    assert (done.copied, done.kept) == (4, 1)
    assert desk.text(desk.ben, MON) == "E Lenham"
    assert desk.text(desk.ben, TUE) == "0900-1700"


def test_what_does_not_hold_is_left_out_and_said(desk: Desk):
    keep(desk, desk.ben, ("E Favershm", "E", "E", "E", "", "", ""))
    desk.away(desk.ben, "AL", TUE, TUE)
    desk.set(desk.ben, WED, "0700-1000 Dover", team=desk.other_team)
    desk.database.write(
        "Leave the team",
        lambda session: session.execute(
            update(TeamMember).where(TeamMember.person_id == desk.ben).values(valid_to=THU)
        ),
    )

    done = apply(desk)

    assert done.copied == 0
    assert [left.on_date for left in done.left_out] == [MON, TUE, WED, THU]
    said = " / ".join(left.why for left in done.left_out)
    for words in ("Is Faversham meant?", "annual leave", "overlap", "not in the team"):
        assert words in said


def test_a_replaced_cell_comes_back_whole_where_the_new_one_is_refused(desk: Desk):
    keep(desk, desk.ben, ("E / 1000-1200 Lenham", "", "", "", "", "", ""))
    desk.set(desk.ben, MON, "MT 0900-1300")

    done = apply(desk, replace=True)

    assert (done.copied, len(done.left_out)) == (0, 1)
    assert desk.text(desk.ben, MON) == "MT 0900-1300"


def test_one_person_alone_and_one_undo(desk: Desk):
    keep(desk, desk.ben, EARLIES)
    keep(desk, desk.carys, LATES)

    assert apply(desk, desk.carys).copied == 3
    assert desk.text(desk.ben, MON) == ""
    _, change = desk.database.write("Apply", patterns.apply, desk.team, WEEK, act=desk.act)
    assert desk.text(desk.ben, MON) == "E Lenham"
    assert change is not None
    desk.database.revert(change)
    assert desk.text(desk.ben, MON) == ""
    assert desk.text(desk.carys, MON) == "L"


def test_a_new_rotation_ends_the_one_before(desk: Desk):
    keep(desk, desk.ben, EARLIES)
    keep(desk, desk.ben, LATES, first=THU)

    assert [(row.valid_from, row.valid_to) for row in held(desk)] == [(MON, THU), (THU, None)]
    keep(desk, desk.ben, EARLIES, first=TUE, valid_to=WED)
    assert [(row.valid_from, row.valid_to) for row in held(desk)] == [
        (MON, TUE),
        (TUE, WED),
        (THU, None),
    ]
    keep(desk, desk.ben, EARLIES)
    assert [(row.valid_from, row.valid_to) for row in held(desk)] == [(MON, None)]


def test_a_rotation_for_a_while_leaves_what_comes_after(desk: Desk):
    keep(desk, desk.ben, LATES, first=TUE)

    keep(desk, desk.ben, EARLIES, first=MON, valid_to=THU)

    assert [(row.valid_from, row.valid_to) for row in held(desk)] == [(MON, THU), (THU, None)]


def test_an_ended_rotation_plans_nothing_more(desk: Desk):
    keep(desk, desk.ben, EARLIES, valid_to=WED)

    assert apply(desk).copied == 2
    with pytest.raises(UserError, match="Nobody"):
        apply(desk, week=WEEK.next)


@pytest.mark.parametrize(
    ("text", "said"), [("frog", "Week 1, Tuesday: “frog”"), ("AL", "recorded as an absence")]
)
def test_a_cell_that_cannot_be_typed_is_refused(desk: Desk, text: str, said: str):
    with pytest.raises(UserError, match=said):
        keep(desk, desk.ben, ("E", text, "", "", "", "", ""))

    assert held(desk) == []


def test_a_rotation_that_ended_in_the_week_before_says_nothing(desk: Desk):
    keep(desk, desk.ben, EARLIES, first=MON - timedelta(days=7), valid_to=MON)

    assert desk.database.read(patterns.rows, MON, SUN) == []
