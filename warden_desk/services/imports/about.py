"""What a list says of itself: its day, its district, its next meeting."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warden_desk.domain import date_order
from warden_desk.domain.areas import AreaRow
from warden_desk.domain.date_order import DateOrder
from warden_desk.domain.date_reading import DateContext, Lean
from warden_desk.domain.dates import WEEKDAYS, uk_date
from warden_desk.domain.imports import ColumnUse, ImportContext
from warden_desk.domain.names import plain_name
from warden_desk.domain.written_dates import read_date
from warden_desk.formats.cells import cell_text
from warden_desk.formats.lists import SheetList
from warden_desk.formats.mail_text import IS_LETTER, MEETING_WEEKDAY
from warden_desk.services.area_names import AreaNames

_FILE_DAY = re.compile(
    r"(?<!\d)(?:20\d{2}[-_.]?\d{2}[-_.]?\d{2}|\d{1,2}[-_.]\d{1,2}[-_.]20\d{2})(?!\d)"
)
_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class About:
    """The list as a whole. `district_reason` says how the district was found, as a sentence."""

    district_id: str = ""
    district: str = ""
    district_reason: str = ""
    list_day: date | None = None
    next_meeting: date | None = None
    date_order: DateOrder | None = None
    """None where nothing shows it: then the day comes first, as is usual here."""
    notes: tuple[str, ...] = ()

    @property
    def dates(self) -> dict[Lean, DateContext]:
        """What half-written dates are completed from, by the way they point."""
        order = self.date_order or DateOrder.DAY_FIRST
        return {lean: DateContext(self.list_day, lean, self.next_meeting, order) for lean in Lean}


def read(
    context: ImportContext,
    found: SheetList,
    file_name: str,
    columns: Sequence[ColumnUse],
    districts: Sequence[AreaRow],
    areas: AreaNames,
) -> About:
    """What is said by the caller, the titles, the file's name and, for the district, the places."""
    notes: list[str] = []
    list_day = context.list_day or _list_day(context, found, file_name, notes)
    next_meeting = context.next_meeting or _next_meeting(found, list_day, notes)
    order = _date_order(context, found, columns, notes)
    district, reason = _district(context, found, file_name, columns, districts, areas)
    return About(
        "" if district is None else district.id,
        "" if district is None else district.name,
        reason,
        list_day,
        next_meeting,
        order,
        tuple(notes),
    )


def _date_order(
    context: ImportContext, found: SheetList, columns: Sequence[ColumnUse], notes: list[str]
) -> DateOrder | None:
    """As it was decided, else as the dates show that can be read in one way only."""
    at = [use.column for use in columns if use.field.endswith("_on")]
    cells = (entry.cells[column] for entry in found.entries for column in at)
    shown, has_some = date_order.shown_by(cell for cell in cells if isinstance(cell, str))
    order = context.date_order or shown
    if order is DateOrder.MONTH_FIRST:
        notes.append("Dates are read month first, as in 11/27/2026.")
    elif order is None and has_some:
        notes.append("No date shows whether day or month comes first: read day first.")
    return order


def _list_day(
    context: ImportContext, found: SheetList, file_name: str, notes: list[str]
) -> date | None:
    told = read_date(found.facts.get("meeting_on")).day
    if told is not None:
        return told
    in_name = _FILE_DAY.search(file_name)
    named = None if in_name is None else read_date(re.sub(r"[_.]", "-", in_name[0])).day
    if IS_LETTER not in found.facts:
        return named
    return _letter_day(found, read_date(found.facts.get("sent_on")).day or named, context, notes)


def _letter_day(
    found: SheetList, sent_on: date | None, context: ImportContext, notes: list[str]
) -> date:
    """A letter is about the meeting it names, the last one before it was sent."""
    day = sent_on or context.today
    weekday = cell_text(found.facts.get(MEETING_WEEKDAY))
    if weekday:
        named = next(n for n, name in enumerate(WEEKDAYS) if name.lower().startswith(weekday))
        day -= timedelta(days=(day.weekday() - named) % 7)
        notes.append(f"“{WEEKDAYS[named]}’s meeting” is taken as {uk_date(day)}.")
    elif sent_on is None:
        notes.append(f"The text is not dated: it is taken as of today, {uk_date(day)}.")
    return day


def _next_meeting(found: SheetList, list_day: date | None, notes: list[str]) -> date | None:
    told = read_date(found.facts.get("next_meeting_on"), DateContext(list_day)).day
    if told is not None:
        return told
    if list_day is not None and any("weekly" in title.casefold() for title in found.titles):
        day = list_day + timedelta(days=7)
        notes.append(f"The list is weekly: “next meeting” is taken as {uk_date(day)}.")
        return day
    return None


def _district(
    context: ImportContext,
    found: SheetList,
    file_name: str,
    columns: Sequence[ColumnUse],
    districts: Sequence[AreaRow],
    areas: AreaNames,
) -> tuple[AreaRow | None, str]:
    if context.district_id:
        given = next((d for d in districts if d.id == context.district_id), None)
        return given, "" if given is None else f"{given.name}, as chosen."
    texts = (
        ("the list says so", cell_text(found.facts.get("district"))),
        ("the title says so", " ".join(found.titles)),
        ("the file's name says so", file_name),
        ("the sheet's name says so", found.sheet),
    )
    for reason, text in texts:
        named = [d for d in districts if f" {plain_name(d.name)} " in f" {plain_name(text)} "]
        if len(named) == 1:
            return named[0], f"{named[0].name}: {reason}."
    return _by_places(found, columns, districts, areas)


def _by_places(
    found: SheetList,
    columns: Sequence[ColumnUse],
    districts: Sequence[AreaRow],
    areas: AreaNames,
) -> tuple[AreaRow | None, str]:
    used = {use.field: use.column for use in columns}
    column = used.get("parish", used.get("place"))
    if column is None:
        return None, ""
    places = (areas.match(cell_text(e.cells[column])).area for e in found.entries[:200])
    counts = Counter(area.district_id for area in places if area is not None)
    for district_id, count in counts.most_common(1):
        if count >= 2 and count >= _SHARE * sum(counts.values()):
            district = next(d for d in districts if d.id == district_id)
            return district, f"{district.name}: {count} of its places lie there."
    return None, ""
