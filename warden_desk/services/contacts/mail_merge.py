"""Letters to contacts, as a file that Word merges."""

from sqlalchemy.orm import Session

from warden_desk.domain.mailing import HEADINGS, Mailing, cells
from warden_desk.formats import text_csv, text_workbook
from warden_desk.formats.text_workbook import TextSheet
from warden_desk.services import settings as desk_settings


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
