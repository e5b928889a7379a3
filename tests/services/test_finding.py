from collections.abc import Callable

import pytest

from tests.conftest import TODAY
from warden_desk.services import finding
from warden_desk.services.contacts import contact_lists
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
