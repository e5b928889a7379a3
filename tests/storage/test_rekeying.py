"""A desk under another key: who still opens what, and that no moment of it can lose the desk."""

import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.keyed_desk import copied, opens
from tests.storage.rekey_killer import ADA, BEN, NEW, OLD, QUICK
from warden_desk.domain.errors import Cancelled, UserError
from warden_desk.domain.progress import Silent
from warden_desk.storage import backup, cipher, desks, engines, files, keys, rekeying
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Setting

CODE = "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed desk with a common passphrase, and one of Ada's and of Ben's own."""
    path = tmp_path_factory.mktemp("template") / "a.desk"
    made, _ = desks.create(path, OLD)
    with made:
        made.database.write("Set", _store, "kept", "x" * 200_000)
        slots = [
            replace(QUICK, user=user).holding(made.ring.key, secret)
            for user, secret in (("", OLD), ("ada", ADA), ("ben", BEN))
        ]
    keys.KeyFile(tuple(slots)).save(keys.key_file(path))
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    return copied(template, tmp_path / "b.desk")


def _store(session, key: str, value: str) -> None:
    session.merge(Setting(key=key, value=value))


def _values(session) -> set[str]:
    return set(session.scalars(select(Setting.key)))


def change(desk: Desk, *, users: frozenset[str] = frozenset({"ada"}), progress=None) -> None:
    """Ben is gone: his way is not handed on."""
    key = keys.new_data_key()
    ways = desk.ring.ways_to(key, users, NEW, CODE)
    note = lambda session: _store(session, "noted", "1")  # noqa: E731
    rekeying.change(desk.database, desk.ring, key, ways, note, progress or Silent())


def rest(path: Path) -> set[str]:
    """What lies beside a desk, but for what belongs there."""
    own = {path.name, f"{path.name}.keys", f"{path.name}.lock", "backups"}
    return {each.name for each in path.parent.iterdir()} - own


def test_who_stays_opens_it_as_before_and_nobody_else_does(path: Path) -> None:
    with desks.open_desk(path, OLD) as desk:
        change(desk)

    assert opens(path, ADA)
    assert opens(path, NEW)
    assert opens(path, CODE, recovery=True)
    assert not opens(path, BEN)
    assert not opens(path, OLD)
    with desks.open_desk(path, ADA) as desk:
        assert desk.ring.opened_by == "ada"
        assert desk.database.read(_values) >= {"kept", "noted"}
        assert desk.problems() == []
    assert rest(path) == set()


def test_an_old_key_file_opens_no_desk_that_was_copied_later(path: Path, tmp_path: Path) -> None:
    before = copied(path, tmp_path / "old" / "b.desk")
    with desks.open_desk(path, OLD) as desk:
        change(desk)
    shutil.copyfile(path, before)

    for secret in (BEN, ADA, OLD):
        with pytest.raises(UserError, match="is not a desk, or its key file belongs to another"):
            desks.open_desk(before, secret)


def test_the_open_desk_goes_on_reading_writing_undoing_and_being_copied(path: Path) -> None:
    with desks.open_desk(path, OLD) as desk:
        _, written = desk.database.write("Set", _store, "before", "1")
        change(desk)
        desk.database.write("Set", _store, "after", "1")
        desk.database.revert(written)
        copy = desk.back_up()
        desk.ring.give("cleo", BEN)

        assert {"after", "kept"} <= desk.database.read(_values)
        assert "before" not in desk.database.read(_values)

    assert opens(copy, NEW)
    assert not opens(copy, OLD)
    with desks.open_desk(path, BEN) as desk:
        assert desk.ring.opened_by == "cleo"


def test_the_key_can_be_changed_again(path: Path) -> None:
    with desks.open_desk(path, OLD) as desk:
        change(desk)
        change(desk, users=frozenset())

    assert not opens(path, ADA)
    assert opens(path, NEW)


