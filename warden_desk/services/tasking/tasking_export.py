"""A list of taskings as a file, as it is shown and as long as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress
from warden_desk.domain.tasking_filters import TaskingFilter
from warden_desk.domain.taskings import TaskingRow
from warden_desk.formats import text_csv, text_workbook
from warden_desk.formats.text_workbook import TextSheet
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import clearance
from warden_desk.services.tasking import tasking_lists
from warden_desk.services.tasking.tasking_lists import AT_ONCE

TextColumn = tuple[str, Callable[[TaskingRow], str]]
"""A heading, and what a row shows under it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    path: Path
    count: int
    sensitive: tuple[str, ...] = ()
    """The taskings in it whose sensitive text left the desk."""


def export(
    session: Session,
    wanted: TaskingFilter,
    columns: Sequence[TextColumn],
    path: Path,
    progress: Progress,
    *,
    only: Sequence[str] = (),
) -> Exported:
    """Write the list to a workbook of text cells, or to CSV where the name ends so.

    Args:
        only: the keys of some of its rows; empty for all.

    Raises:
        UserError: the file cannot be written there.
    """
    rows = _chosen(session, only) if only else tasking_lists.everything(session, wanted, progress)
    headings = [heading for heading, _ in columns]
    cells = [[text(row) for _, text in columns] for row in rows]
    if path.suffix.lower() == text_csv.SUFFIX:
        content = text_csv.render(headings, cells)
    else:
        content = _workbook(session, headings, cells, rows)
    save(path, content)
    told = clearance.sensitive_among(session, [row.id for row in rows])
    return Exported(path, len(rows), tuple(told))


def save(path: Path, content: bytes) -> None:
    """Write a file where somebody chose.

    Raises:
        UserError: it cannot be written there.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UserError(
            f"{path.name} cannot be written there ({error.strerror or error}). "
            "If it is open, close it."
        ) from None


def _chosen(session: Session, keys: Sequence[str]) -> list[TaskingRow]:
    """Some at a time: a query names no more than so many."""
    cuts = range(0, len(keys), AT_ONCE)
    return [row for at in cuts for row in tasking_lists.rows(session, keys[at : at + AT_ONCE])]


def _workbook(
    session: Session,
    headings: Sequence[str],
    cells: Sequence[Sequence[str]],
    rows: Sequence[TaskingRow],
) -> bytes:
    settings = desk_settings.load(session)
    is_sensitive = any(row.marking == settings.sensitive_marking for row in rows)
    marking = settings.sensitive_marking if is_sensitive else settings.default_marking
    return text_workbook.render(
        TextSheet(
            name="Taskings",
            title="Taskings",
            service=settings.service_name,
            headings=headings,
            rows=cells,
            above=(marking,),
            below=(marking,),
            marking=marking,
        )
    )
