"""A base map in one file (MBTiles 1.3), as a council's GIS team gives it: pictures by their place.

It is never changed, and nothing in it is run: only pictures are taken out of it.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from warden_desk.domain.errors import UserError

_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
}
_MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture of a part of the map."""

    content: bytes
    media_type: str


class BaseMap:
    """An MBTiles file that is open. May be asked by any one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            UserError: it is missing, no MBTiles file, or holds shapes instead of pictures.
        """
        try:
            address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            self._file = sqlite3.connect(address, uri=True, check_same_thread=False)
            facts = dict(self._file.execute("SELECT name, value FROM metadata"))
            levels = self._file.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles")
            least, most = levels.fetchone()
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise UserError(
                f"{path.name} is no base map. Ask for an MBTiles file with picture tiles."
            ) from error
        if facts.get("format") == "pbf":
            self.close()
            raise UserError(
                f"{path.name} holds shapes (vector tiles), which are not drawn here. Ask for "
                "picture tiles (PNG or JPEG)."
            )
        if least is None:
            self.close()
            raise UserError(f"{path.name} has no pictures in it. Ask for it again.")
        self.name = str(facts.get("name") or path.stem)
        self.credit = str(facts.get("attribution") or "")
        """Whose it is. From a file of others: to be shown as text, never as HTML."""
        self.levels = (int(least), int(most))
        self.bounds = _bounds(str(facts.get("bounds") or ""))

    def tile(self, level: int, column: int, row: int) -> Tile | None:
        """The picture at a place counted from the north-west, as web maps do; None if none is.

        MBTiles counts rows from the south.
        """
        if not self.levels[0] <= level <= self.levels[1] or not 0 <= row < 1 << level:
            return None
        found = self._file.execute(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
            " AND length(tile_data) <= ?",
            (level, column, (1 << level) - 1 - row, _MOST_BYTES),
        ).fetchone()
        content = bytes(found[0]) if found else b""
        kind = next((kind for sign, kind in _PICTURES.items() if content.startswith(sign)), None)
        return None if kind is None else Tile(content, kind)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _bounds(text: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north in degrees, if the file says them."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return west, south, east, north