def test_a_way_that_somebody_without_the_key_wrote_into_the_file_is_not_handed_on(
    path: Path, tmp_path: Path
) -> None:
    other, _ = desks.create(tmp_path / "other.desk", OLD)
    with other:
        other.ring.give("ada", BEN)  # Ben's passphrase, under Ada's name, from a desk of his own
        [forged] = [s for s in keys.KeyFile.of(other.path).slots if s.user == "ada"]
    ways = keys.KeyFile.of(path).without(keys.PASSPHRASE, "ada")
    keys.KeyFile((*ways.slots, forged)).save(keys.key_file(path))

    with desks.open_desk(path, OLD) as desk:
        assert desk.ring.stays() == {"ben"}
        change(desk)

    assert not opens(path, BEN)


def test_a_users_way_of_earlier_programs_is_brought_up_to_date_as_they_open_it(
    path: Path,
) -> None:
    with desks.open_desk(path, OLD) as desk:
        key = desk.ring.key
    plain = keys.Slot(keys.PASSPHRASE, "").holding(key, ADA)
    of_ada = _as_earlier(key, ADA, "ada")
    assert plain.public == of_ada.public == ""
    ways = keys.KeyFile.of(path).without(keys.PASSPHRASE, "ada")
    keys.KeyFile((*ways.slots, of_ada)).save(keys.key_file(path))
    with desks.open_desk(path, OLD) as desk:
        assert desk.ring.stays() == {"ben"}

    assert opens(path, ADA)

    with desks.open_desk(path, OLD) as desk:
        assert desk.ring.stays() == {"ada", "ben"}


def _as_earlier(key: bytes, secret: str, user: str) -> keys.Slot:
    """A slot as it was made before users had key pairs: bound to the user, wrapped by itself."""
    import os
    from base64 import b64encode

    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    made = hash_secret_raw(secret.encode(), salt, 3, 64 * 1024, 4, 32, Type.ID)
    wrapped = AESGCM(made).encrypt(nonce, key, f"passphrase:{user}".encode())
    said = [b64encode(part).decode() for part in (wrapped, salt, nonce)]
    return keys.Slot(keys.PASSPHRASE, said[0], said[1], said[2], user=user)


class _StopAt:
    def __init__(self, words: str) -> None:
        self.words, self.steps = words, 0

    def step(self, done: int, total: int, label: str = "") -> None:
        del done, total
        self.steps += 1
        if label == self.words:
            raise Cancelled


@pytest.mark.parametrize(
    "words", ["Writing the desk anew", "Checking what was written", "Putting it in place"]
)
def test_stopped_on_the_way_the_desk_is_as_it_was(path: Path, words: str) -> None:
    with desks.open_desk(path, OLD) as desk:
        with pytest.raises(Cancelled):
            change(desk, progress=_StopAt(words))
        desk.database.write("Set", _store, "after", "1")

    assert opens(path, OLD)
    assert opens(path, BEN)
    assert not opens(path, NEW)
    assert rest(path) == set()


def test_nobody_writes_meanwhile_and_the_key_waits_for_no_writer(path: Path) -> None:
    with desks.open_desk(path, OLD) as desk:

        class Writing:
            def step(self, *_: object) -> None:
                with pytest.raises(engines.Busy):
                    desk.database.write("Set", _store, "meanwhile", "1")

        change(desk, progress=Writing())

        def change_within(session) -> None:
            with pytest.raises(engines.Busy):
                change(desk)

        desk.database.write("Set", change_within)


def test_it_waits_until_nobody_reads(path: Path) -> None:
    began, go_on = threading.Event(), threading.Event()

    def slow(session) -> int:
        number = session.scalar(select(func.count()).select_from(Setting))
        began.set()
        assert go_on.wait(30)
        return number + len(_values(session))

    class Letting:
        def step(self, done: int, total: int, label: str = "") -> None:
            if label == "Putting it in place":
                assert path.with_name(f".{path.name}.anew").exists()
                go_on.set()

    with desks.open_desk(path, OLD) as desk:
        said: list[int] = []
        reader = threading.Thread(target=lambda: said.append(desk.database.read(slow)))
        reader.start()
        assert began.wait(30)
        change(desk, progress=Letting())
        reader.join()

        assert said == [2]
        assert "noted" in desk.database.read(_values)


