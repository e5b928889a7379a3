"""Which parishes lie near a parish."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from warden_desk.domain.errors import UserError
from warden_desk.services.coverage import coverage_near
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Area


def code_of(session: Session, name: str) -> str:
    return session.execute(select(Area.gss_code).where(Area.name == name)).scalar_one()


def test_what_borders_on_several_is_picked_with_them(founded: Database) -> None:
    lenham = founded.read(code_of, "Lenham")
    ring = founded.read(coverage_near.beside, [lenham], TODAY)
    wider = founded.read(coverage_near.beside, ring, TODAY)

    assert ring[0] == lenham
    assert founded.read(code_of, "Harrietsham") in ring
    assert set(ring) < set(wider)
    assert len(wider) == len(set(wider))


def test_what_lies_within_some_kilometres_grows_with_them(founded: Database) -> None:
    lenham = founded.read(code_of, "Lenham")
    found = [set(founded.read(coverage_near.within, lenham, far, TODAY)) for far in (0, 5, 200)]

    assert found[0] == {lenham}
    assert found[0] < found[1] < found[2]
    assert len(found[2]) == 320


def test_a_parish_of_which_the_middle_is_not_known_is_refused(founded: Database) -> None:
    lenham = founded.read(code_of, "Lenham")
    founded.write("Forget", forget_middle, lenham)

    with pytest.raises(UserError, match="not known"):
        founded.read(coverage_near.within, lenham, 5, TODAY)


def forget_middle(session: Session, code: str) -> None:
    session.execute(update(Area).where(Area.gss_code == code).values(centre_easting=None))
