"""What each role may do, held at the one door to the file."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.hidden_desk import ACT
from tests.tasking_desk import TODAY, lay_out, record
from warden_desk.domain.clearance import Role, UserDraft
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import Invalid, NotAllowed, UserError
from warden_desk.domain.rights import ALL_RIGHTS, RESERVABLE, LeaderRights, Right, Rights, reserved
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import audit, clearance, users
from warden_desk.services.papers import issuing
from warden_desk.services.tasking import tasking_log
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Area, Base

NAMES = {Role.TEAM_LEADER: "L. Leader", Role.SUPERVISOR: "S. Upton", Role.VIEWER: "V. Iewer"}


def seat_all(database: Database) -> None:
    """Name one user of every role."""
    for role, name in NAMES.items():
        database.write(
            "Add", users.save, UserDraft(name=name, role=role, valid_from=TODAY), act=ACT
        )


def sit(database: Database, name: str) -> None:
    """This user sits down, and the desk allows what they may do."""
    user = database.read(users.named, name, TODAY)
    assert user is not None
    database.write_as_anybody("Sit", users.sit, user.id, act=ACT)
    clearance.take_seat(database, TODAY)


def keep_for_supervisors(database: Database, *rights: Right) -> None:
    def work(session: Session) -> None:
        wanted = replace(desk_settings.load(session), supervisors_alone=", ".join(rights))
        desk_settings.save(session, wanted)

    database.write("Keep", work)


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for the record of who looked."""

    def read(session: Session) -> dict[str, list[tuple[object, ...]]]:
        return {
            table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name != "audit_entry"
        }

    return database.read(read)


def note(session: Session, key: str) -> None:
    tasking_log.note(session, key, "Rang back", act=ACT)


def rename_area(session: Session) -> None:
    area = session.scalars(select(Area).limit(1)).one()
    area.name = "Elsewhere"


def name_user(session: Session) -> None:
    users.save(session, UserDraft(name="N. Ew", valid_from=TODAY), act=ACT)


def set_phone(session: Session) -> None:
    settings = desk_settings.load(session)
    desk_settings.save(session, replace(settings, service_phone="01632 960111"))


def sign(session: Session) -> None:
    issuing.sign_off(session, "no team", Week.of(TODAY), today=TODAY, act=ACT)


KINDS: dict[Right, Callable[[Session], None]] = {
    Right.AREAS: rename_area,
    Right.USERS: name_user,
    Right.SETTINGS: set_phone,
    Right.SIGN: sign,
}


def may(database: Database, work: Callable[..., None], *given: Any) -> bool:
    """Whether the desk lets whoever sits there do it (another refusal is no matter of rights)."""
    try:
        database.write("Try", work, *given)
    except NotAllowed:
        return False
    except UserError:
        return True
    return True


@pytest.mark.parametrize("right", KINDS)
@pytest.mark.parametrize("is_kept", [True, False])
def test_each_role_does_what_the_settings_leave_it(
    founded: Database, right: Right, is_kept: bool
) -> None:
    seat_all(founded)
    if is_kept:
        keep_for_supervisors(founded, right)
    allowed: dict[Role, bool] = {}

    for role, name in NAMES.items():
        sit(founded, name)
        allowed[role] = may(founded, KINDS[right])

    assert allowed == {
        Role.TEAM_LEADER: not is_kept,
        Role.SUPERVISOR: True,
        Role.VIEWER: False,
    }


def test_a_viewer_writes_nothing_and_is_told_who_can(founded: Database) -> None:
    key = record(founded, lay_out(founded))
    seat_all(founded)
    sit(founded, NAMES[Role.VIEWER])
    before = rows(founded)

    with pytest.raises(
        NotAllowed, match=r"V\. Iewer is a viewer.*team leader or supervisor can sit"
    ):
        founded.write("Add note", note, key)

    assert rows(founded) == before


def test_the_work_of_a_viewer_is_not_even_begun(founded: Database) -> None:
    seat_all(founded)
    sit(founded, NAMES[Role.VIEWER])
    begun: list[bool] = []

    for write in (founded.write, lambda *given: founded.write_kept("batch", *given)):
        with pytest.raises(NotAllowed):
            write("Try", lambda _: begun.append(True))

    assert begun == []


def test_a_viewer_takes_nothing_back(founded: Database) -> None:
    key = record(founded, lay_out(founded))
    seat_all(founded)
    _, change = founded.write("Add note", note, key)
    sit(founded, NAMES[Role.VIEWER])

    with pytest.raises(NotAllowed):
        founded.revert(change)


