"""Packs as files: made for looking at before they go, and opened again as they went."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import UserError
from warden_desk.domain.return_packs import ReturnContent, ReturnFile
from warden_desk.domain.returns import TellDraft
from warden_desk.services import settings as desk_settings
from warden_desk.services.returns import returns
from warden_desk.services.tasking.taskings import get

Grid = tuple[tuple[str, ...], ...]
"""A sheet's cells as text, row by row, as the file itself holds them."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One CSU's pack in both forms it can go in."""

    content: ReturnContent
    sheet: ReturnFile
    paper: ReturnFile
    grid: Grid


@dataclass(frozen=True, slots=True)
class Proof:
    """What was sent. `grid` is None for a paper."""

    file: ReturnFile
    grid: Grid | None


def make(
    session: Session,
    csu_id: str,
    *,
    act: Act,
    without: Collection[str] = (),
    is_practice: bool = False,
) -> Pack:
    """Make the files a CSU would get now; takes a moment.

    Raises:
        NotFound, NothingOwed: as `returns.content`.
    """
    # reportlab and the writer of workbooks are slow to load, and few days need them.
    from warden_desk.formats import return_sheet
    from warden_desk.formats.pdf import return_pack

    content = returns.content(session, csu_id, act=act, without=without, is_practice=is_practice)
    sheet = ReturnFile(return_sheet.file_name(content), return_sheet.render(content))
    paper = ReturnFile(return_pack.file_name(content), return_pack.render(content))
    return Pack(content, sheet, paper, read_grid(sheet))


def tell(
    session: Session,
    tasking_id: str,
    draft: TellDraft,
    *,
    act: Act,
    reason: str = "",
    is_practice: bool = False,
) -> str:
    """Keep that a CSU was told one answer in words; the file it could have had is the proof.

    Returns the key of the return.

    Raises:
        Invalid: how, who or when is missing.
        UserError: no CSU asked for it, or as `returns.send`.
        NeedsReason: as `returns.send`.
    """
    from warden_desk.formats import return_sheet  # slow to load, and few days need it

    tasking = get(session, tasking_id)
    said = draft.check(today=local_day(act, desk_settings.load(session)))
    if tasking.csu_id is None:
        raise UserError("No CSU asked for this: close it.")
    content = returns.content(
        session, tasking.csu_id, act=act, only=[tasking_id], is_practice=is_practice
    )
    file = ReturnFile(return_sheet.file_name(content), return_sheet.render(content))
    return returns.send(session, content, file, said, act=act, reason=reason)


def proof(session: Session, return_id: str) -> Proof:
    """Open what was sent.

    Raises:
        NotFound, UserError: as `returns.proof`.
    """
    file = returns.proof(session, return_id)
    return Proof(file, None if file.name.endswith(".pdf") else read_grid(file))


def read_grid(file: ReturnFile) -> Grid:
    """The cells of a workbook, read back from its bytes."""
    from warden_desk.formats.cells import Limits, cell_text
    from warden_desk.formats.workbooks import read_workbook

    [sheet, *_] = read_workbook(file.data, file.name, Limits())
    return tuple(tuple(cell_text(cell) for cell in row) for row in sheet.rows)
