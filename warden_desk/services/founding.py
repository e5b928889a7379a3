"""What a new desk starts with: the areas, one CSU per district, and lists people can edit."""

import json
import tomllib
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.ids import new_id
from warden_desk.formats.areas import RegisteredArea, register
from warden_desk.paths import resource
from warden_desk.storage.tables import (
    Area,
    AreaAlias,
    BoundarySet,
    Code,
    Organisation,
    OrganisationArea,
    ShiftCode,
)

CSU = "CSU"


def found(session: Session) -> None:
    """Fill a new, empty desk with what every desk needs before its first import."""
    start = tomllib.loads(resource("new_desk.toml").read_text("utf-8"))
    since: date = start["valid_from"]
    keys = _add_areas(session, register())
    _add_csus(session, register(), keys, since)
    _add_shift_codes(session, start["shift_codes"], since)
    _add_lists(session, start["lists"], since)
    session.add(BoundarySet(**start["boundary_set"], valid_from=since))


def _add_areas(session: Session, areas: Iterable[RegisteredArea]) -> dict[str, str]:
    """The areas, parents first; returns their new keys by GSS code."""
    keys: dict[str, str] = {}
    order = list(AreaKind)
    for area in sorted(areas, key=lambda a: order.index(AreaKind(a.kind))):
        keys[area.gss_code] = key = new_id()
        session.add(
            Area(
                id=key,
                gss_code=area.gss_code,
                kind=area.kind,
                name=area.name,
                short_code=area.short_code,
                parent_id=keys.get(area.parent or ""),
                centre_easting=area.centre_easting,
                centre_northing=area.centre_northing,
                hectares=None if area.area_km2 is None else round(area.area_km2 * 100),
                valid_from=area.valid_from,
                valid_to=area.valid_to,
            )
        )
        session.add_all(AreaAlias(area_id=key, name=alias) for alias in area.aliases)
    session.flush()
    return keys


def _add_csus(
    session: Session, areas: Iterable[RegisteredArea], keys: dict[str, str], since: date
) -> None:
    for area in areas:
        if area.kind == AreaKind.DISTRICT:
            csu = Organisation(kind=CSU, name=f"{area.name} CSU")
            session.add(csu)
            session.flush()
            session.add(
                OrganisationArea(
                    organisation_id=csu.id, area_id=keys[area.gss_code], valid_from=since
                )
            )


def _add_shift_codes(session: Session, codes: Iterable[dict[str, Any]], since: date) -> None:
    session.add_all(
        ShiftCode(
            code=code["code"],
            name=code["name"],
            is_work=code["work"],
            is_absence=code.get("absence", False),
            start_minute=_minute(code.get("start")),
            end_minute=_minute(code.get("end")),
            break_minutes=code.get("break", 0),
            position=position,
            valid_from=since,
        )
        for position, code in enumerate(codes)
    )


def _add_lists(session: Session, lists: dict[str, list[dict[str, Any]]], since: date) -> None:
    rows = [
        {
            "id": new_id(),
            "list_name": name,
            "code": entry["code"],
            "label": entry["label"],
            "position": position,
            "data": json.dumps(entry["data"]) if "data" in entry else "",
            "valid_from": since,
            "valid_to": None,
        }
        for name, entries in lists.items()
        for position, entry in enumerate(entries)
    ]
    session.execute(insert(Code), rows)


def _minute(clock: str | None) -> int | None:
    if clock is None:
        return None
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