def test_what_a_supervisor_did_no_team_leader_takes_back(founded: Database) -> None:
    seat_all(founded)
    keep_for_supervisors(founded, Right.SETTINGS)
    sit(founded, NAMES[Role.SUPERVISOR])
    _, change = founded.write("Set", set_phone)
    sit(founded, NAMES[Role.TEAM_LEADER])

    with pytest.raises(NotAllowed, match="A supervisor can sit down"):
        founded.revert(change)

    sit(founded, NAMES[Role.SUPERVISOR])
    founded.revert(change)
    assert founded.read(desk_settings.load).service_phone == ""


def test_a_viewer_is_noted_as_having_looked_and_gives_the_seat_up(founded: Database) -> None:
    seat_all(founded)
    sit(founded, NAMES[Role.VIEWER])

    founded.write_as_anybody("Keep who looked", audit.looked, ["1"], "screen", act=ACT)
    sit(founded, NAMES[Role.TEAM_LEADER])

    assert founded.rights.granted == ALL_RIGHTS


def test_somebody_not_on_the_list_looks_and_does_nothing_else(founded: Database) -> None:
    key = record(founded, lay_out(founded))
    seat_all(founded)
    founded.write(
        "Leave", lambda s: desk_settings.save(s, replace(desk_settings.load(s), user_name="X"))
    )
    clearance.take_seat(founded, TODAY)

    with pytest.raises(NotAllowed, match="X is not on the list of users"):
        founded.write("Add note", note, key)


def test_where_nobody_answers_for_the_desk_everybody_does(founded: Database) -> None:
    founded.write(
        "Add", lambda s: users.add(s, UserDraft(name="V", role=Role.VIEWER, valid_from=TODAY))
    )
    sit(founded, "V")

    founded.write("Name", name_user)

    assert founded.read(users.named, "N. Ew", TODAY) is not None


@pytest.mark.parametrize("change", [{"role": Role.VIEWER}, {"valid_to": TODAY}])
def test_the_last_who_answers_for_the_desk_stays(founded: Database, change: dict[str, Any]) -> None:
    leader = UserDraft(name="L. Leader", valid_from=TODAY)
    key, _ = founded.write("Add", users.save, leader, act=ACT)
    viewer = UserDraft(name="V", role=Role.VIEWER, valid_from=TODAY)
    founded.write("Add", users.save, viewer, act=ACT)

    with pytest.raises(Invalid, match="somebody must be"):
        founded.write("Change", users.save, replace(leader, **change), act=ACT, user_id=key)


@given(
    role=st.sampled_from(Role),
    roles=st.sets(st.sampled_from(Role)),
    kept=st.sets(st.sampled_from(RESERVABLE)),
)
def test_some_role_of_a_desk_may_always_do_it(
    role: Role, roles: set[Role], kept: set[Right]
) -> None:
    alone = ", ".join(kept)
    there = {other: Rights.of("N", other, roles | {role}, alone) for other in roles | {role}}

    assert frozenset[Right]().union(*(rights.granted for rights in there.values())) == ALL_RIGHTS
    if any(other.may_answer for other in there) and Role.VIEWER in there:
        assert not there[Role.VIEWER].granted
    assert all(Right.RECORD in r.granted for who, r in there.items() if who.may_answer)


def test_every_table_that_asks_for_a_right_names_one() -> None:
    said = {t.name: t.info["right"] for t in Base.metadata.sorted_tables if "right" in t.info}

    assert {name: Right(word) for name, word in said.items()} == {
        "area": Right.AREAS,
        "area_succession": Right.AREAS,
        "boundary_set": Right.AREAS,
        "desk_user": Right.USERS,
    }


def test_bulk_statements_are_held_to_the_same(founded: Database) -> None:
    seat_all(founded)
    keep_for_supervisors(founded, Right.USERS)
    sit(founded, NAMES[Role.TEAM_LEADER])

    with pytest.raises(NotAllowed):
        founded.write(
            "By hand", lambda s: s.execute(text("UPDATE desk_user SET role = 'supervisor'"))
        )

    roles = founded.read(lambda s: {row.role for row in users.rows(s, TODAY)})
    assert roles == set(Role)


def test_nothing_is_kept_for_supervisors_where_there_is_none(founded: Database) -> None:
    founded.write("Add", users.save, UserDraft(name="L. Leader", valid_from=TODAY), act=ACT)

    with pytest.raises(Invalid, match="Name a supervisor first"):
        founded.write("Keep", users.keep_for_supervisors, LeaderRights(sign=False), act=ACT)


@given(kept=st.sets(st.sampled_from(RESERVABLE)))
def test_what_is_ticked_is_kept_as_it_was_ticked(kept: set[Right]) -> None:
    ticked = LeaderRights(**{right.value: right not in kept for right in RESERVABLE})

    assert LeaderRights.read(ticked.alone) == ticked
    assert reserved(ticked.alone) == kept
