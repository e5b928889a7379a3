"""Taking taskings in, putting them right, and finding them again."""

from datetime import date

import pytest

from tests.tasking_desk import ACT, TODAY, Patch, detail, draft, dump, record
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import Move, State
from warden_desk.services.tasking import tasking_moves, taskings
from warden_desk.storage.database import Database


def test_a_tasking_taken_in_has_a_number_of_its_district_and_year(
    founded: Database, patch: Patch
) -> None:
    first = record(founded, patch)
    second = record(founded, patch)
    elsewhere = record(founded, patch, district_id=patch.other_district, area_id=None)
    last_year = record(founded, patch, received_on=date(2025, 12, 30))

    shown = [detail(founded, key).reference for key in (first, second, elsewhere, last_year)]
    assert shown == ["ASH-26-0001", "ASH-26-0002", "SWA-26-0001", "ASH-25-0001"]
    assert detail(founded, first).state is State.RECEIVED
    assert detail(founded, first).draft.received_by == ACT.by


def test_without_a_date_the_urgency_says_when_it_is_due(founded: Database, patch: Patch) -> None:
    high = record(founded, patch, urgency="high")
    said = record(founded, patch, urgency="high", due_words="asap")
    dated = record(founded, patch, urgency="high", due_on=date(2026, 12, 24))

    assert detail(founded, high).draft.due_on == date(2026, 11, 20)
    assert detail(founded, said).draft.due_on is None
    assert detail(founded, dated).draft.due_on == date(2026, 12, 24)


def test_many_are_taken_in_together_and_all_or_none(founded: Database, patch: Patch) -> None:
    before = dump(founded)
    drafts = [draft(patch, title=f"Tasking {number}") for number in range(500)]

    with pytest.raises(Invalid):
        founded.write("Import", taskings.record_many, [*drafts, draft(patch, title="")], act=ACT)
    assert dump(founded) == before

    keys, change = founded.write("Import", taskings.record_many, drafts, act=ACT)
    assert [detail(founded, key).draft.title for key in keys[:2]] == ["Tasking 0", "Tasking 1"]
    assert detail(founded, keys[499]).reference == "ASH-26-0500"
    founded.revert(change)
    assert dump(founded) == before


def test_what_is_amended_is_named_in_the_log(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)

    changed = draft(patch, received_by=ACT.by, title="Needles", due_on=date(2026, 12, 1))
    founded.write("Amend", taskings.amend, key, changed, act=ACT)

    found = detail(founded, key)
    assert found.draft == changed
    assert found.entries[0].kind is EntryKind.AMENDED
    assert found.entries[0].text == "title, due date"


def test_nothing_is_logged_when_nothing_is_changed(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)

    same = founded.read(taskings.draft_to_amend, key)
    founded.write("Amend", taskings.amend, key, same, act=ACT)

    assert not detail(founded, key).entries


def test_a_tasking_keeps_to_the_district_of_its_reference(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    moved = draft(patch, district_id=patch.other_district)

    with pytest.raises(Invalid) as refusal:
        founded.write("Amend", taskings.amend, key, moved, act=ACT)

    assert list(refusal.value.problems) == ["district_id"]


def test_what_is_at_its_end_is_not_amended(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    founded.write("Decline", tasking_moves.move, key, Move.DECLINE, act=ACT, reason="Not ours")

    with pytest.raises(Invalid, match="Reopen"):
        founded.write("Amend", taskings.amend, key, draft(patch, title="New"), act=ACT)


@pytest.mark.parametrize("typed", ["ASH-26-0002", "ash-26-2", "ash 2", " 2 ", "smp-2026-301"])
def test_a_tasking_is_found_by_what_people_type(
    founded: Database, patch: Patch, typed: str
) -> None:
    record(founded, patch)
    key = record(founded, patch, external_reference="SMP-2026-301")
    record(founded, patch, district_id=patch.other_district, area_id=None)

    assert founded.read(taskings.find, typed, district_ids=[patch.district]) == key


def test_the_newest_year_is_meant_where_none_is_typed(founded: Database, patch: Patch) -> None:
    record(founded, patch, received_on=date(2024, 2, 1))
    newest = record(founded, patch, received_on=TODAY)

    assert founded.read(taskings.find, "ash 1") == newest


def test_a_number_of_several_districts_asks_for_the_letters(
    founded: Database, patch: Patch
) -> None:
    record(founded, patch)
    record(founded, patch, district_id=patch.other_district, area_id=None)

    with pytest.raises(NotFound, match="ASH-26-0001 or SWA-26-0001"):
        founded.read(taskings.find, "1")
    with pytest.raises(NotFound, match="no tasking “99”"):
        founded.read(taskings.find, "99")
