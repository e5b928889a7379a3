"""What is said after `import …` about how a list shall be read."""

from datetime import date
from typing import TYPE_CHECKING

from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ImportPlan, RepeatChoice

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.storage.database import Database


def district_id(database: "Database", typed: str | None, today: date) -> str:
    """The key of the district named, by name or code; empty if none is."""
    from warden_desk.services import areas as area_service

    if typed is None:
        return ""
    rows = database.read(area_service.districts, today)
    for row in rows:
        if typed.casefold() in (
            row.name.casefold(),
            row.short_code.casefold(),
            row.gss_code.casefold(),
        ):
            return row.id
    raise UserError(f"There is no district “{typed}”: {', '.join(row.name for row in rows)}.")


def columns(pairs: tuple[str, ...]) -> dict[str, int] | None:
    """`problem=4` as the column of each field, counted from 0."""
    found: dict[str, int] = {}
    for pair in pairs:
        field, _, number = pair.partition("=")
        if not number.isdecimal() or int(number) < 1:
            raise UserError(f"“{pair}” names no column. Write FIELD=NUMBER, the first column is 1.")
        found[field] = int(number) - 1
    return found or None


def words(said: tuple[str, ...]) -> dict[tuple[str, str], str]:
    """`urgency:P1=high` as what the sender's words mean."""
    from warden_desk.domain.names import plain_name
    from warden_desk.services.imports.words import check_meaning

    found: dict[tuple[str, str], str] = {}
    for each in said:
        word, _, meaning = each.rpartition("=")
        table, _, written = word.partition(":")
        if not (table and written and meaning):
            raise UserError(f"“{each}” explains no word. Write urgency:P1=high.")
        check_meaning(table, meaning)
        found[table, plain_name(written)] = meaning
    return found


def areas(database: "Database", pairs: tuple[str, ...], today: date) -> dict[int, str]:
    """`130=Newington (Swale)` as the area each row means."""
    from warden_desk.services import areas as area_service
    from warden_desk.services.imports.organisation_places import THE_DISTRICT

    if not pairs:
        return {}
    known: dict[str, str] = {}
    for area in database.read(area_service.local_areas, today):
        known[area.gss_code.casefold()] = area.id
        known[f"{area.name} ({area.district})".casefold()] = area.id
    for area in database.read(area_service.districts, today):
        known[area.gss_code.casefold()] = area.id
        known[f"{area.name} ({THE_DISTRICT})".casefold()] = area.id
    found: dict[int, str] = {}
    for pair in pairs:
        row, _, typed = pair.partition("=")
        if not row.isdecimal() or typed.strip().casefold() not in known:
            raise UserError(f"“{pair}” names no place. Write 130=Newington (Swale).")
        found[int(row)] = known[typed.strip().casefold()]
    return found


def repeats(
    plan: ImportPlan, merged: frozenset[int], linked: frozenset[int]
) -> dict[int, RepeatChoice]:
    """Which rows go into the tasking they may repeat, and which are linked with it."""
    may_repeat = {row.row: row.repeats[0] for row in plan.rows if row.repeats}
    for row in sorted(merged | linked):
        if row not in may_repeat:
            raise UserError(f"Row {row} of {plan.file_name} repeats nothing. See --dry-run.")
    return {
        row: RepeatChoice(may_repeat[row].tasking_id, is_same=row in merged)
        for row in sorted(merged | linked)
    }
