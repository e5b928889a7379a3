"""What a tasking is, how it may move, and how its log reads."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.people import CredentialRow
from warden_desk.domain.tasking_entries import EntryKind, EntryRow, VisitDraft
from warden_desk.domain.tasking_people import PersonFacts, WorkFacts, candidate, vetting_stop
from warden_desk.domain.tasking_states import (
    FINAL,
    OPEN,
    RULES,
    Move,
    Need,
    Situation,
    State,
    moves_from,
    next_state,
)
from warden_desk.domain.taskings import (
    DeadlineKind,
    TaskingDraft,
    deadline,
    parse_reference,
    reference,
    state_words,
)

TODAY = date(2026, 11, 23)
DRAFT = TaskingDraft(title="Needles near the play area", district_id="d", received_on=TODAY)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

situations = st.builds(
    Situation,
    state=st.sampled_from(State),
    has_person=st.booleans(),
    has_outcome=st.booleans(),
    has_csu=st.booleans(),
    has_proof=st.booleans(),
    held_in=st.sampled_from([State.ACCEPTED, State.IN_PROGRESS]),
)


@given(
    situations,
    st.sampled_from(Move),
    st.sampled_from(["", "  ", "because"]),
    st.sampled_from([None, TODAY, date(2026, 12, 1)]),
)
def test_no_move_goes_through_without_what_it_requires(
    situation: Situation, move: Move, reason: str, until: date | None
) -> None:
    try:
        state = next_state(move, situation, today=TODAY, reason=reason, until=until)
    except UserError:
        return
    needs = RULES[move].needs
    assert situation.state in RULES[move].sources
    assert Need.REASON not in needs or reason.strip()
    assert Need.UNTIL not in needs or (until is not None and until > TODAY)
    assert Need.PERSON not in needs or situation.has_person
    if state in (State.RESULT_ENTERED, State.CHECKED, State.RETURNED, State.CLOSED):
        assert situation.has_outcome
    if state is State.RETURNED:
        assert situation.state is State.CHECKED
        assert situation.has_proof
    if state is State.CLOSED:
        assert situation.state is State.RETURNED or not situation.has_csu


def test_the_life_of_a_tasking_is_the_one_the_service_agreed() -> None:
    path = (
        (Move.ACCEPT, State.ACCEPTED),
        (Move.ASSIGN, State.ASSIGNED),
        (Move.START, State.IN_PROGRESS),
        (Move.ENTER_RESULT, State.RESULT_ENTERED),
        (Move.CHECK, State.CHECKED),
        (Move.RETURN, State.RETURNED),
        (Move.CLOSE, State.CLOSED),
    )
    situation = Situation(state=State.RECEIVED, has_person=True, has_outcome=True, has_proof=True)
    for move, expected in path:
        situation = replace(situation, state=next_state(move, situation, today=TODAY))
        assert situation.state is expected


def test_what_a_csu_asked_for_is_not_closed_before_it_has_its_answer() -> None:
    checked = Situation(state=State.CHECKED, has_outcome=True, has_csu=True)

    with pytest.raises(UserError, match="has not had its answer"):
        next_state(Move.CLOSE, checked, today=TODAY)

    assert Move.CLOSE not in moves_from(checked)
    assert Move.CLOSE in moves_from(replace(checked, has_csu=False))


def test_a_tasking_taken_off_hold_goes_back_to_where_it_was() -> None:
    held = Situation(state=State.ON_HOLD, held_in=State.IN_PROGRESS)

    assert next_state(Move.RESUME, held, today=TODAY) is State.IN_PROGRESS


@pytest.mark.parametrize("state", FINAL)
def test_what_is_at_its_end_can_only_be_closed_or_reopened(state: State) -> None:
    assert set(moves_from(Situation(state=state))) <= {Move.CLOSE, Move.REOPEN}


def test_a_refused_move_says_where_it_begins() -> None:
    with pytest.raises(UserError) as refusal:
        next_state(Move.CHECK, Situation(state=State.RECEIVED), today=TODAY)

    assert "received" in str(refusal.value)
    assert "result entered" in str(refusal.value)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"),
        ({"district_id": None}, "district_id"),
        ({"received_on": date(2026, 11, 24)}, "received_on"),
        ({"due_on": date(2026, 11, 22)}, "due_on"),
        ({"review_on": date(2026, 11, 1)}, "review_on"),
        ({"easting": 602100}, "easting"),
    ],
)
def test_a_draft_is_refused_beside_the_field_that_is_wrong(
    changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        replace(DRAFT, **changed).check(today=TODAY)

    assert list(refusal.value.problems) == [field]


def test_a_draft_with_a_title_a_district_and_a_day_is_enough() -> None:
    DRAFT.check(today=TODAY)


@pytest.mark.parametrize(
    ("due_on", "kind", "words"),
    [
        (date(2026, 11, 21), DeadlineKind.OVERDUE, "Overdue 2 days"),
        (date(2026, 11, 22), DeadlineKind.OVERDUE, "Overdue 1 day"),
        (TODAY, DeadlineKind.TODAY, "Due today"),
        (date(2026, 11, 26), DeadlineKind.SOON, "Due Thu 26"),
        (date(2026, 12, 4), DeadlineKind.LATER, "Due Fri 4 Dec"),
        (date(2027, 1, 4), DeadlineKind.LATER, "Due 4 Jan 2027"),
        (None, DeadlineKind.NONE, ""),
    ],
)
def test_a_deadline_is_said_as_people_say_it(
    due_on: date | None, kind: DeadlineKind, words: str
) -> None:
    assert deadline(State.ASSIGNED, due_on, TODAY) == (
        type(deadline(State.ASSIGNED, due_on, TODAY))(kind, words)
    )


@pytest.mark.parametrize("state", [s for s in State if s not in OPEN] + [State.CHECKED])
def test_work_that_is_done_is_never_overdue(state: State) -> None:
    assert deadline(state, date(2020, 1, 1), TODAY).kind is DeadlineKind.NONE


def test_words_of_the_sender_stand_where_there_is_no_date() -> None:
    assert deadline(State.RECEIVED, None, TODAY, due_words="next mtg").words == "Due next mtg"
    assert state_words(State.ON_HOLD, date(2026, 12, 4)) == "On hold to 4 Dec"


@given(st.integers(0, 99), st.integers(1, 99999))
def test_a_reference_is_read_back_however_it_is_typed(year: int, number: int) -> None:
    shown = reference("ASH", 2000 + year, number)

    for typed in (shown, shown.lower(), shown.replace("-", " "), f" {shown} "):
        found = parse_reference(typed)
        assert found is not None
        assert (found.district_code, found.year, found.number) == ("ASH", 2000 + year, number)


def test_parts_of_a_reference_may_be_left_out_and_words_are_none() -> None:
    bare, lettered = parse_reference("147"), parse_reference("ash 147")
    assert bare is not None
    assert lettered is not None
    assert (bare.district_code, bare.year, bare.number) == (None, None, 147)
    assert (lettered.district_code, lettered.number) == ("ASH", 147)
    assert parse_reference("flood road") is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": date(2026, 11, 24)}, "on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": None}, "minutes"),
        ({"person_ids": ()}, "person_ids"),
    ],
)
def test_a_visit_that_cannot_have_been_made_is_refused(
    changed: dict[str, object], field: str
) -> None:
    visit = VisitDraft(on=TODAY, minutes=20, person_ids=("p",))
    visit.check(today=TODAY)

    with pytest.raises(Invalid) as refusal:
        replace(visit, **changed).check(today=TODAY)

    assert list(refusal.value.problems) == [field]


def entry(kind: EntryKind, **given: object) -> EntryRow:
    return replace(EntryRow(id="e", kind=kind, at=NOW, by="A. Okafor"), **given)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (entry(EntryKind.NOTE, text="Rang the clerk."), "Rang the clerk."),
        (
            entry(EntryKind.VISIT, minutes=35, people=("Ben Tilley",), text="Quiet."),
            "Visit, 35 min · Ben Tilley. Quiet.",
        ),
        (entry(EntryKind.RESULT, outcome_label="Resolved"), "Result: Resolved."),
        (
            entry(EntryKind.ASSIGNED, people=("Ben Tilley",), text="Knows them"),
            "Assigned to Ben Tilley by A. Okafor: Knows them",
        ),
        (
            entry(EntryKind.STATUS, to_state=State.DECLINED, text="Not ours"),
            "Declined by A. Okafor: Not ours",
        ),
        (
            entry(EntryKind.STATUS, from_state=State.ON_HOLD, to_state=State.ASSIGNED),
            "Taken off hold by A. Okafor.",
        ),
        (
            entry(EntryKind.REFERRAL, agency="Age UK", has_consent=True),
            "Referred to Age UK, with consent.",
        ),
    ],
)
def test_an_entry_of_the_log_reads_as_a_sentence(row: EntryRow, words: str) -> None:
    assert row.words() == words


BEN = PersonFacts(id="b", name="Ben Tilley", team="Ashford & Swale", serves_district=True)
WORK = WorkFacts(is_sensitive=False, vetting_kind="NPPV", due_on=None, today=TODAY)


def vetting(expires_on: date | None, status: str = "held") -> tuple[CredentialRow, ...]:
    return (CredentialRow("NPPV", "2", status, None, expires_on),)


@pytest.mark.parametrize(
    ("held", "stops"),
    [
        ((), True),
        (vetting(date(2026, 11, 22)), True),
        (vetting(None, status="awaited"), True),
        (vetting(TODAY), False),
        (vetting(None), False),
    ],
)
def test_a_sensitive_tasking_needs_vetting_in_date(
    held: tuple[CredentialRow, ...], stops: bool
) -> None:
    person, sensitive = replace(BEN, vetting=held), replace(WORK, is_sensitive=True)

    assert bool(candidate(person, sensitive).stops) is stops
    assert bool(vetting_stop(person, sensitive, TODAY)) is stops
    assert not candidate(person, WORK).stops


def test_vetting_without_an_expiry_counts_but_warns() -> None:
    found = candidate(replace(BEN, vetting=vetting(None)), replace(WORK, is_sensitive=True))

    assert any("no expiry date" in warning for warning in found.warnings)


def test_somebody_away_past_the_due_date_is_stopped_and_before_it_warned() -> None:
    away = replace(BEN, away=((date(2026, 11, 20), date(2026, 11, 27)),))

    late = candidate(away, replace(WORK, due_on=date(2026, 11, 26)))
    in_time = candidate(away, replace(WORK, due_on=date(2026, 12, 1)))

    assert late.stops
    assert not in_time.stops
    assert in_time.warnings
    assert candidate(away, WORK).warnings


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"takes_taskings": False}, "does not take"),
        ({"is_volunteer": True, "has_agreement": False}, "agreement"),
        ({"open_taskings": 9}, "9 open"),
        ({"away": ((date(2026, 12, 1), date(2026, 12, 2)),)}, "away on the day"),
    ],
)
def test_other_rules_warn(changed: dict[str, object], word: str) -> None:
    found = candidate(replace(BEN, **changed), replace(WORK, due_on=date(2026, 12, 1)))

    assert not found.stops
    assert word in " ".join(found.warnings)


def test_the_designated_come_before_the_team_and_those_who_may_not_come_last() -> None:
    people = [
        replace(BEN, id="far", serves_district=False),
        replace(BEN, id="team"),
        replace(BEN, id="busy", open_taskings=5),
        replace(BEN, id="designated", parish_role="primary"),
        replace(BEN, id="stopped", parish_role="primary", has_it=True),
    ]

    found = sorted((candidate(person, WORK) for person in people), key=lambda c: c.rank)

    assert [c.person_id for c in found] == ["designated", "team", "busy", "far", "stopped"]
