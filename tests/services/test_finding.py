from collections.abc import Callable

import pytest

from tests.conftest import TODAY
from tests.hidden_desk import HIDING, SENTINEL, plant
from warden_desk.domain.changes import Act
from warden_desk.domain.contact_log import TalkDraft
from warden_desk.services import finding
from warden_desk.services.contacts import contact_lists, contact_log, organisations
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk


@pytest.fixture
def practice(open_copy: Callable[[str], Desk]) -> Database:
    return open_copy("practice").database


def test_each_kind_of_thing_is_found_by_a_part_of_its_name(practice: Database) -> None:
    kinds = {
        thing.kind
        for typed in ("a", "lenham", "ASH-26", "ashford")
        for thing in practice.read(finding.things, typed, TODAY)
    }

    assert kinds == {"person", "area", "contact", "tasking", "team"}


def test_every_word_must_be_borne(practice: Database) -> None:
    found = practice.read(finding.things, "broomfield kingswood", TODAY)

    assert [(thing.kind, thing.title) for thing in found] == [
        ("area", "Broomfield and Kingswood"),
        ("contact", "Broomfield and Kingswood Parish Council"),
    ]


def test_a_contact_is_found_by_name_and_told_apart_by_role_and_organisation(
    practice: Database,
) -> None:
    [row] = practice.read(contact_lists.rows, TODAY, text="lenham clerk")

    found = practice.read(finding.things, f"{row.name} clerk lenham", TODAY)

    assert [(thing.id, thing.hint) for thing in found] == [
        (row.id, "clerk · Lenham Parish Council")
    ]


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "'; drop table person; --"])
def test_signs_are_only_signs(practice: Database, typed: str) -> None:
    assert practice.read(finding.things, typed, TODAY) == []


def test_a_kind_never_crowds_out_the_others(practice: Database) -> None:
    found = practice.read(finding.things, "e", TODAY)

    for kind in ("person", "area", "tasking", "contact"):
        assert 0 < sum(thing.kind == kind for thing in found) <= finding.MOST


STILE = TalkDraft(happened_on=TODAY, text="The stile by the mill is broken; Bo rings the county")


@pytest.fixture
def council(practice: Database) -> str:
    """The council of Lenham, without anything in its log."""
    [row] = practice.read(contact_lists.rows, TODAY, text="lenham clerk")
    return row.organisation_id


def talks(database: Database, typed: str) -> list[tuple[str, str, str]]:
    found = database.read(finding.things, typed, TODAY)
    return [(thing.id, thing.title, thing.hint) for thing in found if thing.kind == "talk"]


def test_what_was_said_is_found_by_its_words_and_told_apart_by_day_and_organisation(
    practice: Database, council: str, act: Act
) -> None:
    practice.write("Log", contact_log.talk, council, STILE, act=act)

    found = talks(practice, "stile lenham")

    assert found == [
        (
            council,
            "The stile by the mill is broken; Bo rings the county",
            "23 Nov 2026 · Lenham Parish Council",
        )
    ]
    assert talks(practice, "lenham") == []
    assert talks(practice, "st") == []


def test_what_was_struck_is_not_found_nor_what_an_organisation_put_aside_said(
    practice: Database, council: str, act: Act
) -> None:
    for text in ("The stile is broken", "Broken is the stile"):
        draft = TalkDraft(happened_on=TODAY, text=text)
        entry, _ = practice.write("Log", contact_log.talk, council, draft, act=act)
    practice.write("Strike", contact_log.strike, entry, "wrong stile", act=act)
    assert [title for _, title, _ in talks(practice, "stile")] == ["The stile is broken"]

    practice.write("Aside", organisations.put_aside, council, "merged", act=act)

    assert talks(practice, "stile") == []


def test_of_a_sensitive_tasking_a_talk_is_named_to_the_cleared_and_hidden_from_others(
    founded: Database,
) -> None:
    patch, _ = plant(founded)
    [(key, title, _)] = talks(founded, SENTINEL)
    assert key == patch.csu
    assert title.startswith("Talk about ")
    assert SENTINEL not in title

    founded.sight = HIDING

    assert talks(founded, SENTINEL) == []
