"""A list that names a tasking which is hidden from whoever takes it in."""

from sqlalchemy import select

from tests.every_row import dump
from tests.hidden_desk import HIDING, MARKING
from tests.services.imports.conftest import Plan, TakeIn
from tests.services.imports.test_tasking_rows import FILE, ROW, tasked
from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import FULL_SIGHT
from warden_desk.domain.imports import Verdict
from warden_desk.domain.repeats import LinkKind
from warden_desk.services.tasking import tasking_details, tasking_links, taskings
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Tasking

SECRET = ROW.replace("OFFICIAL", MARKING)
OTHER = ROW.replace("CSU/1", "CSU/2").replace("Repeat theft", "Litter")


def test_it_is_neither_compared_nor_taken_in_twice_nor_told(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    take_in(plan("taskings", tasked(SECRET), name=FILE))
    founded.sight = HIDING

    [row] = plan("taskings", tasked(SECRET.replace("27/11", "30/11")), name=FILE).rows

    assert row.verdict is Verdict.LOOK
    assert not row.can_be_accepted
    assert "ASH-26-0001 here, which is hidden from you" in row.why
    assert row.changes == ()


def test_the_rest_of_the_list_goes_in(founded: Database, plan: Plan, take_in: TakeIn) -> None:
    take_in(plan("taskings", tasked(SECRET), name=FILE))
    before = dump(founded)["tasking"]
    founded.sight = HIDING

    done = take_in(plan("taskings", tasked(SECRET, OTHER), name=FILE))

    founded.sight = type(HIDING)()
    assert done.added == 1
    assert founded.read(taskings.find, "CSU/2")
    assert set(before) < set(dump(founded)["tasking"])


UNNUMBERED = ROW.replace("CSU/1", "")
"""The same request in a list without references, as somebody else's office writes it."""


def taken_in_unseen(founded: Database, plan: Plan, take_in: TakeIn) -> tuple[str, str]:
    """A hidden tasking, and the key of the one that a list made again of it."""
    take_in(plan("taskings", tasked(UNNUMBERED.replace("OFFICIAL", MARKING)), name=FILE))
    [hidden] = founded.read(lambda s: s.scalars(select(Tasking.id)).all())
    founded.sight = HIDING
    take_in(plan("taskings", tasked(UNNUMBERED), name=FILE))
    founded.sight = FULL_SIGHT
    keys = founded.read(lambda s: s.scalars(select(Tasking.id)).all())
    [made] = set(keys) - {hidden}
    return hidden, made


def test_a_list_without_references_tells_nothing_of_a_hidden_one(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    founded.sight = HIDING
    where_nothing_is_hidden = plan("taskings", tasked(UNNUMBERED), name=FILE).rows
    founded.sight = FULL_SIGHT
    take_in(plan("taskings", tasked(UNNUMBERED.replace("OFFICIAL", MARKING)), name=FILE))
    founded.sight = HIDING

    planned = plan("taskings", tasked(UNNUMBERED), name=FILE)
    done = take_in(planned)

    assert planned.rows == where_nothing_is_hidden
    assert done.added == 1


def test_only_who_is_cleared_is_told_that_it_may_be_the_same(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    hidden, made = taken_in_unseen(founded, plan, take_in)

    [link] = founded.read(tasking_links.of, made)
    assert (link.words, link.tasking_id) == (LinkKind.MAYBE, hidden)

    founded.sight = HIDING
    seen = founded.read(tasking_details.detail, made)
    assert seen.links == ()
    assert [entry.kind for entry in seen.entries] == []


def test_the_same_list_once_more_makes_no_third(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    taken_in_unseen(founded, plan, take_in)
    founded.sight = HIDING

    [row] = plan("taskings", tasked(UNNUMBERED), name=FILE).rows

    assert row.verdict is Verdict.SAME


def test_who_is_cleared_says_what_it_is_or_that_it_is_not(
    founded: Database, plan: Plan, take_in: TakeIn, act: Act
) -> None:
    hidden, made = taken_in_unseen(founded, plan, take_in)

    founded.write("Link", tasking_links.link, made, hidden, LinkKind.DUPLICATE, act=act)
    [link] = founded.read(tasking_links.of, made)
    assert link.words == LinkKind.DUPLICATE


def test_a_maybe_that_is_taken_away_leaves_no_word_in_the_log(
    founded: Database, plan: Plan, take_in: TakeIn, act: Act
) -> None:
    _, made = taken_in_unseen(founded, plan, take_in)
    [link] = founded.read(tasking_links.of, made)
    before = founded.read(tasking_details.detail, made).entries

    founded.write("Not the same", tasking_links.unlink, link.id, act=act)

    assert founded.read(tasking_links.of, made) == []
    assert founded.read(tasking_details.detail, made).entries == before


def test_taking_the_import_back_takes_the_maybe_back(
    founded: Database, plan: Plan, take_in: TakeIn, act: Act
) -> None:
    take_in(plan("taskings", tasked(UNNUMBERED.replace("OFFICIAL", MARKING)), name=FILE))
    founded.sight = HIDING
    before = dump(founded)
    batch = take_in(plan("taskings", tasked(UNNUMBERED), name=FILE)).batch_id

    founded.take_back(batch)

    assert dump(founded) == before
