"""What a map page is told of an area, on the screen and in the saved page alike."""

from typing import Any

from warden_desk.domain.coverage_modes import MapClass, Mode, ModeRow
from warden_desk.domain.dates import plain_date


def mode_words(row: ModeRow, of: MapClass, mode: Mode) -> dict[str, Any]:
    """One area as `map.js` hears of it: plain text, which the page never reads as HTML.

    Args:
        of: the class the row is in.
    """
    visited = f"Last visit {plain_date(row.last_visit)}" if row.last_visit else "Never visited"
    place = f"{row.district}, unparished" if row.is_unparished else row.district
    others = ", ".join(row.others)
    said = f"{of.mark} {of.label}".strip()
    lines = [
        place,
        said,
        "" if row.words == of.label else row.words,
        "" if row.primary == of.label else row.primary,
        f"Also {others}" if row.primary and others else others,
        "" if mode is Mode.VISIT and row.last_visit is None else visited,
    ]
    return {
        "id": row.gss_code,
        "name": row.name,
        "group": row.district,
        "state": of.look,
        "spoken": row.sentence,
        "lines": [line for line in lines if line],
    }
