"""Passphrases of a desk's users: each opens the desk and says who one is."""

import json
import os
import shutil
from pathlib import Path

import pytest

from warden_desk.domain.errors import UserError
from warden_desk.storage import desks, files, keys

SHARED, ADA, BEN = "otter lantern quarry", "copper meadow violin", "harbour thistle engine"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A closed desk with Ada's own passphrase beside the common one."""
    path = tmp_path / "a.desk"
    made, _ = desks.create(path, SHARED)
    with made:
        made.ring.give("ada", ADA)
    return path


def opener(path: Path, passphrase: str) -> str:
    with desks.open_desk(path, passphrase) as opened:
        return opened.ring.opened_by


def test_opening_says_who_one_is(desk: Path) -> None:
    assert opener(desk, ADA) == "ada"
    assert opener(desk, SHARED) == ""
    with pytest.raises(keys.WrongKey, match="does not open this desk"):
        desks.open_desk(desk, BEN)


def test_a_changed_passphrase_replaces_the_one_before(desk: Path) -> None:
    with desks.open_desk(desk, ADA) as opened:
        opened.ring.give("ada", BEN)
        assert opened.ring.users() == {"", "ada"}

    assert opener(desk, BEN) == "ada"
    with pytest.raises(keys.WrongKey):
        desks.open_desk(desk, ADA)


def test_what_is_taken_away_opens_no_longer_and_the_rest_does(desk: Path) -> None:
    with desks.open_desk(desk, SHARED) as opened:
        opened.ring.give("ben", BEN)
        opened.ring.take_away("ada")

    with pytest.raises(keys.WrongKey):
        desks.open_desk(desk, ADA)
    assert opener(desk, BEN) == "ben"
    assert opener(desk, SHARED) == ""


def test_the_common_passphrase_goes_once_somebody_has_their_own(desk: Path) -> None:
    with desks.open_desk(desk, ADA) as opened:
        opened.ring.take_away("")
        with pytest.raises(UserError, match="Somebody must be able to open"):
            opened.ring.take_away("ada")

    assert opener(desk, ADA) == "ada"
    with pytest.raises(keys.WrongKey):
        desks.open_desk(desk, SHARED)


def test_the_recovery_code_opens_it_whatever_becomes_of_the_passphrases(tmp_path: Path) -> None:
    made, code = desks.create(tmp_path / "b.desk", SHARED)
    with made:
        made.ring.give("ada", ADA)
        made.ring.take_away("")

    with desks.open_desk(tmp_path / "b.desk", code, recovery=True) as opened:
        assert opened.ring.by_recovery


def test_nobody_takes_a_passphrase_that_somebody_has(desk: Path) -> None:
    with desks.open_desk(desk, SHARED) as opened:
        for taken in (SHARED, ADA):
            with pytest.raises(UserError, match="Choose another passphrase"):
                opened.ring.give("ben", taken)
        opened.ring.give("ada", ADA)  # her own, once more


def test_a_passphrase_that_protects_nothing_is_refused(desk: Path) -> None:
    with desks.open_desk(desk, SHARED) as opened, pytest.raises(UserError, match="at least 12"):
        opened.ring.give("ben", "short")


def test_a_practice_desk_needs_none(tmp_path: Path) -> None:
    refused = pytest.raises(UserError, match="opens without a passphrase")
    with desks.create_practice(tmp_path / "p.desk") as desk, refused:
        desk.ring.give("ada", ADA)


def test_the_file_names_nobody_and_an_old_one_opens_as_before(desk: Path, tmp_path: Path) -> None:
    kept = json.loads(keys.key_file(desk).read_text("utf-8"))
    assert [slot.get("user") for slot in kept["slots"]] == [None, None, "ada"]

    old = tmp_path / "old.desk"
    shutil.copyfile(desk, old)
    kept["slots"] = kept["slots"][:2]
    keys.key_file(old).write_text(json.dumps(kept), "utf-8")
    assert opener(old, SHARED) == ""


def test_a_slot_of_one_is_no_slot_of_another(desk: Path) -> None:
    file = keys.key_file(desk)
    file.write_text(file.read_text("utf-8").replace('"user": "ada"', '"user": "ben"'), "utf-8")

    with pytest.raises(keys.WrongKey):
        desks.open_desk(desk, ADA)


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_power_cut_leaves_the_ways_in_as_they_were(
    desk: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    with desks.open_desk(desk, SHARED) as opened, monkeypatch.context() as cut:

        def off(*_: object) -> None:
            raise OSError("no power")

        if moment == "fsync":
            cut.setattr(os, "fsync", off)
        else:
            cut.setattr(files.Path, "replace", off)
        with pytest.raises(OSError, match="no power"):
            opened.ring.give("ada", BEN)

    assert opener(desk, ADA) == "ada"
    assert opener(desk, SHARED) == ""
