"""Changing the desk's key: who is asked, who goes on, and what is kept of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.keyed_desk import ADA, SHARED, VERA, copied, make, opens, user_key
from tests.tasking_desk import ACT
from warden_desk.domain.clearance import AuditFilter
from warden_desk.domain.errors import Cancelled, Invalid, NotAllowed, UserError
from warden_desk.domain.new_key import NewKey, NewKeyDraft
from warden_desk.domain.progress import Progress, Silent
from warden_desk.services.access import audit, clearance, new_key, passphrases, record, users
from warden_desk.storage import backup, desks
from warden_desk.storage.desks import Desk

NEW = "walnut ferry compass"
AS_ADA = replace(ACT, by="Ada")
TYPED = NewKeyDraft(proof=ADA, common=NEW, again=NEW)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("own") / "a.desk"
    return path, make(path)


@pytest.fixture
def path(template: tuple[Path, str], tmp_path: Path) -> Path:
    return copied(template[0], tmp_path / "desk" / "b.desk")


def change(desk: Desk, draft: NewKeyDraft = TYPED, progress: Progress | None = None) -> NewKey:
    return new_key.change(
        desk.database, desk.ring, draft, act=AS_ADA, progress=progress or Silent()
    )


def test_who_left_opens_it_no_more_and_who_stays_as_before(path: Path) -> None:
    with desks.open_desk(path, ADA) as desk:
        left = user_key(desk, "Vera")
        gone = replace(desk.database.read(users.draft_of, left), valid_to=TODAY)
        desk.database.write("Leave", users.save, gone, act=AS_ADA, user_id=left)
        told = desk.database.read(new_key.plan, desk.ring, TODAY)
        assert (told.stays, told.ends, told.has_common) == (("Ada",), 1, True)

        done = change(desk)

        lines = desk.database.read(audit.rows, AuditFilter(by="Ada"))
        assert [(line.thing, line.how) for line in lines[:2]] == [
            ("Vera", "passphrase ended with the key of the desk"),
            ("the desk", "key of the desk changed"),
        ]
        assert desk.database.read(record.state).is_whole

    assert [opens(path, secret) for secret in (ADA, NEW, VERA, SHARED)] == [
        True,
        True,
        False,
        False,
    ]
    assert opens(path, done.code, recovery=True)


def test_the_recovery_code_of_before_opens_it_no_more(
    path: Path, template: tuple[Path, str]
) -> None:
    with desks.open_desk(path, ADA) as desk:
        change(desk)

    assert not opens(path, template[1], recovery=True)


def test_the_only_copy_of_it_opens_with_the_new_key_alone(path: Path) -> None:
    with desks.open_desk(path, ADA) as desk:
        done = change(desk)
        assert backup.copies(path, backup.home(path)) == [done.copy]

    assert done.copy is not None
    assert opens(done.copy, NEW)
    assert not opens(done.copy, SHARED)


@pytest.mark.parametrize(("forget", "left"), [(False, 2), (True, 1)])
def test_copies_of_before_stay_unless_they_are_to_go(path: Path, forget: bool, left: int) -> None:
    with desks.open_desk(path, ADA) as desk:
        desk.back_up()
        assert desk.database.read(new_key.plan, desk.ring, TODAY).copies == 1

        done = change(desk, replace(TYPED, forget_copies=forget))

        assert len(backup.copies(path, backup.home(path))) == left
        assert done.forgotten == int(forget)


def test_the_common_passphrase_may_go_where_a_team_leader_has_their_own(path: Path) -> None:
    with desks.open_desk(path, ADA) as desk:
        change(desk, replace(TYPED, common="", again=""))

    assert opens(path, ADA)
    assert not opens(path, NEW)


def test_it_may_not_where_only_a_viewer_could_open_it(path: Path) -> None:
    with desks.open_desk(path, ADA) as desk:
        take = desk.database.write_as_anybody
        take("Take", passphrases.take_away, desk.ring, user_key(desk, "Ada"), act=AS_ADA)

        with pytest.raises(Invalid) as refused:
            change(desk, replace(TYPED, proof=SHARED, common="", again=""))

    assert "no team leader or supervisor" in refused.value.problems["common"]
    assert opens(path, SHARED)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"proof": ""}, "proof"),
        ({"proof": "not hers at all"}, "proof"),
        ({"proof": VERA}, "proof"),
        ({"common": SHARED, "again": SHARED}, "common"),
        ({"common": VERA, "again": VERA}, "common"),
        ({"common": "short", "again": "short"}, "common"),
        ({"again": "mistyped altogether"}, "again"),
    ],
)
def test_what_will_not_do_is_refused_beside_its_field_and_nothing_is_copied(
    path: Path, typed: dict[str, Any], field: str
) -> None:
    with desks.open_desk(path, ADA) as desk:
        with pytest.raises(Invalid) as refused:
            change(desk, replace(TYPED, **typed))
        assert backup.copies(path, backup.home(path)) == []

    assert set(refused.value.problems) == {field}


def test_the_recovery_code_proves_it_too(path: Path, template: tuple[Path, str]) -> None:
    with desks.open_desk(path, template[1], recovery=True) as desk:
        change(desk, replace(TYPED, proof=template[1].lower()))

    assert opens(path, NEW)


def test_a_viewer_changes_no_key(path: Path) -> None:
    with desks.open_desk(path, VERA) as desk:
        desk.database.write_as_anybody("Sit", users.sit, user_key(desk, "Vera"), act=ACT)
        clearance.take_seat(desk.database, TODAY)

        with pytest.raises(NotAllowed, match="Vera is a viewer"):
            change(desk, replace(TYPED, proof=VERA))

    assert opens(path, SHARED)


def test_stopped_it_leaves_the_desk_as_it_was_and_no_copy(path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, label: str = "") -> None:
            del done, total
            if label == "Checking what was written":
                raise Cancelled

    with desks.open_desk(path, ADA) as desk:
        with pytest.raises(Cancelled):
            change(desk, progress=Stop())
        assert backup.copies(path, backup.home(path)) == []

    assert opens(path, SHARED)


def test_without_room_for_the_last_copy_the_one_of_before_stays_and_is_told_of(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def step(self, done: int, total: int, label: str = "") -> None:
            del done, total
            if label == "Putting it in place":
                monkeypatch.setattr(backup, "_free", self.refuse)

        def refuse(self, *_: object) -> Path:
            raise OSError(28, "No space left on device")

    with desks.open_desk(path, ADA) as desk:
        done = change(desk, progress=Full())

        assert done.copy is None
        assert "no backup under it could be made" in done.sentence
        assert len(backup.copies(path, backup.home(path))) == 1

    assert opens(path, NEW)


def test_a_practice_desk_has_no_key_to_change(practice_desk: Desk) -> None:
    with pytest.raises(UserError, match="opens without a key"):
        practice_desk.database.read(new_key.plan, practice_desk.ring, TODAY)
