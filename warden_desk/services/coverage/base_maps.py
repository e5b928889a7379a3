"""Whether the council's base map may go onto paper, and whose it is then."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.formats.mbtiles import BaseMap
from warden_desk.services import settings as desk_settings


@dataclass(frozen=True, slots=True)
class PrintableBase:
    """A base map that the desk says may be handed on.

    Attributes:
        credit: what its licence wants to be said.
    """

    path: Path
    credit: str


def printable(session: Session) -> PrintableBase | None:
    """The base map, if the settings say that its licence allows it.

    Raises:
        UserError: its file is not there, or is none.
    """
    settings = desk_settings.load(session)
    if not settings.base_map or not settings.base_map_may_be_printed:
        return None
    path = Path(settings.base_map)
    with BaseMap(path) as file:
        return PrintableBase(path, settings.base_map_credit.strip() or file.credit or file.name)
