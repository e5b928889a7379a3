"""Letters to contacts, as a file that Word merges."""

from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.errors import UserError
from warden_desk.domain.mailing import HEADINGS, Mailing, cells
from warden_desk.formats import text_csv, text_workbook
from warden_desk.formats.text_workbook import TextSheet
from warden_desk.services import settings as desk_settings
from warden_desk.storage.files import replace_file

LISTED = "list for letters"
"""What the record of who looked says of contacts that went into such a file."""


def export(session: Session, mailing: Mailing, path: Path) -> None:
    """Write the letters where somebody chose.

    Raises:
        UserError: it cannot be written there.
    """
    try:
        replace_file(path, content(session, mailing, path.suffix))
    except OSError as error:
        why = error.strerror or error
        raise UserError(
            f"{path.name} cannot be written there ({why}). If it is open, close it."
        ) from None


def content(session: Session, mailing: Mailing, suffix: str) -> bytes:
    """The letters as a workbook of text cells, or as CSV where the name ends so.

    Nothing stands above the headings: Word takes the first line for the names of the fields.
    """
    rows = [cells(row) for row in mailing.letters]
    if suffix.casefold() == text_csv.SUFFIX:
        return text_csv.render(HEADINGS, rows)
    settings = desk_settings.load(session)
    return text_workbook.render(
        TextSheet(
            name="Letters",
            title="Letters",
            service=settings.service_name,
            headings=HEADINGS,
            rows=rows,
            marking=settings.default_marking,
        )
    )
