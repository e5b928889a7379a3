"""A map as a file: the name's ending says as what."""

from collections.abc import Callable
from pathlib import Path

from warden_desk.domain.errors import UserError
from warden_desk.domain.map_papers import PrintedMap, Sheet
from warden_desk.formats.outlines import Outlines

Maker = Callable[[PrintedMap, Outlines, Sheet], bytes]

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


def drawn(kind: str, shown: PrintedMap, outlines: Outlines, sheet: Sheet = Sheet.FITTING) -> bytes:
    """The map as "pdf", "png" or "html"."""
    return _MAKERS[kind](shown, outlines, sheet)


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
def _pdf(shown: PrintedMap, outlines: Outlines, sheet: Sheet) -> bytes:
    from warden_desk.formats import map_drawing

    return map_drawing.pdf(shown, outlines.shapes(), sheet)


def _png(shown: PrintedMap, outlines: Outlines, sheet: Sheet) -> bytes:
    from warden_desk.formats import map_drawing

    return map_drawing.png(shown, outlines.shapes(), sheet)


def _html(shown: PrintedMap, outlines: Outlines, _: Sheet) -> bytes:
    from warden_desk.formats import map_export

    return map_export.html(shown, outlines.topology()).encode()


_MAKERS: dict[str, Maker] = {"pdf": _pdf, "png": _png, "html": _html}
