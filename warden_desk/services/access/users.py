"""Who may sit at this desk, and who does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import ActKind, Role, UserDraft, UserRow
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.rights import LeaderRights, Right
from warden_desk.services import people, rights
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import audit
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import DeskUser, Person

USER = "user"
"""What a user is called in the record of who looked."""


def rows(session: Session, on: date) -> list[UserRow]:
    """Those who may sit here on this day, by name."""
    query = (
        select(DeskUser, Person.forename, Person.surname)
        .outerjoin(Person, Person.id == DeskUser.person_id)
        .where(on_day(DeskUser, on))
        .order_by(DeskUser.name, DeskUser.id)
    )
    found = list(session.execute(query))
    until = _vetting(session, [user.person_id for user, *_ in found if user.person_id])
    return [
        UserRow(
            id=user.id,
            name=user.name,
            role=Role(user.role),
            person_id=user.person_id,
            person=f"{forename} {surname}" if forename else "",
            cleared_until=user.cleared_until,
            vetting_until=until.get(user.person_id or ""),
            valid_from=user.valid_from,
            valid_to=user.valid_to,
        )
        for user, forename, surname in found
    ]


def named(session: Session, name: str, on: date) -> UserRow | None:
    """The user who signs with this name on this day, if there is one."""
    return among(rows(session, on), name)


def among(listed: Sequence[UserRow], name: str) -> UserRow | None:
    """The user of this name, if one is listed."""
    wanted = name.strip().casefold()
    return next((row for row in listed if row.name.casefold() == wanted), None)


def draft_of(session: Session, user_id: str) -> UserDraft:
    """A user, ready to be changed.

    Raises:
        NotFound: there is none.
    """
    user = _get(session, user_id)
    return UserDraft(
        name=user.name,
        role=Role(user.role),
        person_id=user.person_id,
        cleared_until=user.cleared_until,
        valid_from=user.valid_from,
        valid_to=user.valid_to,
    )


def save(session: Session, draft: UserDraft, *, act: Act, user_id: str = "") -> str:
    """Add a user, or put one right; returns the key. The record keeps that it was done.

    Raises:
        Invalid: the draft breaks a rule, or nobody would be left who answers for the desk.
    """
    draft = replace(draft, name=draft.name.strip())
    draft.check()
    other = named(session, draft.name, draft.valid_from)
    if other is not None and other.id != user_id:
        raise Invalid({"name": f"{other.name} is a user of this desk already."})
    user = _get(session, user_id) if user_id else _new(draft)
    today = local_day(act, desk_settings.load(session))
    if not draft.role.may_answer or not draft.holds_on(today):
        _refuse_orphan(session, user.id, today)
    was = user.name
    user.name, user.role, user.person_id = draft.name, draft.role.value, draft.person_id
    user.cleared_until = draft.cleared_until
    user.valid_from, user.valid_to = draft.valid_from, draft.valid_to
    session.add(user)
    _follow_name(session, was, draft.name)
    audit.note(session, ActKind.ALTERATION, USER, [user.id], "list of users", act=act)
    return user.id


def sit(session: Session, user_id: str, *, act: Act) -> None:
    """From now on every entry is signed by this user, and the desk shows what they may see.

    Raises:
        NotFound: there is no such user.
    """
    user = _get(session, user_id)
    settings = desk_settings.load(session)
    desk_settings.save(session, replace(settings, user_name=user.name))
    audit.note(session, ActKind.ALTERATION, USER, [user.id], "sat down at the desk", act=act)


def stand_up(session: Session) -> None:
    """Nobody sits at the desk until somebody says who they are."""
    desk_settings.save(session, replace(desk_settings.load(session), user_name=""))


def keep_for_supervisors(session: Session, wanted: LeaderRights, *, act: Act) -> None:
    """Say what team leaders may do here. The record keeps that it was changed.

    Raises:
        Invalid: there is no supervisor who could do what is kept for them.
        NotAllowed: whoever sits here does not keep the list of users.
    """
    rights.need(session, Right.USERS)
    settings = desk_settings.load(session)
    listed = rows(session, local_day(act, settings))
    if wanted.alone and not any(row.role is Role.SUPERVISOR for row in listed):
        raise Invalid({"sign": "Name a supervisor first: until then nothing is kept for one."})
    desk_settings.save(session, replace(settings, supervisors_alone=wanted.alone))
    changed = [row.id for row in listed if row.role is Role.TEAM_LEADER]
    audit.note(session, ActKind.ALTERATION, USER, changed, "what team leaders may do", act=act)


def found_first(session: Session, draft: UserDraft) -> None:
    """Whoever makes a desk is its first user, and sits at it."""
    settings = desk_settings.load(session)
    desk_settings.save(session, replace(settings, user_name=draft.name.strip()))
    add(session, draft)


def add(session: Session, draft: UserDraft) -> None:
    """Add a user to a desk that is being made."""
    draft.check()
    user = _new(replace(draft, name=draft.name.strip()))
    user.person_id, user.cleared_until = draft.person_id, draft.cleared_until
    session.add(user)


def _new(draft: UserDraft) -> DeskUser:
    return DeskUser(name=draft.name, role=draft.role.value, valid_from=draft.valid_from)


def _get(session: Session, user_id: str) -> DeskUser:
    user = session.get(DeskUser, user_id)
    if user is None:
        raise NotFound("That user is no longer on the list.")
    return user


def _refuse_orphan(session: Session, user_id: str, on: date) -> None:
    """The last team leader or supervisor stays one: a viewer could name no other."""
    listed = rows(session, on)
    others = [row for row in listed if row.id != user_id]
    was_answering = any(row.id == user_id and row.role.may_answer for row in listed)
    if was_answering and others and not any(row.role.may_answer for row in others):
        raise Invalid({"role": "Name another team leader or supervisor first: somebody must be."})


def _follow_name(session: Session, was: str, now: str) -> None:
    """A name put right stays the name of whoever sits here."""
    settings = desk_settings.load(session)
    if was != now and settings.user_name.casefold() == was.casefold():
        desk_settings.save(session, replace(settings, user_name=now))


def _vetting(session: Session, person_ids: list[str]) -> dict[str, date]:
    """The last day of each person's vetting on record; `date.max` where it names none."""
    kind = desk_settings.load(session).vetting_kind
    held = people.credentials(session, person_ids, kind=kind)
    found: dict[str, date] = {}
    for key, credentials in held.items():
        days = [c.expires_on or date.max for c in credentials if c.status == "held"]
        if days:
            found[key] = max(days)
    return found
