"""A plan that is written is the plan that is read, and what somebody typed comes back as typed."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.areas import CodeRow
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.reorganisation import Deed, NewArea, Plan, Step
from warden_desk.domain.reorganisation_drafts import StepDraft, StepKind, draft_of
from warden_desk.domain.reorganisation_plans import arranged
from warden_desk.formats import reorganisation_file
from warden_desk.paths import resource

DAY = date(2028, 4, 1)
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1).filter(
    lambda text: text == text.strip() and bool(text)
)
NAMES = TEXTS.filter(lambda text: "," not in text and len(text.splitlines()) == 1)
DAYS = st.dates(date(2026, 1, 1), date(2040, 1, 1))
AREAS = st.builds(NewArea, NAMES, st.just("") | NAMES, st.sampled_from(["", "EKE", "WK"]))
PARTS = st.builds(NewArea, NAMES, st.just("") | NAMES)
NOTES = st.just("") | TEXTS


def _several(names: st.SearchStrategy[NewArea]) -> st.SearchStrategy[tuple[NewArea, ...]]:
    unique = st.lists(names, min_size=2, max_size=4, unique_by=lambda area: area.name.casefold())
    return unique.map(tuple)


AUTHORITIES = st.builds(
    Step,
    deed=st.just(Deed.AUTHORITY),
    on=DAYS,
    parishes=st.lists(NAMES, min_size=1, max_size=3).map(tuple),
    areas=AREAS.map(lambda area: (area,)),
    note=NOTES,
)
SPLITS = st.builds(
    Step,
    deed=st.just(Deed.SPLIT),
    on=DAYS,
    parishes=NAMES.map(lambda name: (name,)),
    areas=_several(PARTS),
    note=NOTES,
)
TOWNS = st.builds(
    Step,
    deed=st.sampled_from([Deed.PARISH]),
    on=DAYS,
    parishes=NAMES.map(lambda name: (name,)),
    areas=AREAS.map(lambda area: (area,)),
    keeps_rest=st.booleans(),
    note=NOTES,
)
LISTS = st.builds(
    Step,
    deed=st.just(Deed.LIST),
    on=DAYS,
    list_name=NAMES,
    entries=st.lists(
        st.builds(CodeRow, NAMES, NAMES), min_size=1, unique_by=lambda row: row.code.casefold()
    ).map(tuple),
    note=NOTES,
)
STEPS = st.one_of(AUTHORITIES, SPLITS, TOWNS, LISTS)
PLANS = st.builds(arranged, TEXTS, st.lists(STEPS, min_size=1, max_size=4))


@given(plan=PLANS)
def test_a_plan_that_is_kept_is_the_same_when_it_is_opened(
    plan: Plan, tmp_path_factory: pytest.TempPathFactory
):
    path = tmp_path_factory.mktemp("plans") / "plan.toml"
    path.write_bytes(reorganisation_file.as_text(plan).encode())

    assert reorganisation_file.read(path) == plan


@given(step=STEPS)
def test_a_step_that_is_changed_begins_as_it_was(step: Step):
    assert draft_of(step).step() == step


def test_the_steps_of_a_plan_are_carried_out_by_their_days():
    def renamed(name: str, on: date) -> Step:
        return Step(deed=Deed.RENAME, on=on, parishes=(name,), areas=(NewArea(f"{name}s"),))

    late, early, same = (
        renamed("C", date(2029, 1, 1)),
        renamed("A", DAY),
        renamed("B", DAY),
    )
    assert arranged("T", [late, early, same]).steps == (early, same, late)


def test_a_plan_may_come_from_another_program_as_json(tmp_path: Path):
    path = tmp_path / "plan.json"
    step = {"act": "rename", "date": "2028-04-01", "parish": "Charing", "name": "Charing Heath"}
    path.write_text(json.dumps({"title": "T", "step": [step]}), "utf-8")

    [read] = reorganisation_file.read(path).steps

    assert (read.deed, read.on, read.areas) == (Deed.RENAME, DAY, (NewArea("Charing Heath"),))


@pytest.mark.parametrize("name", ["plan.json", "PLAN.JSON"])
def test_a_plan_that_an_editor_marked_as_utf_8_is_read(tmp_path: Path, name: str):
    path = tmp_path / name
    step = {"act": "rename", "date": "2028-04-01", "parish": "Charing", "name": "Charing Heath"}
    path.write_text(json.dumps({"title": "T", "step": [step]}), "utf-8-sig")

    assert reorganisation_file.read(path).title == "T"


def test_a_plan_in_another_coding_is_told_how_to_save_it(tmp_path: Path):
    path = tmp_path / "plan.toml"
    path.write_text('title = "T"', "utf-16")

    with pytest.raises(UserError, match="not saved as UTF-8"):
        reorganisation_file.read(path)


@pytest.mark.parametrize("content", [b"\xff", b"title = ", b"[[step]]", b"x" * 1_000_001])
def test_what_is_no_plan_is_refused_with_a_sentence(tmp_path: Path, content: bytes):
    path = tmp_path / "plan.toml"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"plan|title"):
        reorganisation_file.read(path)


def test_both_lessons_explain_every_step():
    for number in ("three", "four"):
        plan = reorganisation_file.read(resource(f"lessons/reorganisation_2028_{number}.toml"))
        assert all(step.note for step in plan.steps)
        assert len({step.note for step in plan.steps}) == len(plan.steps)


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (StepDraft(StepKind.MERGE), {"on", "districts", "name"}),
        (StepDraft(StepKind.AUTHORITY, on=DAY, name="X", letters="1"), {"districts", "letters"}),
        (StepDraft(StepKind.SPLIT, on=DAY, parts="A"), {"parish", "parts"}),
        (StepDraft(StepKind.SPLIT, on=DAY, parish="X", parts="A\na"), {"parts"}),
        (StepDraft(StepKind.RENAME, on=DAY), {"parish", "name"}),
        (StepDraft(StepKind.PARISH, on=DAY, parish="X", name=" "), {"name"}),
        (StepDraft(StepKind.LIST, on=DAY, entries="SAFE"), {"list_name", "entries"}),
        (StepDraft(StepKind.LIST, on=DAY, list_name="x", entries="A, b\na, c"), {"entries"}),
    ],
)
def test_what_is_missing_is_said_beside_its_field(draft: StepDraft, fields: set[str]):
    with pytest.raises(Invalid) as refusal:
        draft.step()
    assert set(refusal.value.problems) == fields
