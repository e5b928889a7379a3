"""Job sheets and the slips that come back from them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.tasking_desk import ACT, TODAY, Patch, detail, dump, record
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.job_sheets import SHOWN_VISITS, JobSheetContent
from warden_desk.domain.result_slips import SlipDraft, SlipNumber
from warden_desk.domain.tasking_entries import EntryKind, VisitDraft
from warden_desk.domain.tasking_states import State
from warden_desk.services.papers import job_sheets, slips
from warden_desk.services.tasking import tasking_log, tasking_people
from warden_desk.storage.database import Database
from warden_desk.storage.tables import PrintLog, Shift, Stop


def given_to(database: Database, patch: Patch, person_id: str, **facts: object) -> str:
    key = record(database, patch, **facts)
    database.write("Assign", tasking_people.assign, key, person_id, act=ACT, reason="asked")
    return key


def laid_out(database: Database, *keys: str) -> tuple[JobSheetContent, ...]:
    return database.read(job_sheets.content, keys, today=TODAY, act=ACT)


def printed(database: Database, *keys: str) -> tuple[JobSheetContent, ...]:
    sheets = laid_out(database, *keys)
    database.write("Print", job_sheets.log_print, sheets, act=ACT)
    return sheets


def filled(patch: Patch, **changed: object) -> SlipDraft:
    given: dict[str, object] = {
        "on": date(2026, 11, 20),
        "start_minute": 16 * 60,
        "minutes": 25,
        "person_ids": (patch.ben,),
        "outcome": "resolved",
        "text": "Nobody there any more.",
    }
    return SlipDraft(**given | changed)  # pyright: ignore[reportArgumentType]


def test_a_sheet_says_what_where_and_who_and_leaves_the_subject_out(
    founded: Database, patch: Patch
):
    key = given_to(
        founded,
        patch,
        patch.ben,
        wanted="High-visibility patrol",
        constraints="Do not cold-call",
        pair_up=True,
        place="Recreation ground",
        requester="Sgt Iris Quill",
        subject_kind="person",
        subject_reference="THEMIS-99187",
        description="Asked for by Mrs Merriweather at number 4",
    )

    [sheet] = laid_out(founded, key)

    said = repr(sheet)
    assert "High-visibility patrol" in said
    assert "Recreation ground" in said
    assert sheet.measures == ("Go in a pair.", "Do not cold-call")
    assert sheet.people == ("Ben Tilley",)
    for kept_back in ("THEMIS-99187", "Quill", "Merriweather"):
        assert kept_back not in said


def test_the_latest_visits_are_on_the_sheet_and_struck_ones_are_not(
    founded: Database, patch: Patch
):
    key = given_to(founded, patch, patch.ben)
    entry = ""
    for back in range(SHOWN_VISITS + 3):
        draft = VisitDraft(
            on=TODAY - timedelta(days=back), person_ids=(patch.ben,), text=f"Found {back}"
        )
        entry, _ = founded.write("Visit", tasking_log.visit, key, draft, act=ACT)
    founded.write("Strike", tasking_log.strike, entry, "wrong job", act=ACT)

    [sheet] = laid_out(founded, key)

    assert len(sheet.visits) == SHOWN_VISITS
    assert sheet.earlier_visits == 2
    assert f"Found {SHOWN_VISITS + 2}" not in repr(sheet)


def test_looking_at_a_sheet_uses_up_no_slip_and_printing_it_does(founded: Database, patch: Patch):
    key = given_to(founded, patch, patch.ben)

    assert laid_out(founded, key) == laid_out(founded, key)
    [first] = printed(founded, key)
    [second] = printed(founded, key)

    assert (first.slip_number, second.slip_number) == (1, 2)
    assert [str(row.number) for row in founded.read(slips.out)] == [first.slip, second.slip]
    assert _print_log(founded) == [f"Job sheet {first.slip}", f"Job sheet {second.slip}"]


def _print_log(database: Database) -> list[str]:
    def read(session: Session) -> list[str]:
        return list(session.scalars(select(PrintLog.what).order_by(PrintLog.what)))

    return database.read(read)


def test_one_paper_printed_and_saved_too_is_one_slip(founded: Database, patch: Patch):
    sheets = printed(founded, given_to(founded, patch, patch.ben))
    founded.write("Save", job_sheets.log_print, sheets, act=ACT)

    assert len(founded.read(slips.out)) == 1


def test_a_slip_brings_visit_and_result_in_one_write_and_one_undo(founded: Database, patch: Patch):
    key = given_to(founded, patch, patch.ben)
    [sheet] = printed(founded, key)
    before = dump(founded)
    slip = founded.read(slips.find, sheet.slip.lower())
    assert slip.person_ids == (patch.ben,)

    _, change = founded.write("Key in", slips.key_in, slip.id, filled(patch), act=ACT)

    now = detail(founded, key)
    assert now.state is State.RESULT_ENTERED
    assert now.outcome == "resolved"
    kinds = [entry.kind for entry in now.entries]
    assert {EntryKind.VISIT, EntryKind.RESULT} <= set(kinds)
    assert founded.read(slips.out) == ()
    founded.revert(change)
    assert dump(founded) == before
    assert [row.id for row in founded.read(slips.out)] == [slip.id]


def test_a_slip_without_an_outcome_is_a_visit_and_the_work_goes_on(founded: Database, patch: Patch):
    key = given_to(founded, patch, patch.ben)
    [sheet] = printed(founded, key)
    slip = founded.read(slips.find, sheet.slip)

    founded.write("Key in", slips.key_in, slip.id, filled(patch, outcome=""), act=ACT)

    now = detail(founded, key)
    assert now.state is State.IN_PROGRESS
    assert now.entries[0].text == "Nobody there any more."


def test_a_slip_keyed_twice_is_refused_with_who_and_when(founded: Database, patch: Patch):
    [sheet] = printed(founded, given_to(founded, patch, patch.ben))
    slip = founded.read(slips.find, sheet.slip)
    founded.write("Key in", slips.key_in, slip.id, filled(patch), act=ACT)

    said = "keyed in by A. Okafor on Mon 23 Nov 2026, 09:00"
    with pytest.raises(Invalid, match=said):
        founded.read(slips.find, sheet.slip)
    with pytest.raises(Invalid, match=said):
        founded.write("Key in", slips.key_in, slip.id, filled(patch), act=ACT)


def test_a_slip_that_is_refused_leaves_nothing_half_written(founded: Database, patch: Patch):
    key = given_to(founded, patch, patch.ben)
    [sheet] = printed(founded, key)
    slip = founded.read(slips.find, sheet.slip)
    before = dump(founded)

    with pytest.raises(UserError, match="outcome"):
        founded.write("Key in", slips.key_in, slip.id, filled(patch, outcome="none"), act=ACT)

    assert dump(founded) == before
    assert len(founded.read(slips.out)) == 1


def test_a_slip_that_was_never_printed_is_refused(founded: Database, patch: Patch):
    key = given_to(founded, patch, patch.ben)
    [sheet] = printed(founded, key)

    with pytest.raises(Invalid, match="was printed from this desk"):
        founded.read(slips.find, str(SlipNumber(sheet.reference, 2)))


def test_a_lost_slip_is_given_up_with_a_reason_and_then_refused(founded: Database, patch: Patch):
    [sheet] = printed(founded, given_to(founded, patch, patch.ben))
    slip = founded.read(slips.find, sheet.slip)

    with pytest.raises(Invalid, match="Say why"):
        founded.write("Give up", slips.give_up, slip.id, " ", act=ACT)
    founded.write("Give up", slips.give_up, slip.id, "Went through the wash", act=ACT)

    assert founded.read(slips.out) == ()
    with pytest.raises(Invalid, match="Went through the wash"):
        founded.read(slips.find, sheet.slip)


def test_the_slips_still_out_are_those_of_the_districts_asked_for(founded: Database, patch: Patch):
    printed(founded, given_to(founded, patch, patch.ben))

    assert len(founded.read(slips.out, [patch.district])) == 1
    assert founded.read(slips.out, [patch.other_district]) == ()


def test_a_persons_week_is_what_is_planned_then_and_what_of_theirs_falls_due(
    founded: Database, patch: Patch
):
    week = Week.of(TODAY)
    planned = given_to(founded, patch, patch.ellen, title="Planned for Ben, though Ellen has it")
    due = given_to(founded, patch, patch.ben, due_on=week.sunday)
    given_to(founded, patch, patch.ben, due_on=week.sunday + timedelta(days=1))
    given_to(founded, patch, patch.ellen, due_on=week.sunday)

    def plan(session: Session) -> None:
        shift = Shift(person_id=patch.ben, team_id=patch.team, on_date=week.monday, code="E")
        session.add(shift)
        session.flush()
        session.add(Stop(shift_id=shift.id, position=1, tasking_id=planned))
        session.add(Stop(shift_id=shift.id, position=2, tasking_id=due))

    founded.write("Plan", plan)

    assert founded.read(job_sheets.of_week, patch.ben, week) == (planned, due)


def test_whoever_leads_is_named_first_on_the_sheet_and_beside_its_slip(
    founded: Database, patch: Patch
):
    key = record(founded, patch)
    for who, role in ((patch.ellen, "driver"), (patch.ben, "lead")):
        founded.write("Assign", tasking_people.assign, key, who, role=role, act=ACT)

    printed(founded, key)

    [out] = founded.read(slips.out, [])
    assert out.who == ("Ben Tilley", "Ellen Marsh")
    assert [held.name for held in detail(founded, key).assignments] == list(out.who)
