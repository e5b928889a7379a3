"""A map as a file: the name's ending says as what."""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from warden_desk.domain.errors import UserError
from warden_desk.domain.map_papers import PrintedMap, Sheet
from warden_desk.formats.mbtiles import BaseMap
from warden_desk.formats.outlines import Outlines

if TYPE_CHECKING:
    from warden_desk.formats.map_frame import Beside


@dataclass(frozen=True, slots=True)
class Lines:
    """What a map is drawn with: the outlines of its areas, others over them, a picture below."""

    areas: Outlines
    wards: Outlines | None = None
    base: Path | None = None


Maker = Callable[[PrintedMap, Lines, Sheet], bytes]

LABELS = {
    "pdf": "Paper (PDF)",
    "png": "Picture (PNG)",
    "html": "Page for a browser (HTML)",
    "gpkg": "GeoPackage for GIS",
    "csv": "Table for GIS (CSV)",
}
"""What a map can be saved as, by the ending of its name."""

PAPERS = ("pdf", "png")
"""Those that lie as somebody chooses."""

GIS = ("gpkg", "csv")
"""Those that are a table with columns, not a drawing (`formats.gis_files`)."""


def kind_of(path: Path) -> str:
    """What the name of a file says it shall be: one of `LABELS`.

    Raises:
        UserError: it says none that a map can be.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in LABELS:
        *others, last = (f".{each}" for each in LABELS)
        raise UserError(
            f"{path.name} does not say which kind: end it in {', '.join(others)} or {last}."
        )
    return kind


def drawn(kind: str, shown: PrintedMap, lines: Lines, sheet: Sheet = Sheet.FITTING) -> bytes:
    """The map as "pdf", "png" or "html"."""
    return _MAKERS[kind](shown, lines, sheet)


def save(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        UserError: it cannot be written there.
    """
    half_written = path.with_name(f"{path.name}.part")
    try:
        half_written.write_bytes(data)
        half_written.replace(path)
    except OSError as error:
        half_written.unlink(missing_ok=True)
        raise UserError(f"{path.name} cannot be written there. Choose another folder.") from error


# What draws is loaded only when something is drawn: folium and reportlab are slow to load.
def _pdf(shown: PrintedMap, lines: Lines, sheet: Sheet) -> bytes:
    from warden_desk.formats import map_drawing

    with _beside(lines) as beside:
        return map_drawing.pdf(shown, lines.areas.shapes(), sheet, beside)


def _png(shown: PrintedMap, lines: Lines, sheet: Sheet) -> bytes:
    from warden_desk.formats import map_drawing

    with _beside(lines) as beside:
        return map_drawing.png(shown, lines.areas.shapes(), sheet, beside)


@contextmanager
def _beside(lines: Lines) -> "Generator[Beside]":
    from warden_desk.formats.map_frame import Beside

    beside = Beside(lines.wards.shapes()) if lines.wards else Beside()
    with ExitStack() as open_files:
        base = open_files.enter_context(BaseMap(lines.base)) if lines.base else None
        yield replace(beside, base=base)


def _html(shown: PrintedMap, lines: Lines, _: Sheet) -> bytes:
    from warden_desk.formats import map_export

    wards = lines.wards.topology() if lines.wards else ""
    ground = None
    if lines.base and shown.overlay:
        from warden_desk.formats import map_base_picture

        with BaseMap(lines.base) as base:
            ground = map_base_picture.flat(base, shown.overlay.extent)
    return map_export.html(shown, lines.areas.topology(), wards, ground).encode()


_MAKERS: dict[str, Maker] = {"pdf": _pdf, "png": _png, "html": _html}
