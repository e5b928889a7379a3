"""Making, opening and losing the way into a desk."""

import math
import os
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from warden_desk.domain.errors import UserError
from warden_desk.storage import desks, keys
from warden_desk.storage.tables import Setting

PASSPHRASE = "otter lantern quarry"


def _store(session, value: str) -> None:
    session.add(Setting(key="canary", value=value))


def _count(session) -> int:
    return session.scalar(select(func.count()).select_from(Setting))


def test_a_new_desk_opens_again_with_its_passphrase_and_keeps_what_was_written(tmp_path: Path):
    path = tmp_path / "a.desk"
    desk, _ = desks.create(path, PASSPHRASE)
    desk.database.write("Set", _store, "x")
    desk.close()

    with desks.open_desk(path, PASSPHRASE) as again:
        assert again.database.read(_count) == 1
        assert again.problems() == []


def test_a_wrong_passphrase_says_so_and_changes_nothing(tmp_path: Path):
    path = tmp_path / "a.desk"
    desks.create(path, PASSPHRASE)[0].close()
    before = path.read_bytes()

    with pytest.raises(keys.WrongKey, match="passphrase does not open this desk"):
        desks.open_desk(path, "not the passphrase")

    assert path.read_bytes() == before


def test_the_recovery_code_opens_the_desk_however_it_is_typed(tmp_path: Path):
    path = tmp_path / "a.desk"
    desk, code = desks.create(path, PASSPHRASE)
    desk.close()

    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    desks.open_desk(path, typed, recovery=True).close()

    with pytest.raises(keys.WrongKey, match="recovery code"):
        desks.open_desk(path, "AAAAA-" * 6, recovery=True)


def test_a_changed_passphrase_leaves_the_data_key_and_the_recovery_code_as_they_were():
    key, code = keys.new_data_key(), keys.new_recovery_code()
    ways = keys.KeyFile(()).with_slot(keys.PASSPHRASE, "first passphrase", key)
    ways = ways.with_slot(keys.RECOVERY, code, key).with_slot(keys.PASSPHRASE, "second one", key)

    assert ways.unlock("second one").key == key
    assert ways.unlock(code, keys.RECOVERY).key == key
    with pytest.raises(keys.WrongKey):
        ways.unlock("first passphrase")


@pytest.mark.parametrize("passphrase", ["short", "aaaaaaaaaaaaaaaa"])
def test_a_passphrase_that_protects_nothing_is_refused_before_anything_is_written(
    tmp_path: Path, passphrase: str
):
    with pytest.raises(UserError, match="passphrase"):
        desks.create(tmp_path / "a.desk", passphrase)

    assert list(tmp_path.iterdir()) == []


def test_nothing_that_was_written_can_be_read_in_any_file_of_the_desk(tmp_path: Path):
    canary = "Wilhelmina Quackenbush"
    desk, code = desks.create(tmp_path / "a.desk", PASSPHRASE)
    desk.database.write("Set", _store, f'"{canary}"' * 500)
    desk.back_up()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]

    assert any(path.name.endswith("-wal") for path in files)  # the log is searched too
    for path in files:
        content = path.read_bytes()
        for secret in (canary, PASSPHRASE, code, "SQLite format 3"):
            assert secret.encode() not in content, path.name
    assert _entropy((tmp_path / "a.desk-wal").read_bytes()) > 7.9
    desk.close()


def _entropy(data: bytes) -> float:
    counts = Counter(data)
    return -sum(n / len(data) * math.log2(n / len(data)) for n in counts.values())


def test_a_desk_that_is_open_is_refused_to_a_second_user_and_free_after_closing(tmp_path: Path):
    path = tmp_path / "a.desk"
    with desks.create(path, PASSPHRASE)[0], pytest.raises(desks.InUse, match="open already"):
        desks.open_desk(path, PASSPHRASE)

    desks.open_desk(path, PASSPHRASE).close()