def test_without_room_the_desk_is_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new key file cannot be written any more: the last moment at which it can go wrong."""

    def is_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with desks.open_desk(path, OLD) as desk:
        with monkeypatch.context() as full:
            full.setattr(rekeying, "sync_folder", is_full)
            with pytest.raises(UserError, match="No space left on device"):
                change(desk)
        assert "kept" in desk.database.read(_values)

    assert opens(path, OLD)
    assert not opens(path, NEW)
    assert rest(path) == set()


def test_a_copy_can_be_removed_so_that_nothing_of_it_is_left(path: Path) -> None:
    with desks.open_desk(path, OLD) as desk:
        first, second = desk.back_up(), desk.back_up()
        folder = first.parent
        assert backup.copies(path, folder) == [first, second]

        assert rekeying.forget_copies(desk.ring, folder, second) == 1

    assert sorted(each.name for each in folder.iterdir()) == [second.name, f"{second.name}.keys"]


def test_what_is_wiped_holds_nothing_but_what_has_another_name_is_left_alone(
    tmp_path: Path,
) -> None:
    desk, other = tmp_path / "desk", tmp_path / "other"
    desk.write_bytes(b"all that there is")
    other.hardlink_to(desk)

    files.wipe(other)
    assert desk.read_bytes() == b"all that there is"

    with desk.open("rb") as held:
        files.wipe(desk)
        assert set(held.read()) == {0}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
@pytest.mark.timeout(600)
def test_killed_at_any_moment_the_old_desk_or_the_new_one_opens_whole(
    template: Path, tmp_path: Path
) -> None:
    outcomes: list[bool] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.rekey_killer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        cwd=Path(__file__).parents[2],
    ) as forker:
        assert forker.stdin is not None
        assert forker.stdout is not None
        for moment in count(1):
            path = copied(template, tmp_path / str(moment) / "k.desk")
            forker.stdin.write(f"{moment} {path}\n")
            if (said := forker.stdout.readline().strip()) == "done":
                break
            assert said == "dead", "the killer stopped"
            outcomes.append(_is_changed(path))
        forker.stdin.close()

    assert outcomes == sorted(outcomes)  # first the old desk, from one moment on the new one
    assert set(outcomes) == {False, True}


def _is_changed(path: Path) -> bool:
    """Whether the new passphrase opens it; the old ones do otherwise, and never both."""
    ways = keys.KeyFile.of(path)  # as it is before anybody opened it
    with desks.open_desk(path, ADA) as desk:  # she may open either
        assert "kept" in desk.database.read(_values)
        assert desk.problems() == []
        key = desk.ring.key
    is_new = _key(ways, NEW) == key
    assert [_key(ways, secret) for secret in (OLD, BEN)] == [None if is_new else key] * 2
    assert is_new or _key(ways, NEW) is None
    assert rest(path) == set()
    assert keys.KeyFile.load(keys.key_file(path)).coming is None
    return is_new


def _key(ways: keys.KeyFile, secret: str) -> bytes | None:
    try:
        return ways.unlock(secret).key
    except keys.WrongKey:
        return None


def test_a_file_under_another_key_cannot_be_read_at_all(path: Path) -> None:
    with desks.open_desk(path, OLD) as desk:
        old = desk.ring.key
        change(desk)
    connection = cipher.connect(path, desk.ring.key)
    assert connection.execute("SELECT count(*) FROM setting").fetchone()
    connection.close()

    with pytest.raises(cipher.Damage, match="not a database"):
        cipher.connect(path, old).execute("SELECT count(*) FROM setting")
