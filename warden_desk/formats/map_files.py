"""Saving a coverage map: the file's name says as what."""

from collections.abc import Callable
from pathlib import Path

from warden_desk.domain.coverage import CoverageMap
from warden_desk.domain.errors import UserError
from warden_desk.formats.outlines import Outlines

SUFFIXES = (".pdf", ".png", ".html")


Maker = Callable[[CoverageMap, Outlines], bytes]


def maker(path: Path) -> Maker:
    """What draws the kind of file that a name says.

    Raises:
        UserError: it says none that a map can be.
    """
    make = _MAKERS.get(path.suffix.lower())
    if make is None:
        raise UserError(f"{path.name} does not say which kind: end it in .html, .pdf or .png.")
    return make


def save(shown: CoverageMap, path: Path, outlines: Outlines) -> None:
    """Write the map as PDF, PNG or HTML.

    Raises:
        UserError: another ending, or the file cannot be written.
    """
    data = maker(path)(shown, outlines)
    half_written = path.with_name(f"{path.name}.part")
    try:
        half_written.write_bytes(data)
        half_written.replace(path)
    except OSError as error:
        half_written.unlink(missing_ok=True)
        raise UserError(f"{path.name} cannot be written there. Choose another folder.") from error


# What draws is loaded only when something is drawn: folium and reportlab are slow to load.
def _pdf(shown: CoverageMap, outlines: Outlines) -> bytes:
    from warden_desk.formats import map_drawing

    return map_drawing.pdf(shown, outlines.shapes())


def _png(shown: CoverageMap, outlines: Outlines) -> bytes:
    from warden_desk.formats import map_drawing

    return map_drawing.png(shown, outlines.shapes())


def _html(shown: CoverageMap, outlines: Outlines) -> bytes:
    from warden_desk.formats import map_export

    return map_export.html(shown, outlines.topology()).encode()


_MAKERS: dict[str, Maker] = {".pdf": _pdf, ".png": _png, ".html": _html}
