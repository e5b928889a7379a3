"""A desk whose CSU is owed answers, for tests of returns."""

from dataclasses import replace
from typing import Any

from tests.tasking_desk import ACT, Patch, lay_out, record
from warden_desk.domain.return_packs import ReturnContent, ReturnFile
from warden_desk.domain.returns import SendDraft
from warden_desk.domain.tasking_entries import VisitDraft
from warden_desk.domain.tasking_states import Move
from warden_desk.formats import return_sheet
from warden_desk.services.returns import returns
from warden_desk.services.tasking import tasking_log, tasking_moves, tasking_people
from warden_desk.storage.database import Database

__all__ = ["ACT", "Patch", "checked", "finished", "lay_out", "pack", "record", "send"]


def finished(database: Database, patch: Patch, text: str = "All calm now.", **changed: Any) -> str:
    """A tasking visited and its result entered, not checked yet; returns its key."""
    key = record(database, patch, **changed)
    visit = VisitDraft(
        on=changed.get("received_on", ACT.at.date()),
        start_minute=16 * 60 + 40,
        minutes=35,
        person_ids=(patch.ellen,),
        text="Spoke with two residents.",
    )

    def work(session: Any) -> None:
        tasking_people.assign(session, key, patch.ellen, act=ACT, reason="near")
        tasking_log.visit(session, key, visit, act=ACT)
        tasking_log.result(session, key, "resolved", text, act=ACT)

    database.write("Finish", work)
    return key


def checked(database: Database, patch: Patch, text: str = "All calm now.", **changed: Any) -> str:
    """As `finished`, and checked: owed to its CSU."""
    key = finished(database, patch, text, **changed)
    database.write("Check", tasking_moves.move, key, Move.CHECK, act=ACT)
    return key


def pack(database: Database, csu_id: str, **how: Any) -> tuple[ReturnContent, ReturnFile]:
    """The pack a CSU would get now, as a workbook."""
    content = database.read(returns.content, csu_id, act=ACT, **how)
    return content, ReturnFile(return_sheet.file_name(content), return_sheet.render(content))


def send(database: Database, csu_id: str, *, reason: str = "", **how: Any) -> str:
    """Send it; returns the key of the return."""
    content, file = pack(database, csu_id)
    draft = replace(SendDraft(), **how)
    return database.write("Return", returns.send, content, file, draft, act=ACT, reason=reason)[0]
