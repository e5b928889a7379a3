"""What the map shows, as a file to save: paper, picture, page for a browser, or for a GIS."""

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Mode
from warden_desk.domain.map_papers import MapRequest, Sheet
from warden_desk.formats import map_files
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import coverage_maps, gis


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
    outlines = boundaries.outlines_on(session, wanted.asked.on)
    if kind not in map_files.GIS:
        shown = coverage_maps.printed_map(session, wanted, act=act, is_practice=is_practice)
        return map_files.drawn(kind, shown, outlines, sheet)
    from warden_desk.formats import gis_files  # brings shapely

    of: list[Mode] = gis.modes(wanted) if is_every else [wanted.asked.mode]
    table = gis.table(session, wanted, of=of, act=act, is_practice=is_practice)
    write = gis_files.packed if kind == "gpkg" else gis_files.csv
    return write(table, outlines.shapes())
