"""Need is a weighting of named indicators that anybody can follow and change."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.boundary_files import WARDS
from tests.conftest import TODAY
from warden_desk.domain import need as rules
from warden_desk.domain.boundaries import BoundaryPlan
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.incidents import Level
from warden_desk.domain.need import Indicator, Measure, NeedFigure
from warden_desk.domain.progress import Silent
from warden_desk.formats.boundaries_reader import read as read_file
from warden_desk.services import areas
from warden_desk.services.boundaries import boundaries_plan
from warden_desk.services.incidents import need, need_figures, need_ground, need_imports
from warden_desk.services.incidents.incident_recount import take_in_boundaries
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk

ELDERLY = Indicator(code="elderly", label="Residents over 65", weight=10)
VALUES = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.floats(-1e6, 1e6))


@given(values=VALUES)
def test_points_keep_the_order_of_the_figures_and_stay_within_a_hundred(values: dict[str, float]):
    points = rules.points(values, is_more_need=True)

    for one in values:
        assert 0 <= points[one] <= 100
        for other in values:
            assert (values[one] < values[other]) == (points[one] < points[other])


@given(values=VALUES)
def test_less_is_more_need_turns_the_order_round(values: dict[str, float]):
    turned = rules.points(values, is_more_need=False)
    mirrored = rules.points({key: -value for key, value in values.items()}, is_more_need=True)

    assert turned == mirrored


def test_an_indicator_without_a_figure_is_left_out_of_that_parishs_score():
    one, two = ELDERLY, replace(ELDERLY, code="b", label="B")

    found = rules.scores([one, two], {"elderly": {"x": 1, "y": 2}, "b": {"x": 5}}, ["x", "y", "z"])

    assert found["x"][0] == 0
    assert found["y"][0] == 100
    assert found["z"][0] is None


def test_an_area_of_which_far_less_is_known_than_of_others_has_no_score():
    one, two = replace(ELDERLY, weight=60), replace(ELDERLY, code="b", label="B", weight=40)
    both = {"elderly": {"x": 1.0, "y": 2.0}, "b": {"x": 5.0, "y": 4.0, "new": 9.0}}

    found = rules.scores([one, two], both, ["x", "y", "new"])
    alone = rules.scores([two], both, ["x", "y", "new"])

    assert found["new"][0] is None
    assert found["new"][1][1].value == 9
    assert found["x"][0] is not None
    assert alone["new"][0] == 100, "where nobody is known better, it counts"


def test_the_formula_says_in_words_what_is_done():
    said = rules.formula([ELDERLY, replace(ELDERLY, code="b", label="Hours", is_more_need=False)])

    assert said.startswith(
        "Score = (10 × Residents over 65 + 10 × Hours (less is more need)) ÷ 20."
    )


def figure(area_id: str, value: float, on: date = TODAY) -> NeedFigure:
    return NeedFigure(
        indicator="elderly", area_id=area_id, on_date=on, value=value, source="Census"
    )


def test_a_weighting_holds_from_its_day_and_the_days_before_keep_theirs(
    founded: Database, act: Act
):
    before = founded.read(need.indicators, TODAY)

    founded.write("Weigh", need.set_indicators, [ELDERLY], TODAY, act=act)

    assert founded.read(need.indicators, TODAY) == [ELDERLY]
    assert founded.read(need.indicators, TODAY - timedelta(days=1)) == before
    again = replace(ELDERLY, weight=20)
    founded.write("Weigh", need.set_indicators, [again], TODAY, act=act)
    assert founded.read(need.indicators, TODAY + timedelta(days=9)) == [again]


def test_parishes_are_ranked_by_what_was_entered(founded: Database, act: Act):
    first, second, *_ = founded.read(areas.local_areas, TODAY)
    founded.write("Weigh", need.set_indicators, [ELDERLY], TODAY, act=act)
    founded.write(
        "Enter", need_figures.enter, [figure(first.id, 20), figure(second.id, 35)], act=act
    )

    top, next_one, *rest = founded.read(need.scores, TODAY)

    assert (top.name, top.rank, top.score) == (second.name, 1, 100)
    assert (next_one.name, next_one.rank) == (first.name, 2)
    assert all(row.rank is None for row in rest)


def test_a_figure_is_not_known_before_its_day(founded: Database, act: Act):
    area = founded.read(areas.local_areas, TODAY)[0]
    founded.write("Enter", need_figures.enter, [figure(area.id, 20)], act=act)

    assert founded.read(need_figures.figures, ["elderly"], TODAY - timedelta(days=1)) == {}
    assert founded.read(need_figures.figures, ["elderly"], TODAY) == {"elderly": {area.id: 20}}


def test_the_usual_weighting_ranks_a_working_desk(practice_desk: Desk):
    rows = practice_desk.database.read(need.scores, TODAY)

    scored = [row.score for row in rows if row.score is not None]
    assert len(scored) > 300
    assert scored == sorted(scored, reverse=True)
    assert rows[0].why


@pytest.mark.parametrize("weight", [-1, 101, 0])
def test_a_weighting_that_cannot_be_used_is_refused(weight: int, founded: Database, act: Act):
    with pytest.raises(Invalid):
        founded.write(
            "Weigh", need.set_indicators, [replace(ELDERLY, weight=weight)], TODAY, act=act
        )


def test_a_list_of_figures_is_matched_by_code_and_by_name(
    founded: Database, act: Act, tmp_path: Path
):
    lenham = founded.read(areas.find, "Lenham", TODAY)
    other = founded.read(areas.local_areas, TODAY)[0]
    path = tmp_path / "census.csv"
    path.write_text(
        "code,parish,residents over 65,residents\n"
        f"{other.gss_code},,21.5,\n,Lenham,30,3370\n,Nowhere,1,2\n,Lenham,many,1\n"
    )

    plan = founded.read(need_imports.plan, path, source="Census 2021", on=TODAY)
    founded.write("Enter", need_imports.take_in, plan, act=act)

    known = founded.read(need_figures.figures, ["elderly"], TODAY)["elderly"]
    assert known == {other.id: 21.5, lenham.id: 30}
    assert founded.read(need_figures.residents, TODAY)[lenham.id] == 1
    assert [str(one) for one in plan.findings] == [
        "census.csv, row 4, Parish: “Nowhere” is no parish on the list.",
        "census.csv, row 5, residents over 65: “many” is no number.",
    ]


def test_a_list_without_an_indicator_is_refused(founded: Database, tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("parish,colour\nLenham,blue\n")

    with pytest.raises(UserError, match="no column for an indicator"):
        founded.read(need_imports.plan, path, source="x", on=TODAY)


def test_what_the_desk_reckons_itself_is_not_entered_by_hand():
    assert Measure.BY_HAND == ""
    assert all(measure.words for measure in Measure)


def test_every_weighting_is_kept_with_its_days(founded: Database, act: Act):
    later = replace(ELDERLY, weight=20)
    founded.write("Weigh", need.set_indicators, [ELDERLY], TODAY, act=act)
    founded.write("Weigh", need.set_indicators, [later], TODAY + timedelta(days=30), act=act)

    newest, middle, first = founded.read(need.weightings)

    assert (newest.indicators, newest.since, newest.until) == (
        (later,),
        TODAY + timedelta(days=30),
        None,
    )
    assert (middle.since, middle.until) == (TODAY, newest.since)
    assert (first.since, first.until) == (None, TODAY)
    for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=30)):
        [held] = [one for one in (newest, middle, first) if one.holds(day)]
        assert list(held.indicators) == founded.read(need.indicators, day)


@pytest.mark.parametrize("label", ["", "  ", "residents OVER 65", "Residents", "elderly"])
def test_an_indicator_whose_name_says_nothing_of_its_own_is_refused(label: str):
    new = Indicator(code=rules.code_for(label, []), label=label)

    with pytest.raises(Invalid):
        rules.check_names([ELDERLY, new])


def test_a_former_indicator_is_known_by_its_name_and_any_other_has_a_code_of_its_own():
    assert rules.code_for("residents over 65", [ELDERLY]) == "elderly"
    assert rules.code_for("Elderly!", [ELDERLY]) == "elderly-2"
    assert rules.code_for("Residents", []) == "residents-2"


def test_a_preview_ranks_without_the_desk_and_tells_who_moved(practice_desk: Desk):
    ground = practice_desk.database.read(need_ground.look, Silent(), TODAY, Level.PARISH)
    held = list(ground.held.indicators)

    assert [row.id for row in ground.ranked(held)] == [
        row.id for row in practice_desk.database.read(need.scores, TODAY)
    ]
    tried = [replace(one, weight=int(one.code == "elderly")) for one in held]
    moved = ground.compared(tried)
    before = {row.id: row.rank for row in ground.ranked(held)}
    assert {one.id: one.before for one in moved} == before
    assert moved[0].up == (before[moved[0].id] or 0) - 1


def read_boundaries(database: Database, path: Path) -> BoundaryPlan:
    file = read_file(Silent(), path, database.read(boundaries_plan.ours, TODAY))
    return database.read(boundaries_plan.plan, file, TODAY)


def test_wards_are_ranked_by_police_figures_and_by_what_was_entered_of_them(
    founded: Database, data: Path, act: Act, tmp_path: Path
):
    wards = read_boundaries(founded, data / WARDS)
    founded.write("Wards", take_in_boundaries, wards, act=act)
    path = tmp_path / "wards.csv"
    path.write_text(
        "ward code,ward,residents over 65\nE05004868,,12\nE05004869,,30\nE05999999,,1\n"
    )

    plan = founded.read(need_imports.plan, path, source="Census", on=TODAY)
    founded.write("Enter", need_imports.take_in, plan, act=act)
    rows = founded.read(need.scores, TODAY, level=Level.WARD)

    assert plan.level is Level.WARD
    assert [one.row for one in plan.findings] == [4]
    assert len(rows) == 283
    assert [(row.gss_code, row.rank) for row in rows[:2]] == [("E05004869", 1), ("E05004868", 2)]
    assert rows[2].rank is None, "taskings and visits are kept by parish"
