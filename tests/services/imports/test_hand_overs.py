"""Taskings go from one desk to another with their logs, come in once, and go out again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.every_row import dump
from tests.services.imports.conftest import Plan, TakeIn
from tests.tasking_desk import ACT, Patch, detail, record
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ImportPlan, Verdict
from warden_desk.domain.progress import Silent
from warden_desk.domain.repeats import LinkKind
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_filters import TaskingFilter, Which
from warden_desk.domain.tasking_states import Move
from warden_desk.domain.taskings import TaskingRow
from warden_desk.formats import hand_over_file
from warden_desk.services.imports import batches
from warden_desk.services.tasking import (
    hand_overs,
    tasking_export,
    tasking_links,
    tasking_lists,
    tasking_log,
    tasking_moves,
    taskings,
)
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk

LATER = Act("A. Okafor", ACT.at + timedelta(hours=2))

HandOver = Callable[[Database], Path]


@pytest.fixture
def hand_over(tmp_path: Path) -> HandOver:
    """Writes all taskings of a desk to a file."""

    def make(database: Database) -> Path:
        keys = database.read(tasking_lists.ids, TaskingFilter(today=TODAY, which=Which.ALL))
        path = tmp_path / "cover.wdtaskings"
        content = database.read(hand_overs.gather, keys, act=ACT)
        path.write_bytes(hand_over_file.render(content))
        return path

    return make


@pytest.fixture
def other(practice_desk: Desk) -> Database:
    """Another desk, full of taskings."""
    return practice_desk.database


def verdicts(plan: ImportPlan) -> set[Verdict]:
    return {row.verdict for row in plan.rows}


def test_all_taskings_of_another_desk_come_in_with_reference_state_and_log(
    other: Database, founded: Database, plan: Plan, take_in: TakeIn, hand_over: HandOver
) -> None:
    there = other.read(tasking_lists.page, TaskingFilter(today=TODAY, which=Which.ALL), limit=999)

    found = plan("taskings", hand_over(other))
    assert verdicts(found) == {Verdict.NEW}
    take_in(found)

    for row in there.rows:
        was, now = detail(other, row.id), detail(founded, row.id)
        assert (now.reference, now.state, now.outcome) == (was.reference, was.state, was.outcome)
        assert (now.area, now.district, now.csu) == (was.area, was.district, was.csu)
        assert now.draft.title == was.draft.title
        assert [(e.id, e.kind, e.at) for e in now.entries] == [
            (e.id, e.kind, e.at) for e in was.entries
        ]


def test_links_come_along_where_both_taskings_do(
    other: Database, founded: Database, plan: Plan, take_in: TakeIn, hand_over: HandOver
) -> None:
    first, second, *_ = other.read(tasking_lists.ids, TaskingFilter(today=TODAY, which=Which.ALL))
    other.write("Link", tasking_links.link, first, second, LinkKind.DUPLICATE, act=ACT)
    told = [(row.words, row.reference) for row in other.read(tasking_links.of, first)]

    take_in(plan("taskings", hand_over(other)))

    assert [(row.words, row.reference) for row in founded.read(tasking_links.of, first)] == told
    assert verdicts(plan("taskings", hand_over(other))) == {Verdict.SAME}


def test_a_second_time_nothing_is_new_and_nothing_changes(
    other: Database, founded: Database, plan: Plan, take_in: TakeIn, hand_over: HandOver
) -> None:
    path = hand_over(other)
    take_in(plan("taskings", path))
    before = dump(founded)

    again = plan("taskings", path)

    assert verdicts(again) == {Verdict.SAME}
    assert dump(founded) == before


def test_it_is_taken_back_exactly(
    other: Database, founded: Database, plan: Plan, take_in: TakeIn, hand_over: HandOver
) -> None:
    before = dump(founded)
    take_in(plan("taskings", hand_over(other)))

    founded.take_back(founded.read(batches.rows)[0].id)

    assert dump(founded) == before


def test_what_was_done_there_meanwhile_joins_the_log_here(
    other: Database, founded: Database, plan: Plan, take_in: TakeIn, hand_over: HandOver
) -> None:
    take_in(plan("taskings", hand_over(other)))
    key = other.read(tasking_lists.ids, TaskingFilter(today=TODAY))[0]
    other.write("Note", tasking_log.note, key, "The lamp is mended.", act=LATER)

    found = plan("taskings", hand_over(other))
    [changed] = [row for row in found.rows if row.verdict is not Verdict.SAME]
    assert (changed.verdict, changed.why) == (Verdict.UPDATE, "Changes Log.")
    take_in(found)

    assert detail(founded, key).entries[0].text == "The lamp is mended."


def test_where_both_desks_went_on_the_lines_join_and_the_state_here_stays(
    other: Database, founded: Database, plan: Plan, take_in: TakeIn, hand_over: HandOver
) -> None:
    take_in(plan("taskings", hand_over(other)))
    wanted = TaskingFilter(today=TODAY, which=Which.UNASSIGNED)
    key = other.read(tasking_lists.ids, wanted)[0]
    other.write("C", tasking_moves.move, key, Move.CANCEL, act=LATER, reason="Moved away")
    founded.write("Note", tasking_log.note, key, "Rang the clerk.", act=LATER)
    state = detail(founded, key).state

    found = plan("taskings", hand_over(other))
    [row] = [row for row in found.rows if row.verdict is not Verdict.SAME]
    assert row.verdict is Verdict.LOOK
    assert "was worked on here, too" in row.why
    take_in(found, row.row)

    now = detail(founded, key)
    assert now.state is state
    assert {"Rang the clerk."} < {entry.text for entry in now.entries}
    assert len(now.entries) == len(detail(other, key).entries) + 1


def test_a_reference_two_desks_gave_is_said_and_the_second_gets_the_next_number(
    other: Database,
    founded: Database,
    patch: Patch,
    plan: Plan,
    take_in: TakeIn,
    hand_over: HandOver,
) -> None:
    here = record(founded, patch)
    reference = detail(founded, here).reference
    there = other.read(taskings.find, reference)

    found = plan("taskings", hand_over(other))
    [row] = [row for row in found.rows if row.verdict is Verdict.LOOK]
    assert row.why.startswith(f"{reference} is another tasking here: Needles near the play area.")
    take_in(found, row.row)

    assert detail(founded, here).reference == reference
    renumbered = detail(founded, there)
    assert renumbered.reference != reference
    told = [e.text for e in renumbered.entries if e.kind is EntryKind.AMENDED]
    assert f"{reference} on the desk it came from" in told
    assert verdicts(plan("taskings", hand_over(other))) == {Verdict.SAME}


def test_a_request_both_csu_lists_brought_is_one_tasking(
    other: Database, founded: Database, plan: Plan, take_in: TakeIn, hand_over: HandOver
) -> None:
    text = "Ref;Location;Problem;Action\nA/1;Pluckley;Noise;Visit\n"
    name = "csu_ashford_2026-11-17.csv"
    take_in(plan("taskings", text, name=name))
    there = other.read(tasking_lists.ids, TaskingFilter(today=TODAY, text="ASH-26"))[0]
    draft = other.read(taskings.draft_to_amend, there)
    changed = {**{f: getattr(draft, f) for f in draft.__dataclass_fields__}}
    changed["external_reference"] = "A/1"
    other.write("Amend", taskings.amend, there, type(draft)(**changed), act=LATER)

    found = plan("taskings", hand_over(other))
    row = next(row for row in found.rows if row.verdict is Verdict.UPDATE)
    take_in(found)

    joined = founded.read(taskings.find, "A/1")
    assert joined != there
    assert "Log" in row.why
    assert len(detail(founded, joined).entries) == len(detail(other, there).entries)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda data: data[: len(data) // 2], "is damaged"),
        (lambda data: data.replace(b'"title": "', b'"titel": "'), "is damaged"),
        (lambda data: data.replace(b'"version": 1', b'"version": 2'), "a newer Warden Desk"),
    ],
)
def test_a_damaged_file_is_refused_with_a_sentence(
    damage: Callable[[bytes], bytes],
    sentence: str,
    other: Database,
    plan: Plan,
    hand_over: HandOver,
) -> None:
    path = hand_over(other)
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(UserError, match=sentence):
        plan("taskings", path)


def test_a_district_this_desk_lacks_and_a_reference_twice_are_errors_of_their_rows(
    other: Database, plan: Plan, hand_over: HandOver
) -> None:
    path = hand_over(other)
    data = path.read_text("utf-8").replace("E07000105", "E07999999")
    path.write_text(data.replace("SWA-26-0002", "SWA-26-0001"), "utf-8")

    errors = [row.why for row in plan("taskings", path).rows if row.verdict is Verdict.ERROR]

    assert any("is not on this desk. Add the district here first" in why for why in errors)
    assert any("SWA-26-0001 stands in row" in why for why in errors)


TEXTS: tuple[tuple[str, Callable[[TaskingRow], str]], ...] = (
    ("Reference", lambda row: row.reference),
    ("What", lambda row: row.title),
    ("Where", lambda row: row.area),
    ("State", lambda row: row.state),
    ("Received", lambda row: row.received_on.isoformat()),
)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_exported_list_of_another_desk_is_known_by_itself(
    suffix: str, other: Database, founded: Database, plan: Plan, take_in: TakeIn, tmp_path: Path
) -> None:
    path = tmp_path / f"list{suffix}"
    wanted = TaskingFilter(today=TODAY)
    count = other.read(tasking_export.export, wanted, TEXTS, path, Silent()).count

    found = plan("taskings", path)
    assert found.counts[Verdict.NEW] == count
    assert "brings neither logs nor states" in found.notes[0]
    take_in(found)

    row = other.read(tasking_lists.page, wanted).rows[0]
    now = detail(founded, founded.read(taskings.find, row.reference))
    assert (now.draft.title, now.area) == (row.title, row.area)
    assert verdicts(plan("taskings", path)) == {Verdict.SAME}
