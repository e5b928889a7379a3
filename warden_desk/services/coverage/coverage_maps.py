"""What the map shows, as a sheet to hand out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Asked, Mode, ModeRow, ModeView
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.dates import uk_date
from warden_desk.domain.desk_clock import moment
from warden_desk.domain.map_excerpts import Layer
from warden_desk.domain.map_papers import MapRequest, PrintedMap, listed, without_names
from warden_desk.domain.sheets import Imprint
from warden_desk.services import areas
from warden_desk.services import settings as desk_settings
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import base_maps, coverage_modes, excerpts
from warden_desk.storage.tables import Person

_FEW = 6
"""So many parishes are named one by one."""


def printed_map(
    session: Session, wanted: MapRequest, *, act: Act, is_practice: bool = False
) -> PrintedMap:
    """The map that is wanted, with nobody named in it unless that is wanted, too."""
    asked = wanted.asked
    view = shown(session, wanted)
    caption, sources = lines_of(session, asked.on)
    overlay = excerpts.overlay_of(session, wanted, view)
    if overlay and Layer.GROUND in overlay.layers and (base := base_maps.printable(session)):
        sources = (*sources, _sentence(base.credit))
    return PrintedMap(
        scope=scope_of(session, wanted),
        view=view,
        caption=caption,
        sources=sources,
        imprint=_imprint(session, wanted, act, is_practice=is_practice),
        has_names=wanted.with_names,
        trial=_trial(session, asked.proposals),
        overlay=overlay,
    )


def shown(session: Session, wanted: MapRequest) -> ModeView:
    """What the map shows of the wanted districts, as its reader may see it."""
    asked = wanted.asked
    view = coverage_modes.shown(session, asked)
    view = replace(view, rows=tuple(_within(view.rows, wanted)))
    if asked.mode is Mode.VACANCY:
        view = replace(view, title=_leaver(session, wanted))
    return view if wanted.with_names else without_names(view)


def lines_of(session: Session, on: date) -> tuple[str, tuple[str, ...]]:
    """What the outlines of a day are, in words for the map's corner, and whose they are."""
    # Before the first day of any set the indicative areas are drawn all the same.
    found = boundaries.set_on(session, on) or next(
        (row for row in boundaries.sets(session) if row.is_indicative), None
    )
    if found is None:
        return "", ()
    caption = found.name
    if found.is_indicative:
        caption = f"{caption}: drawn from postcodes, not the legal boundaries"
    return caption, tuple(filter(None, (_sentence(found.source), _sentence(found.licence))))


def scope_of(session: Session, wanted: MapRequest) -> str:
    """What the part that is shown is called."""
    return wanted.scope or excerpts.county(session, wanted.asked.on)


def destroy_by(session: Session, wanted: MapRequest, *, act: Act) -> date | None:
    """Until when it may be kept; None for a map that names nobody and shows nothing sensitive."""
    if not wanted.with_names and not excerpts.sensitive_taskings(session, wanted):
        return None
    return act.at.date() + timedelta(days=desk_settings.load(session).sheet_destroy_days)


def _trial(session: Session, proposals: Sequence[HandOverDraft]) -> str:
    """What is only tried, as a paper says it; "" if nothing is."""
    if not proposals:
        return ""
    tried = areas.by_ids(session, {key for draft in proposals for key in draft.area_ids})
    names = sorted(area.name for area in tried)
    some = listed(names) if len(names) <= _FEW else f"{len(names)} parishes"
    are = "is" if len(names) == 1 else "are"
    return f"What if: nothing of this is decided. {some} {are} shown as if handed over."


def _within(rows: Iterable[ModeRow], wanted: MapRequest) -> Iterable[ModeRow]:
    districts, codes = wanted.district_ids, wanted.codes
    return [
        row
        for row in rows
        if (districts is None or row.district_id in districts)
        and (codes is None or row.gss_code in codes)
    ]


def _leaver(session: Session, wanted: MapRequest) -> str:
    person = session.get(Person, wanted.asked.person_id) if wanted.asked.person_id else None
    if person is None or not wanted.with_names:
        return "If one warden leaves"
    return f"If {person.forename} {person.surname} leaves"


def _sentence(text: str) -> str:
    return f"{text}." if text and not text.endswith(".") else text


def _imprint(session: Session, wanted: MapRequest, act: Act, *, is_practice: bool) -> Imprint:
    settings = desk_settings.load(session)
    last_day = destroy_by(session, wanted, act=act)
    return Imprint(
        service=settings.service_name,
        marking=settings.default_marking,
        sensitive_marking=settings.sensitive_marking,
        version=_version(wanted.asked),
        # The print log knows who; the sheet names nobody unless that is wanted.
        printed_by=act.by if wanted.with_names else "",
        printed_at=moment(act.at, settings),
        destroy_by=uk_date(last_day) if last_day else "",
        is_practice=is_practice,
    )


def _version(asked: Asked) -> str:
    words = "up to" if asked.mode.has_period else "on"
    return f"{asked.mode.label} {words} {uk_date(asked.on)}"
