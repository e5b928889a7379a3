"""One act on several taskings."""

from datetime import date

import pytest

from tests.tasking_desk import ACT, Patch, detail, dump, record, send_away
from warden_desk.domain.errors import Invalid, NeedsReason, UserError
from warden_desk.domain.tasking_bulk import BulkChange, BulkPlan
from warden_desk.domain.tasking_states import Move, State
from warden_desk.services.tasking import tasking_bulk, tasking_moves, tasking_people
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Person, VolunteerAgreement


@pytest.fixture
def three(founded: Database, patch: Patch) -> list[str]:
    """Two that are open, and one that was declined."""
    keys = [record(founded, patch, due_on=date(2026, 11, 27)) for _ in range(3)]
    founded.write("Decline", tasking_moves.move, keys[2], Move.DECLINE, act=ACT, reason="No")
    return keys


def test_what_can_be_assigned_is_said_before_and_done_and_undone_in_one(
    founded: Database, patch: Patch, three: list[str]
) -> None:
    plan = founded.read(tasking_bulk.plan_assign, three, patch.ben, act=ACT)
    assert plan.words("give {} to Ben Tilley") == (
        "Will give 2 taskings to Ben Tilley. 1 cannot. ASH-26-0003: It is declined."
    )
    before = dump(founded)

    done, change = founded.write("Assign", tasking_bulk.assign, three, patch.ben, act=ACT)

    assert done == plan
    assert [detail(founded, key).state for key in three] == [
        State.ASSIGNED,
        State.ASSIGNED,
        State.DECLINED,
    ]
    founded.revert(change)
    assert dump(founded) == before


def test_a_warning_for_one_asks_for_a_reason_that_all_keep(
    founded: Database, patch: Patch, three: list[str]
) -> None:
    send_away(founded, patch.ben, date(2026, 11, 23), date(2026, 11, 24))

    with pytest.raises(NeedsReason, match="away until"):
        founded.write("Assign", tasking_bulk.assign, three, patch.ben, act=ACT)
    assert detail(founded, three[0]).assignments == ()

    founded.write("Assign", tasking_bulk.assign, three, patch.ben, act=ACT, reason="Back soon")
    assert detail(founded, three[1]).entries[0].text == "Back soon"


def test_a_person_who_may_have_none_of_them_is_refused(founded: Database, patch: Patch) -> None:
    key = record(founded, patch, marking="OFFICIAL-SENSITIVE")

    with pytest.raises(Invalid, match="no NPPV"):
        founded.write("Assign", tasking_bulk.assign, [key], patch.ben, act=ACT)


def test_only_the_chosen_facts_are_changed_and_one_undo_takes_all_back(
    founded: Database, patch: Patch
) -> None:
    first = record(founded, patch, category="litter", place="Green", due_words="asap")
    second = record(founded, patch, urgency="low")
    before = dump(founded)
    wanted = BulkChange(due_on=date(2026, 12, 1), urgency="high")

    _, change = founded.write("Change", tasking_bulk.change, [first, second], wanted, act=ACT)

    one, other = detail(founded, first).draft, detail(founded, second).draft
    assert (one.due_on, one.due_words, one.urgency) == (date(2026, 12, 1), "", "high")
    assert (one.category, one.place) == ("litter", "Green")
    assert (other.due_on, other.due_rule, other.urgency) == (date(2026, 12, 1), "", "high")
    founded.revert(change)
    assert dump(founded) == before


def test_the_preview_of_a_change_tells_what_cannot_and_what_is_so_already(
    founded: Database, patch: Patch, three: list[str]
) -> None:
    late = record(founded, patch, received_on=date(2026, 11, 20), due_on=date(2026, 11, 30))
    wanted = BulkChange(due_on=date(2026, 11, 19))
    same = record(founded, patch, due_on=date(2026, 11, 19))

    plan = founded.read(tasking_bulk.plan_change, [*three, late, same], wanted, act=ACT)

    assert plan.words("change {}") == (
        "Will change 2 taskings. 1 is so already. 2 cannot. ASH-26-0003: It is declined. "
        "ASH-26-0004: It cannot be due before it was received."
    )


def test_a_change_of_nothing_or_for_nobody_is_refused(
    founded: Database, patch: Patch, three: list[str]
) -> None:
    with pytest.raises(Invalid, match="at least one thing"):
        founded.write("Change", tasking_bulk.change, three, BulkChange(), act=ACT)
    with pytest.raises(UserError, match="It is declined"):
        founded.write("Change", tasking_bulk.change, three[2:], BulkChange(urgency="high"), act=ACT)


def test_those_that_cannot_are_named_up_to_three() -> None:
    plan = BulkPlan((), {f"ASH-26-000{n}": "It is closed." for n in range(5)})

    assert plan.words("change {}").endswith("ASH-26-0002: It is closed. And 2 more.")
    assert plan.words("change {}").startswith("Nothing will be done. 5 cannot.")


def test_several_people_are_asked_at_once_a_volunteer_after_the_warden(
    founded: Database, patch: Patch
) -> None:
    volunteer = Person(kind="volunteer", forename="Jo", surname="Lyle")
    jo = volunteer.id
    agreed = VolunteerAgreement(person_id=jo, signed_on=date(2026, 2, 1))
    founded.write("Add", lambda s: (s.add(volunteer), s.flush(), s.add(agreed)))
    key = record(founded, patch)
    asked = [(jo, "support"), (patch.ben, "lead"), (patch.ellen, "")]

    founded.write("Assign", tasking_people.assign_several, key, asked, act=ACT)

    roles = {held.name: held.role for held in detail(founded, key).assignments}
    assert roles == {"Ben Tilley": "lead", "Ellen Marsh": "support", "Jo Lyle": "support"}


@pytest.mark.parametrize("asked", [[], [""], ["ben", "ben"]])
def test_nobody_and_somebody_twice_are_refused(
    founded: Database, patch: Patch, asked: list[str]
) -> None:
    people = [(patch.ben if name else "", "") for name in asked]

    with pytest.raises(Invalid):
        founded.write(
            "Assign", tasking_people.assign_several, record(founded, patch), people, act=ACT
        )
