"""What the map shows, as a file to save: paper, picture, page for a browser, or for a GIS."""

from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Mode
from warden_desk.domain.map_excerpts import Layer
from warden_desk.domain.map_papers import MapRequest, PrintedMap, Sheet
from warden_desk.formats import map_files
from warden_desk.formats.outlines import Outlines
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import base_maps, coverage_maps, excerpts, gis


def made(
    session: Session,
    wanted: MapRequest,
    kind: str,
    *,
    sheet: Sheet = Sheet.FITTING,
    is_every: bool = False,
    act: Act,
    is_practice: bool = False,
) -> bytes:
    """The file's bytes, drawn with the outlines of the day.

    Args:
        kind: one of `map_files.LABELS`.
        is_every: for a GIS, the values of all maps and not only of the wanted one.
    """
    wanted = excerpts.resolved(session, wanted)
    outlines = boundaries.outlines_on(session, wanted.asked.on)
    if kind not in map_files.GIS:
        shown = coverage_maps.printed_map(session, wanted, act=act, is_practice=is_practice)
        return map_files.drawn(kind, shown, _lines(session, shown, outlines), sheet)
    from warden_desk.formats import gis_files  # brings shapely

    of: list[Mode] = gis.modes(wanted) if is_every else [wanted.asked.mode]
    table = gis.table(session, wanted, of=of, act=act, is_practice=is_practice)
    write = gis_files.packed if kind == "gpkg" else gis_files.csv
    return write(table, outlines.shapes())


def _lines(session: Session, shown: PrintedMap, outlines: Outlines) -> map_files.Lines:
    """What the map is drawn with, as far as it is on the desk."""
    layers = shown.overlay.layers if shown.overlay else frozenset[Layer]()
    wards = None
    if Layer.WARDS in layers:
        wards = boundaries.further_outlines(session, AreaKind.WARD, shown.view.on)
    base = base_maps.printable(session) if Layer.GROUND in layers else None
    return map_files.Lines(outlines, wards, base.path if base else None)
