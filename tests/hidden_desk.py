"""A desk with one sensitive tasking whose every text bears a sentinel, for tests of hiding."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import String, update
from sqlalchemy.orm import Session

from tests.returns_desk import checked, send
from tests.tasking_desk import ACT, TODAY, Patch, draft, lay_out, record
from warden_desk.domain.clearance import Role, Sight, UserDraft
from warden_desk.domain.contact_log import TalkDraft
from warden_desk.domain.repeats import LinkKind
from warden_desk.formats.attached_files import clean
from warden_desk.services.access import users
from warden_desk.services.contacts import contact_log
from warden_desk.services.papers import job_sheets
from warden_desk.services.tasking import attachments, tasking_links, tasking_log, taskings
from warden_desk.storage.database import Database
from warden_desk.storage.tables import (
    Base,
    ContactEntry,
    ReturnItem,
    Shift,
    Stop,
    Tasking,
    TaskingAssignment,
    TaskingEntry,
)

SENTINEL = "zqxv"
"""A word of nothing else on the desk; lower case, for search folds case."""
MARKING = "OFFICIAL-SENSITIVE"
HIDING = Sight(MARKING)
_TOLD = (
    "id reference external_reference state urgency due_rule marking received_how received_by kind "
    "by who how from_state to_state struck_by role assigned_by acknowledged_by status answered_by "
    "outcome"
)
TOLD = frozenset(_TOLD.split())
"""Texts that bear no sentinel: references, states, who of the service did something, codes.

Said here once more, so that one shown by mistake is found.
"""


def plant(database: Database) -> tuple[Patch, str]:
    """A patch, and the key of a sensitive tasking that has everything a tasking can have.

    It is owed to its CSU again after it had gone back once.
    """
    patch = lay_out(database)
    key = checked(database, patch, f"Result {SENTINEL}", marking=MARKING)
    send(database, patch.csu, reason="known")
    database.write("Fill", _fill, patch, key)
    database.write("Words", _say_everywhere, key)
    return patch, key


def sit_down(database: Database, *, is_cleared: bool, role: Role = Role.TEAM_LEADER) -> None:
    """Somebody sits at the desk, and it shows what they may see."""
    until = TODAY + timedelta(days=100) if is_cleared else None
    draft = UserDraft(name=ACT.by, role=role, cleared_until=until, valid_from=TODAY)

    def work(session: Session) -> None:
        key = users.save(session, draft, act=replace(ACT, by="Founder"))
        users.sit(session, key, act=ACT)

    database.write("Sit down", work)


def _fill(session: Session, patch: Patch, key: str) -> None:
    note = tasking_log.note(session, key, f"Note {SENTINEL}", act=ACT)
    tasking_log.note(session, key, f"Struck {SENTINEL}", act=ACT)
    tasking_log.strike(session, note, f"Wrong {SENTINEL}", act=ACT)
    words = f"File {SENTINEL}".encode()
    attachments.keep(session, key, clean(f"{SENTINEL}.txt", words), act=ACT)
    tasking_links.link(session, key, _other(session, patch), LinkKind.RELATED, act=ACT)
    reference = session.get_one(Tasking, key).reference
    talk = TalkDraft(happened_on=TODAY, text=f"Said {SENTINEL}", tasking=reference)
    contact_log.talk(session, patch.csu, talk, act=ACT)
    sheets = job_sheets.content(session, [key], today=TODAY, act=ACT)
    job_sheets.log_print(session, sheets, act=ACT)
    shift = Shift(
        person_id=patch.ellen,
        team_id=patch.team,
        on_date=TODAY,
        code="E",
        start_minute=450,
        end_minute=930,
    )
    session.add(shift)
    session.flush()
    session.add(Stop(shift_id=shift.id, position=0, tasking_id=key, text=SENTINEL))


def _other(session: Session, patch: Patch) -> str:
    return taskings.record(session, draft(patch, title="Dog mess"), act=ACT)


def _say_everywhere(session: Session, key: str) -> None:
    """The sentinel in every text of the tasking and its rows that is not shown by design."""
    rows: tuple[tuple[type[Base], Any], ...] = (
        (ContactEntry, ContactEntry.tasking_id == key),
        (Tasking, Tasking.id == key),
        (TaskingEntry, TaskingEntry.tasking_id == key),
        (TaskingAssignment, TaskingAssignment.tasking_id == key),
        (ReturnItem, ReturnItem.tasking_id == key),
    )
    for table, its in rows:
        columns = table.__table__.columns
        words = {
            column.name: f"{SENTINEL} {column.name}"
            for column in columns
            if isinstance(column.type, String)
            and not column.foreign_keys
            and column.name not in TOLD
        }
        session.execute(update(table).where(its).values(words))
    session.execute(update(Tasking).where(Tasking.id == key).values(state="checked"))


__all__ = ["ACT", "HIDING", "MARKING", "SENTINEL", "plant", "record", "sit_down"]
