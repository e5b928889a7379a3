"""What happens to taskings: moves, people, visits, results, and the log that keeps it all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tasking_desk import (
    ACT,
    TODAY,
    Patch,
    detail,
    draft,
    dump,
    record,
    send_away,
)
from warden_desk.domain.changes import Change
from warden_desk.domain.errors import Invalid, NeedsReason, NotFound, UserError
from warden_desk.domain.returns import How, SendDraft, TellDraft
from warden_desk.domain.tasking_entries import EntryKind, VisitDraft
from warden_desk.domain.tasking_states import FINAL, OPEN, Move, State
from warden_desk.services.returns import returns_answers, returns_files
from warden_desk.services.tasking import (
    tasking_candidates,
    tasking_log,
    tasking_moves,
    tasking_people,
    taskings,
)
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Person, VolunteerAgreement

YESTERDAY = date(2026, 11, 22)


def move(database: Database, key: str, what: Move, **given: Any) -> Change:
    return database.write(what, lambda s: tasking_moves.move(s, key, what, act=ACT, **given))[1]


def assign(database: Database, key: str, person: str, reason: str = "") -> Change:
    return database.write("Assign", tasking_people.assign, key, person, act=ACT, reason=reason)[1]


def visit(database: Database, key: str, *people: str, on: date = YESTERDAY) -> Change:
    made = VisitDraft(on=on, start_minute=16 * 60, minutes=35, person_ids=people, text="Quiet.")
    return database.write("Visit", tasking_log.visit, key, made, act=ACT)[1]


def enter(database: Database, key: str, outcome: str = "resolved") -> Change:
    return database.write("Result", tasking_log.result, key, outcome, "All calm now.", act=ACT)[1]


def tell(database: Database, key: str) -> Change:
    told = TellDraft(How.PHONE, "Sergeant", ACT.at.date())
    return database.write("Tell", returns_files.tell, key, told, act=ACT)[1]


def test_a_tasking_goes_from_the_csus_list_to_its_answer(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)

    assign(founded, key, patch.ben)
    visit(founded, key, patch.ben)
    enter(founded, key)
    move(founded, key, Move.CHECK)
    tell(founded, key)
    move(founded, key, Move.CLOSE)

    [sent] = founded.read(returns_answers.rows, patch.csu)
    csu, file = detail(founded, key).csu, sent.file_name
    found = detail(founded, key)
    assert found.state is State.CLOSED
    assert found.outcome_label == "Resolved"
    assert [entry.words() for entry in reversed(found.entries)] == [
        "Assigned to Ben Tilley by A. Okafor.",
        "Visit, 35 min · Ben Tilley. Quiet.",
        "Result: Resolved. All calm now.",
        "Checked by A. Okafor.",
        f"Returned to the CSU by A. Okafor: {csu} by phone, Sergeant, {file}",
        "Closed by A. Okafor.",
    ]


def test_assigning_accepts_and_the_first_person_leads(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)

    assign(founded, key, patch.ben)
    assign(founded, key, patch.ellen)

    found = detail(founded, key)
    assert found.state is State.ASSIGNED
    assert [(held.name, held.role) for held in found.assignments] == [
        ("Ben Tilley", "lead"),
        ("Ellen Marsh", "support"),
    ]


def test_taken_from_the_last_person_it_waits_for_another(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    assign(founded, key, patch.ellen)

    founded.write("Take", tasking_people.unassign, key, patch.ben, act=ACT)
    assert detail(founded, key).state is State.ASSIGNED
    founded.write("Take", tasking_people.unassign, key, patch.ellen, act=ACT, reason="Moved team")

    found = detail(founded, key)
    assert found.state is State.ACCEPTED
    assert not found.assignments
    assert found.entries[0].words() == "Taken from Ellen Marsh by A. Okafor: Moved team"
    with pytest.raises(NotFound):
        founded.write("Take", tasking_people.unassign, key, patch.ben, act=ACT)


def test_a_result_keeps_somebody_to_answer_for_it(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    enter(founded, key)

    with pytest.raises(Invalid, match="answer for this"):
        founded.write("Take", tasking_people.unassign, key, patch.ben, act=ACT)


def test_who_knows_of_it_is_kept_once(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)

    for _ in range(2):
        founded.write("Heard", tasking_people.acknowledge, key, patch.ben, act=ACT)

    found = detail(founded, key)
    assert found.assignments[0].acknowledged_at == ACT.at
    assert [e.kind for e in found.entries].count(EntryKind.ACKNOWLEDGED) == 1


def test_a_sensitive_tasking_is_not_given_to_somebody_without_vetting(
    founded: Database, patch: Patch
) -> None:
    key = record(founded, patch, marking="OFFICIAL-SENSITIVE")

    with pytest.raises(Invalid) as refusal:
        assign(founded, key, patch.ben, reason="I insist")
    assert "no NPPV" in refusal.value.problems["person_id"]

    assign(founded, key, patch.ellen)
    with pytest.raises(Invalid) as refusal:
        visit(founded, key, patch.ellen, patch.ben)
    assert "Ben Tilley" in refusal.value.problems["person_ids"]


def test_a_rule_that_warns_lets_through_for_a_reason_which_is_kept(
    founded: Database, patch: Patch
) -> None:
    key = record(founded, patch)
    send_away(founded, patch.ben, TODAY, TODAY)

    with pytest.raises(NeedsReason, match="away until"):
        assign(founded, key, patch.ben)
    assert detail(founded, key).state is State.RECEIVED

    assign(founded, key, patch.ben, reason="Back tomorrow, knows the family")
    assert detail(founded, key).entries[0].text == "Back tomorrow, knows the family"


def test_somebody_away_through_the_due_date_is_not_asked(founded: Database, patch: Patch) -> None:
    key = record(founded, patch, due_on=date(2026, 11, 25))
    send_away(founded, patch.ben, date(2026, 11, 20), date(2026, 11, 27))

    with pytest.raises(Invalid, match="due before then"):
        assign(founded, key, patch.ben, reason="I insist")


def test_a_volunteer_without_an_agreement_needs_a_reason(founded: Database, patch: Patch) -> None:
    person = Person(kind="volunteer", forename="Jo", surname="Lyle")
    jo, _ = founded.write("Add", lambda s: (s.add(person), s.flush(), person.id)[-1])
    key = record(founded, patch)

    with pytest.raises(NeedsReason, match="without a signed agreement"):
        assign(founded, key, jo)

    agreed = VolunteerAgreement(person_id=jo, signed_on=date(2026, 2, 1), no_lone_work=False)
    founded.write("Sign", lambda s: s.add(agreed))
    assign(founded, key, jo)


def test_the_same_person_is_not_asked_twice(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)

    with pytest.raises(Invalid, match="already"):
        assign(founded, key, patch.ben)


def test_candidates_come_best_first_with_reasons(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)

    ben, ellen = founded.read(tasking_candidates.candidates, key, act=ACT)

    assert (ben.name, ben.reasons) == ("Ben Tilley", ("designated here", "none open"))
    assert (ellen.name, ellen.reasons) == ("Ellen Marsh", ("serves the district", "none open"))


def test_a_visit_on_a_day_away_is_refused(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    send_away(founded, patch.ben, YESTERDAY, YESTERDAY)

    with pytest.raises(Invalid, match="away then"):
        visit(founded, key, patch.ben)


def test_a_part_of_a_day_away_only_stops_a_visit_in_it(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    send_away(founded, patch.ben, YESTERDAY, YESTERDAY, start_minute=540, end_minute=960)

    visit(founded, key, patch.ben)  # from 16:00, when the absence ends
    early = VisitDraft(on=YESTERDAY, start_minute=950, minutes=20, person_ids=(patch.ben,))
    with pytest.raises(Invalid, match="away then"):
        founded.write("Visit", tasking_log.visit, key, early, act=ACT)


def test_nobody_visits_before_somebody_has_the_tasking(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)

    with pytest.raises(Invalid, match="assign it first"):
        visit(founded, key, patch.ben)


def test_a_visit_is_kept_with_its_place_so_that_coverage_knows(
    founded: Database, patch: Patch
) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    visit(founded, key, patch.ben, patch.ellen)

    found = detail(founded, key).entries[0]
    assert (found.happened_on, found.start_minute, found.minutes) == (YESTERDAY, 960, 35)
    assert found.people == ("Ben Tilley", "Ellen Marsh")


def test_an_outcome_has_to_be_on_the_list(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)

    with pytest.raises(Invalid) as refusal:
        enter(founded, key, "made up")

    assert list(refusal.value.problems) == ["outcome"]


def test_a_result_sent_back_is_entered_again(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    enter(founded, key)

    move(founded, key, Move.SEND_BACK, reason="Which day?")
    assert detail(founded, key).outcome == ""
    enter(founded, key, "advice")

    assert detail(founded, key).outcome_label == "Advice given"


def test_a_hold_ends_where_it_began(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    visit(founded, key, patch.ben)

    move(founded, key, Move.HOLD, reason="School holidays", until=date(2026, 12, 4))
    held = detail(founded, key)
    assert held.hold_until == date(2026, 12, 4)
    assert held.entries[0].text == "until Fri 4 Dec 2026, School holidays"
    with pytest.raises(Invalid, match="Take it off hold"):
        visit(founded, key, patch.ben)

    move(founded, key, Move.RESUME)
    resumed = detail(founded, key)
    assert (resumed.state, resumed.hold_until) == (State.IN_PROGRESS, None)


def test_a_reopened_tasking_is_given_to_somebody_anew(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    move(founded, key, Move.CANCEL, reason="Withdrawn")

    move(founded, key, Move.REOPEN, reason="It started again")

    found = detail(founded, key)
    assert found.state is State.REOPENED
    assert not found.assignments
    assign(founded, key, patch.ben)
    assert detail(founded, key).state is State.ASSIGNED


def test_moves_that_follow_from_an_act_are_not_made_alone(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)

    with pytest.raises(UserError):
        move(founded, key, Move.ASSIGN)


def test_a_note_may_be_added_even_at_the_end_but_not_empty(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    move(founded, key, Move.DECLINE, reason="Not ours")

    founded.write("Note", tasking_log.note, key, "The CSU rang.", act=ACT)
    assert detail(founded, key).entries[0].words() == "The CSU rang."
    with pytest.raises(Invalid):
        founded.write("Note", tasking_log.note, key, "  ", act=ACT)


def test_a_referral_says_to_whom_and_whether_with_consent(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)

    founded.write("Refer", tasking_log.refer, key, "Age UK", "", has_consent=True, act=ACT)

    assert detail(founded, key).entries[0].words() == "Referred to Age UK, with consent."
    with pytest.raises(Invalid, match="agency"):
        founded.write("Refer", tasking_log.refer, key, " ", "", has_consent=True, act=ACT)


def test_a_struck_entry_stays_with_the_reason(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    entry, _ = founded.write("Note", tasking_log.note, key, "Wrong tasking", act=ACT)

    founded.write("Strike", tasking_log.strike, entry, "Belongs to another", act=ACT)

    found = detail(founded, key).entries[0]
    assert found.is_struck
    assert found.struck_reason == "Belongs to another"
    assert found.text == "Wrong tasking"
    with pytest.raises(NotFound):
        founded.write("Strike", tasking_log.strike, entry, "Again", act=ACT)


def test_what_the_desk_recorded_is_not_struck_nor_the_result_it_stands_on(
    founded: Database, patch: Patch
) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    with pytest.raises(Invalid, match="another move"):
        founded.write(
            "Strike", tasking_log.strike, detail(founded, key).entries[0].id, "No", act=ACT
        )
    enter(founded, key)
    result = detail(founded, key).entries[0].id
    with pytest.raises(Invalid, match="Send it back"):
        founded.write("Strike", tasking_log.strike, result, "No", act=ACT)

    move(founded, key, Move.SEND_BACK, reason="Wrong")
    founded.write("Strike", tasking_log.strike, result, "No", act=ACT)


def test_nothing_counts_as_returned_without_what_was_said(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    visit(founded, key, patch.ben)
    enter(founded, key)
    move(founded, key, Move.CHECK)

    with pytest.raises(Invalid, match="pack"):
        move(founded, key, Move.RETURN, reason="by e-mail")

    assert detail(founded, key).state is State.CHECKED


def test_what_was_told_by_phone_is_kept_with_who_and_when(founded: Database, patch: Patch) -> None:
    key = record(founded, patch, external_reference="SMP-301")
    other = record(founded, patch)
    for each in (key, other):
        assign(founded, each, patch.ben)
        visit(founded, each, patch.ben)
        enter(founded, each)
        move(founded, each, Move.CHECK)
    told = TellDraft(How.PHONE, "CSU sergeant", YESTERDAY)

    founded.write("Tell", returns_files.tell, key, told, act=ACT)

    [sent] = founded.read(returns_answers.rows, patch.csu)
    assert (sent.how, sent.sent_to) == ("by phone", "CSU sergeant, on Sun 22 Nov 2026")
    assert [item.tasking_id for item in sent.items] == [key]
    proof = founded.read(returns_files.proof, sent.id)
    assert any("SMP-301" in row for row in proof.grid or ())
    assert detail(founded, key).state is State.RETURNED
    assert detail(founded, other).state is State.CHECKED


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (TellDraft(How.EMAIL, "Sergeant", TODAY), "how"),
        (TellDraft(How.PHONE, " ", TODAY), "told"),
        (TellDraft(How.MEETING, "Sergeant", None), "on"),
        (TellDraft(How.MEETING, "Sergeant", date(2026, 11, 24)), "on"),
    ],
)
def test_telling_a_csu_says_how_whom_and_when(told: TellDraft, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        told.check(today=TODAY)

    assert list(refusal.value.problems) == [field]


def test_a_pack_that_goes_by_phone_says_to_whom() -> None:
    with pytest.raises(Invalid, match="who was told"):
        SendDraft(How.PHONE).check()


def test_who_did_the_work_needs_a_reason_to_check_it(founded: Database, patch: Patch) -> None:
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    visit(founded, key, patch.ben)
    enter(founded, key)
    as_ben = replace(ACT, by="ben tilley")

    with pytest.raises(NeedsReason, match="somebody else"):
        founded.write("Check", tasking_moves.move, key, Move.CHECK, act=as_ben)
    founded.write("Check", tasking_moves.move, key, Move.CHECK, act=as_ben, reason="Alone today")

    found = detail(founded, key)
    assert found.state is State.CHECKED
    assert found.entries[0].text == "Alone today"


def test_a_volunteer_is_not_left_alone_without_a_reason(founded: Database, patch: Patch) -> None:
    def make_volunteer(session: Any) -> None:
        ellen = session.get(Person, patch.ellen)
        ellen.kind = "volunteer"
        session.add(
            VolunteerAgreement(person_id=ellen.id, signed_on=date(2026, 2, 1), no_lone_work=True)
        )

    founded.write("Volunteer", make_volunteer)
    key = record(founded, patch)
    assign(founded, key, patch.ben)
    assign(founded, key, patch.ellen)

    with pytest.raises(NeedsReason, match="alone"):
        founded.write("Take", tasking_people.unassign, key, patch.ben, act=ACT)
    founded.write(
        "Take", tasking_people.unassign, key, patch.ben, act=ACT, reason="Another comes today"
    )

    assert [held.name for held in detail(founded, key).assignments] == ["Ellen Marsh"]


Act = Callable[[Database, str, Patch], Change]
ACTS: dict[str, Act] = {
    **{
        what.value: lambda d, k, _, what=what: move(
            d, k, what, reason="because", until=date(2026, 12, 4)
        )
        for what in Move
    },
    "assign ben": lambda d, k, p: assign(d, k, p.ben, "because"),
    "assign ellen": lambda d, k, p: assign(d, k, p.ellen, "because"),
    "take from ben": lambda d, k, p: d.write("Take", tasking_people.unassign, k, p.ben, act=ACT)[1],
    "visit": lambda d, k, p: visit(d, k, p.ben),
    "result": lambda d, k, _: enter(d, k),
    "tell": lambda d, k, _: tell(d, k),
    "hold without a day": lambda d, k, _: move(d, k, Move.HOLD, reason="because"),
    **{
        f"{what.value} without a reason": lambda d, k, _, what=what: move(
            d, k, what, until=date(2026, 12, 4)
        )
        for what in (Move.DECLINE, Move.CANCEL, Move.HOLD, Move.SEND_BACK, Move.REOPEN)
    },
    "no outcome": lambda d, k, _: enter(d, k, "splendid"),
    "note": lambda d, k, _: d.write("Note", tasking_log.note, k, "A note", act=ACT)[1],
}


FORWARD = {
    State.RECEIVED: "assign ben",
    State.ACCEPTED: "assign ben",
    State.REOPENED: "assign ben",
    State.ASSIGNED: "visit",
    State.IN_PROGRESS: "result",
    State.RESULT_ENTERED: "check",
    State.CHECKED: "tell",
    State.RETURNED: "close",
    State.CLOSED: "reopen",
    State.ON_HOLD: "resume",
    State.DECLINED: "reopen",
    State.CANCELLED: "reopen",
}
"""One step along, so that random paths come far, too."""


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each path is undone
)
@given(st.lists(st.just("forward") | st.sampled_from(sorted(ACTS)), min_size=4, max_size=18))
def test_no_path_skips_a_requirement_and_every_path_is_undone_to_the_start(
    founded: Database, patch: Patch, path: list[str]
) -> None:
    before = dump(founded)
    key, recorded = founded.write("Record", taskings.record, draft(patch), act=ACT)
    changes = [recorded]
    for name in path:
        state = detail(founded, key).state
        try:
            act = ACTS[FORWARD[state] if name == "forward" else name]
            changes.append(act(founded, key, patch))
        except UserError:
            assert detail(founded, key).state is state
        _check_invariants(founded, key)

    for change in reversed(changes):
        founded.revert(change)
    assert dump(founded) == before


def _check_invariants(database: Database, key: str) -> None:
    found = detail(database, key)
    state, kinds = found.state, [entry.kind for entry in found.entries]
    reached = {entry.to_state for entry in found.entries}
    answered = (State.RESULT_ENTERED, State.CHECKED, State.RETURNED, State.CLOSED)
    if state in answered:
        assert found.outcome
        assert EntryKind.RESULT in kinds
        assert found.assignments
    if state in (State.RETURNED, State.CLOSED):
        assert {State.CHECKED, State.RETURNED} <= reached
        assert any(
            item.tasking_id == key
            for sent in database.read(returns_answers.rows, found.draft.csu_id or "")
            for item in sent.items
        )
    if state in (State.ASSIGNED, State.IN_PROGRESS):
        assert found.assignments
    if state in (State.RECEIVED, State.ACCEPTED, State.REOPENED):
        assert not found.assignments
    for entry in found.entries:
        if entry.to_state in (State.DECLINED, State.CANCELLED, State.ON_HOLD, State.REOPENED):
            assert entry.text
    assert (found.hold_until is not None) is (state is State.ON_HOLD)
    assert state in OPEN or state in FINAL
