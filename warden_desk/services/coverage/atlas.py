"""What stands in an atlas: its parts, and of a parish what every map says."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Mode, ModeRow, ModeView
from warden_desk.domain.dates import plain_date
from warden_desk.domain.errors import UserError
from warden_desk.domain.map_papers import Atlas, AtlasPart, AtlasRequest, Per, PrintedMap
from warden_desk.domain.progress import Progress, Silent
from warden_desk.services import areas, teams
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import coverage_maps, gis

_Maker = Callable[[Session, AtlasRequest, PrintedMap], list[AtlasPart]]
_NO_DISTRICT = "Without a district"


def gather(session: Session, wanted: AtlasRequest, *, act: Act, is_practice: bool = False) -> Atlas:
    """The atlas that is wanted.

    Raises:
        UserError: there is nothing to show.
    """
    shown = wanted.shown
    whole = coverage_maps.printed_map(session, shown, act=act, is_practice=is_practice)
    parts = _MAKERS[wanted.per](session, wanted, whole)
    if not parts:
        raise UserError(f"There are no {wanted.per.several} to show on that day.")
    return Atlas(
        per=wanted.per,
        whole=whole,
        parts=tuple(parts),
        places={
            area.gss_code: (area.name, area.district)
            for area in areas.local_areas(session, shown.asked.on)
            if area.gss_code
        },
    )


def made(
    session: Session,
    wanted: AtlasRequest,
    *,
    act: Act,
    is_practice: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """The atlas as a PDF, drawn with the outlines of the day.

    Raises:
        UserError: there is nothing to show.
    """
    from warden_desk.formats import atlas  # reportlab takes a while to load

    found = gather(session, wanted, act=act, is_practice=is_practice)
    outlines = boundaries.outlines_on(session, wanted.shown.asked.on)
    return atlas.render(found, outlines.shapes(), progress or Silent())


def _districts(_: Session, __: AtlasRequest, whole: PrintedMap) -> list[AtlasPart]:
    found: dict[str, list[ModeRow]] = {}
    for row in whole.view.rows:
        found.setdefault(row.district or _NO_DISTRICT, []).append(row)
    return [
        AtlasPart(title=name, under="", rows=tuple(rows)) for name, rows in sorted(found.items())
    ]


def _teams(session: Session, wanted: AtlasRequest, whole: PrintedMap) -> list[AtlasPart]:
    parts: list[AtlasPart] = []
    for team in teams.rows(session, wanted.shown.asked.on):
        rows = tuple(row for row in whole.view.rows if row.district_id in team.district_ids)
        if rows:
            parts.append(AtlasPart(title=team.name, under=", ".join(team.districts), rows=rows))
    return parts


def _parishes(session: Session, wanted: AtlasRequest, whole: PrintedMap) -> list[AtlasPart]:
    modes = [mode for mode in gis.modes(wanted.shown) if _says_more(mode, wanted)]
    views = gis.views(session, wanted.shown, modes)
    said = [(view, {row.gss_code: row for row in view.rows}) for view in views]
    return [
        AtlasPart(
            title=row.name,
            under=f"{row.district}, unparished" if row.is_unparished else row.district,
            rows=(row,),
            facts=(*_facts(row.gss_code, said), *_people(row), _last_visit(row)),
        )
        for row in whole.view.rows
    ]


def _says_more(mode: Mode, wanted: AtlasRequest) -> bool:
    """Without names the map of wardens says only who has the same one."""
    return mode is not Mode.WARDEN or wanted.shown.with_names


def _facts(
    code: str, said: Sequence[tuple[ModeView, Mapping[str, ModeRow]]]
) -> list[tuple[str, str]]:
    return [(view.title, rows[code].words) for view, rows in said]


def _people(row: ModeRow) -> list[tuple[str, str]]:
    return [("Also looked after by", ", ".join(row.others))] if row.others else []


def _last_visit(row: ModeRow) -> tuple[str, str]:
    return "Last visit", plain_date(row.last_visit) if row.last_visit else "None on record"


_MAKERS: dict[Per, _Maker] = {Per.DISTRICT: _districts, Per.TEAM: _teams, Per.PARISH: _parishes}
