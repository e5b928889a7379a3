"""Opening a desk says who sits down at it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, TODAY
from tests.keyed_desk import ADA, SHARED, VERA, copied, make, user_key
from tests.tasking_desk import ACT
from warden_desk.domain.clearance import AuditFilter, Role, UserDraft
from warden_desk.domain.errors import NotAllowed, UserError
from warden_desk.services.access import arrivals, audit, clearance, passphrases, users
from warden_desk.storage import desks
from warden_desk.storage.desks import Desk
from warden_desk.storage.keys import COMMON

Open = Callable[..., Desk]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("own") / "a.desk"
    return path, make(path)


@pytest.fixture
def open_as(template: tuple[Path, str], tmp_path: Path) -> Open:
    """Opens a copy of it, and lets whoever opened it arrive."""
    target = copied(template[0], tmp_path / "copy.desk")

    def opened(secret: str, *, recovery: bool = False, days: int = 0) -> Desk:
        desk = desks.open_desk(target, secret, recovery=recovery)
        try:
            arrivals.arrive(desk.database, desk.ring, TODAY + timedelta(days=days), NOW)
        except BaseException:
            desk.close()
            raise
        return desk

    return opened


def seated(desk: Desk) -> str:
    return desk.database.read(clearance.seat, TODAY).name


def test_whose_passphrase_it_is_sits_down_with_their_rights_and_it_is_kept(open_as: Open) -> None:
    with open_as(VERA) as desk:
        assert seated(desk) == "Vera"
        with pytest.raises(NotAllowed):
            desk.database.write("Add", users.save, UserDraft(name="X", valid_from=TODAY), act=ACT)
        lines = desk.database.read(audit.rows, AuditFilter(by="Vera"))
        assert [line.how for line in lines] == ["sat down at the desk"]


def test_the_common_passphrase_takes_nobody_for_somebody_with_their_own(open_as: Open) -> None:
    with open_as(SHARED) as desk:
        assert seated(desk) == ""
        assert not desk.database.rights.granted


def test_the_recovery_code_is_the_owners(open_as: Open, template: tuple[Path, str]) -> None:
    with open_as(template[1], recovery=True) as desk:
        assert seated(desk) == "Ada"
        given = (desk.ring, user_key(desk, "Ada"), "a fresh start tomorrow")
        desk.database.write_as_anybody("Give", passphrases.give, *given, act=ACT)
    open_as("a fresh start tomorrow").close()


def test_somebody_whose_time_is_over_does_not_come_in(open_as: Open) -> None:
    with open_as(ADA) as desk:
        draft = UserDraft(
            name="Vera", role=Role.VIEWER, valid_from=TODAY, valid_to=TODAY + timedelta(days=2)
        )
        desk.database.write("End", users.save, draft, act=ACT, user_id=user_key(desk, "Vera"))

    open_as(VERA, days=1).close()
    with pytest.raises(UserError, match="may not sit at this desk today"):
        open_as(VERA, days=2)


def test_a_viewer_changes_their_own_passphrase_and_nobody_elses(open_as: Open) -> None:
    with open_as(VERA) as desk:
        act = type(ACT)("Vera", NOW)
        write = desk.database.write_as_anybody
        with pytest.raises(NotAllowed):
            write("Give", passphrases.give, desk.ring, user_key(desk, "Ada"), "x" * 20, act=act)
        with pytest.raises(NotAllowed):
            write("Take", passphrases.take_away, desk.ring, user_key(desk, "Ada"), act=act)
        mine = (desk.ring, user_key(desk, "Vera"), "another one entirely")
        write("Give", passphrases.give, *mine, act=act)

    open_as("another one entirely").close()


def test_the_desk_is_never_left_to_a_viewer_alone(open_as: Open) -> None:
    with open_as(ADA) as desk:
        act, write = type(ACT)("Ada", NOW), desk.database.write_as_anybody
        write("Take", passphrases.take_away, desk.ring, COMMON, act=act)
        with pytest.raises(UserError, match="No team leader or supervisor"):
            write("Take", passphrases.take_away, desk.ring, user_key(desk, "Ada"), act=act)