def test_a_folder_that_keeps_no_changes_is_named_and_the_desk_left_as_it_was(tmp_path: Path):
    path = tmp_path / "a.desk"
    desks.create_practice(path).close()
    before = path.read_bytes()
    lock = path.with_name("a.desk.lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()  # as refused as a file in a folder of somebody else's, to an administrator too

    with pytest.raises(UserError, match="may not be written to"):
        desks.open_desk(path)

    assert path.read_bytes() == before


def test_a_desk_opens_where_nobody_can_note_who_has_it(tmp_path: Path):
    path = tmp_path / "a.desk"
    desks.create_practice(path).close()
    path.with_name("a.desk.open").mkdir()

    with desks.open_desk(path) as desk:
        assert desk.problems() == []
        with pytest.raises(desks.InUse, match="open already"):
            desks.open_desk(path)


def test_a_missing_key_file_is_told_apart_from_a_wrong_passphrase(tmp_path: Path):
    path = tmp_path / "a.desk"
    desks.create(path, PASSPHRASE)[0].close()
    desks.key_file(path).unlink()

    with pytest.raises(keys.NoKeys, match="key file"):
        desks.open_desk(path, PASSPHRASE)


def test_a_damaged_key_file_has_its_sentence(tmp_path: Path):
    path = tmp_path / "a.desk"
    desks.create(path, PASSPHRASE)[0].close()
    desks.key_file(path).write_text('{"slots": [{"kind"')

    with pytest.raises(keys.NoKeys, match="damaged"):
        desks.open_desk(path, PASSPHRASE)


def test_a_second_desk_is_not_made_over_the_first(tmp_path: Path):
    path = tmp_path / "a.desk"
    desks.create(path, PASSPHRASE)[0].close()

    with pytest.raises(UserError, match="already"):
        desks.create(path, PASSPHRASE)


def test_a_file_that_is_no_desk_has_its_sentence(tmp_path: Path):
    path = tmp_path / "a.desk"
    desks.create(path, PASSPHRASE)[0].close()
    path.write_bytes(b"not a desk at all" * 1000)

    with pytest.raises(UserError, match="not a desk"):
        desks.open_desk(path, PASSPHRASE)


def test_a_practice_desk_opens_without_a_passphrase(tmp_path: Path):
    path = tmp_path / "p.desk"
    desks.create_practice(path).close()

    assert desks.is_practice(path)
    with desks.open_desk(path) as desk:
        assert desk.is_practice


def test_damage_to_a_single_byte_is_found(tmp_path: Path):
    path = tmp_path / "a.desk"
    desk, _ = desks.create(path, PASSPHRASE)
    desk.database.write("Set", _store, "x" * 5000)
    desk.close()
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)

    with desks.open_desk(path, PASSPHRASE) as hurt:
        assert hurt.problems()


def test_a_backup_opens_as_the_desk_it_was(tmp_path: Path):
    desk, _ = desks.create(tmp_path / "a.desk", PASSPHRASE)
    desk.database.write("Set", _store, "kept")
    copy = desk.back_up()
    desk.close()

    with desks.open_desk(copy, PASSPHRASE) as restored:
        assert restored.database.read(_count) == 1


def test_a_copy_that_finds_no_room_says_so_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def is_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with desks.create(tmp_path / "a.desk", PASSPHRASE)[0] as desk:
        monkeypatch.setattr(Path, "replace", is_full)
        with pytest.raises(UserError, match="No space left on device"):
            desk.back_up()

    assert list((tmp_path / "backups").iterdir()) == []


def test_two_copies_of_one_second_are_two(tmp_path: Path):
    with desks.create_practice(tmp_path / "a.desk") as desk:
        assert desk.back_up() != desk.back_up()

    assert len(list((tmp_path / "backups").glob("*.desk"))) == 2


def test_what_a_killed_copy_left_behind_is_removed_with_the_next_one_a_day_later(tmp_path: Path):
    for name, hours in (("old", 25), ("new", 1)):
        left = tmp_path / "backups" / f".making a {name}"
        left.mkdir(parents=True)
        at = left.stat().st_mtime - hours * 3600
        os.utime(left, (at, at))

    with desks.create_practice(tmp_path / "a.desk") as desk:
        desk.back_up()

    assert [each.name for each in (tmp_path / "backups").glob(".making*")] == [".making a new"]
