"""A base map in one file (MBTiles 1.3), as a council's GIS team gives it: pictures by their place.

It is never changed, and nothing in it is run: only pictures are taken out of it.
"""

import re
import sqlite3
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from warden_desk.domain.errors import UserError

_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
}
_MOST_BYTES = 2_000_000
# Asked for one by one, each is one look at the index; together they would read all of it.
_LEVELS = "SELECT (SELECT min(zoom_level) FROM tiles), (SELECT max(zoom_level) FROM tiles)"
_TILE = (
    "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
    f" AND length(tile_data) <= {_MOST_BYTES}"
)
_TAG = re.compile(r"<[^>]*>")


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
        if not path.is_file():
            raise UserError(f"The base map {path.name} is not where it was ({path.parent}).")
        self._path = path
        try:
            self._file = sqlite3.connect(_address(path), uri=True, check_same_thread=False)
            facts = dict(self._file.execute("SELECT name, value FROM metadata"))
            least, most = self._file.execute(_LEVELS).fetchone()
            sample = self._file.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise UserError(
                f"{path.name} is no base map. Ask for an MBTiles file with picture tiles."
            ) from error
        if problem := _problem(facts.get("format"), sample):
            self.close()
            raise UserError(f"{path.name} {problem}")
        self.name = str(facts.get("name") or path.stem)
        self.credit = _plain(str(facts.get("attribution") or ""))
        """Whose it is: words alone, though many files hold a link there."""
        self.levels = (int(least), int(most))
        self.bounds = _bounds(str(facts.get("bounds") or ""))

    def tile(self, level: int, column: int, row: int) -> Tile | None:
        """The picture at a place counted from the north-west, as web maps do; None if none is.

        MBTiles counts rows from the south.

        Raises:
            UserError: the file is damaged, or not there any more.
        """
        if not self.levels[0] <= level <= self.levels[1] or not 0 <= row < 1 << level:
            return None
        try:
            found = self._file.execute(_TILE, (level, column, (1 << level) - 1 - row)).fetchone()
        except sqlite3.Error as error:
            raise UserError(f"The base map {self._path.name} cannot be read any more.") from error
        content = bytes(found[0]) if found else b""
        kind = _kind(content)
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


def _address(path: Path) -> str:
    """For reading alone. A share's name is part of the path: SQLite knows no hosts."""
    whole = quote(path.absolute().as_posix())
    return f"file://{whole if whole.startswith('/') else f'/{whole}'}?mode=ro&immutable=1"


def _problem(said: object, sample: tuple[object, ...] | None) -> str:
    """Why the file cannot be shown, or ""."""
    if sample is None:
        return "has no pictures in it. Ask for it again."
    content = sample[0] if isinstance(sample[0], bytes) else b""
    if said == "pbf" or _kind(content) is None:
        return (
            "holds shapes (vector tiles), which are not drawn here. Ask for picture tiles "
            "(PNG or JPEG)."
        )
    return ""


def _kind(content: bytes) -> str | None:
    return next((kind for sign, kind in _PICTURES.items() if content.startswith(sign)), None)


def _plain(text: str) -> str:
    return " ".join(unescape(_TAG.sub("", text)).split())


def _bounds(text: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north in degrees, if the file says them."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return west, south, east, north
