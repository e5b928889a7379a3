"""What the map shows, in columns for a GIS: of one map, or of all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Mode, ModeRow, ModeView
from warden_desk.domain.gis import GisColumn, GisTable
from warden_desk.domain.map_papers import MapRequest, PrintedMap
from warden_desk.services import areas, coverage_work
from warden_desk.services.coverage import coverage_maps
from warden_desk.services.coverage.coverage_modes import MODES
from warden_desk.services.coverage_work import Open

_PERCENT = (Mode.MINUTES, Mode.FUNDED)
_NO_FIGURE = (Mode.WARDEN, Mode.TEAM, Mode.VACANCY)

_FIGURES = {
    Mode.COVERAGE: "0 covered, 1 thin, 2 contact only, 3 volunteer only, 4 none, 5 unparished",
    Mode.VISIT: "Days since the last visit; empty if there never was one",
    Mode.DEBT: "Days owed, weighted by need where scores are on the desk",
    Mode.MINUTES: "Percent of the time agreed on that was given; empty without a target",
    Mode.TASKINGS: "Taskings open on the last day",
    Mode.FUNDED: "Percent of the hours bought that were given; empty where none were bought",
    Mode.NEED: "Points; empty where nothing is known",
    Mode.INCIDENTS: "Incidents a year for each 1,000 residents, or for each square kilometre where "
    "nobody said how many live there; the words say which",
}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column, and where its value comes from."""

    name: str
    kind: type
    meaning: str
    value: Callable[[ModeRow], object]


def modes(wanted: MapRequest) -> list[Mode]:
    """All maps that can be asked for without saying more than is said."""
    return [mode for mode in MODES if mode is not Mode.VACANCY or wanted.asked.person_id]


def views(session: Session, wanted: MapRequest, of: Sequence[Mode]) -> list[ModeView]:
    """What several maps show of the same areas on the same day."""
    return [
        coverage_maps.shown(session, replace(wanted, asked=replace(wanted.asked, mode=mode)))
        for mode in of
    ]


def table(
    session: Session,
    wanted: MapRequest,
    *,
    of: Sequence[Mode],
    act: Act,
    is_practice: bool = False,
) -> GisTable:
    """The values of these maps."""
    found = views(session, wanted, of)
    codes = {row.id: row.gss_code or "" for row in areas.districts(session, wanted.asked.on)}
    columns = _about_area(codes)
    for view in found:
        columns += _of_view(session, view)
    columns += _visits_and_names(with_names=wanted.with_names)
    # Every view has the same areas in the same order: a row of each answers for its own columns.
    rows = found[0].rows
    return GisTable(
        columns=tuple(GisColumn(one.name, one.kind, one.meaning) for one in columns),
        rows=tuple(tuple(column.value(row) for column in columns) for row in rows),
        about=_about(session, wanted, found, act=act, is_practice=is_practice),
    )


def _about_area(codes: dict[str, str]) -> list[_Column]:
    return [
        _Column("gss_code", str, "The area's code in the register", lambda row: row.gss_code),
        _Column("name", str, "The area's name on the last day", lambda row: row.name),
        _Column(
            "kind",
            str,
            "parish or unparished",
            lambda row: "unparished" if row.is_unparished else "parish",
        ),
        _Column(
            "district_code",
            str,
            "The district's code",
            lambda row: codes.get(row.district_id or "", ""),
        ),
        _Column("district", str, "The district's name", lambda row: row.district),
    ]


def _of_view(session: Session, view: ModeView) -> list[_Column]:
    mode = view.mode
    labels = {one.key: one.label for one in view.classes}
    columns = [
        _told(
            f"{mode}_class",
            str,
            f"{view.title}: the class it is shown in",
            {row.gss_code: labels[row.key] for row in view.rows},
        ),
        _told(
            f"{mode}_words",
            str,
            f"{view.title}: the value in words",
            {row.gss_code: row.words for row in view.rows},
        ),
    ]
    if mode is Mode.TASKINGS:
        return columns + _waiting(session, view)
    if mode not in _NO_FIGURE:
        figures = {row.gss_code: _figure(view, row) for row in view.rows}
        columns.append(_told(f"{mode}_value", float, _FIGURES[mode], figures))
    return columns


def _told(name: str, kind: type, meaning: str, values: Mapping[str, object]) -> _Column:
    """A column of values by the area's code."""
    return _Column(name, kind, meaning, lambda row: values[row.gss_code])


def _waiting(session: Session, view: ModeView) -> list[_Column]:
    """How many taskings are open and late: what their list is sorted by is no figure."""
    found = coverage_work.open_taskings(session, view.on)
    areas_of = {row.gss_code: found.get(row.area_id, Open()) for row in view.rows}
    return [
        _told(
            "taskings_value",
            float,
            _FIGURES[Mode.TASKINGS],
            {code: float(waiting.count) for code, waiting in areas_of.items()},
        ),
        _told(
            "taskings_overdue",
            int,
            "How many of them are overdue",
            {code: waiting.overdue for code, waiting in areas_of.items()},
        ),
    ]


def _figure(view: ModeView, row: ModeRow) -> float | None:
    """The figure of a row; lists are sorted by another one where nothing is known."""
    if view.mode is Mode.VISIT:
        return float((view.on - row.last_visit).days) if row.last_visit else None
    if row.value is None or row.value < 0:
        return None
    return round(row.value * (100 if view.mode in _PERCENT else 1), 2)


def _visits_and_names(*, with_names: bool) -> list[_Column]:
    columns = [
        _Column(
            "last_visit",
            str,
            "The day of the last visit, as 2026-11-23; empty if there never was one",
            lambda row: row.last_visit.isoformat() if row.last_visit else "",
        )
    ]
    if with_names:
        columns += [
            _Column("warden", str, "The designated warden", lambda row: row.primary),
            _Column(
                "others",
                str,
                "Everybody else who looks after it",
                lambda row: ", ".join(row.others),
            ),
        ]
    return columns


def _about(
    session: Session, wanted: MapRequest, found: Sequence[ModeView], *, act: Act, is_practice: bool
) -> tuple[tuple[str, str], ...]:
    shown = coverage_maps.printed_map(session, wanted, act=act, is_practice=is_practice)
    first = min(view.first for view in found)
    lines = [
        ("title", ", ".join(view.title for view in found)),
        ("scope", shown.scope),
        ("first day of periods", first.isoformat()),
        ("day", wanted.asked.on.isoformat()),
        ("service", shown.imprint.service),
        ("marking", shown.marking),
        ("outlines", shown.caption),
        ("sources", " ".join(shown.sources)),
        ("made", shown.imprint.printed_at),
        *((f"how {view.mode} is counted", view.note) for view in found if view.note),
    ]
    lines += [("practice", "Practice data, invented")] if is_practice else []
    lines += [("what if", shown.trial)] if shown.trial else []
    lines += _about_excerpt(shown)
    return tuple((what, words) for what, words in lines if words)


def _about_excerpt(shown: PrintedMap) -> list[tuple[str, str]]:
    """That the table is of a piece of the map, and of which one."""
    over = shown.overlay
    if over is None:
        return []
    west, south, east, north = (round(bound) for bound in over.extent.bounds)
    said = f"easting {west} to {east}, northing {south} to {north}, EPSG:27700"
    lines = [("only areas that lie, wholly or in part, in", said), ("areas", shown.counted)]
    return lines + ([("only areas shown as", ", ".join(over.only))] if over.only else [])
