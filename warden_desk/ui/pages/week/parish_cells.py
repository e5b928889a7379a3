"""What parishes × days look like, and how they are spoken."""

from collections.abc import Sequence

from warden_desk.domain.dates import short_day
from warden_desk.domain.events import EventRow
from warden_desk.domain.shifts import hours
from warden_desk.domain.week_rows import ParishGrid, ParishWeek, Visitor
from warden_desk.ui.pages.week.cells import event_said
from warden_desk.ui.pages.week.keys import row_key
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.week_grid import GridCell, GridRow, Look


def parish_rows(grids: Sequence[ParishGrid]) -> list[GridRow]:
    """Parishes × days, district after district. A gap says so in the last column."""
    rows: list[GridRow] = []
    for grid in grids:
        district = ""
        for parish in grid.parishes:
            heading = parish.district if parish.district != district else ""
            district = parish.district
            rows.append(_row(parish, grid.team_id, heading))
    return rows


def _row(parish: ParishWeek, team_id: str, heading: str) -> GridRow:
    events = parish.events or ((),) * len(parish.days)
    return GridRow(
        key=row_key(parish.area_id, team_id),
        title=parish.name,
        subtitle=_carer(parish),
        cells=tuple(_cell(*both) for both in zip(parish.days, events, strict=True)),
        end=_visits(parish),
        end_tone=_tone(parish),
        end_spoken=_visits_said(parish),
        heading=heading,
    )


def _cell(visitors: Sequence[Visitor], events: Sequence[EventRow]) -> GridCell:
    said = [*(_visitor_said(visitor) for visitor in visitors), *map(event_said, events)]
    references = {reference for visitor in visitors for reference in visitor.references}
    if not visitors:
        if not events:
            return GridCell(Look.CLOSED, spoken="nobody")
        return GridCell(
            Look.GHOST, _event(events[0]), mark="nobody", spoken="\n".join(["nobody", *said])
        )
    return GridCell(
        Look.WORK,
        _who(visitors),
        sign="◆" if events else "",
        count=len(references),
        spoken="; ".join(said),
    )


def _who(visitors: Sequence[Visitor]) -> str:
    """`Ben T. 60 min`; of several their initials, `BT 60, AO 30`."""
    if len(visitors) > 1:
        return ", ".join(f"{_initials(v.name)} {v.minutes or ''}".strip() for v in visitors)
    [one] = visitors
    name = short(one.name)
    return f"{name} {one.minutes} min" if one.minutes else f"{one.start} {name}"


def _visitor_said(visitor: Visitor) -> str:
    parts = [f"{visitor.name} {visitor.times}"]
    parts += [f"{visitor.minutes} minutes"] if visitor.minutes else []
    parts += visitor.references
    return ", ".join(parts)


def _event(event: EventRow) -> str:
    return f"◆ {event.times[:4]} {event.title}"


def short(name: str) -> str:
    """`Ben T.`: a column is too narrow for surnames."""
    forename, _, surname = name.partition(" ")
    return f"{forename} {surname[:1]}." if surname else forename


def _initials(name: str) -> str:
    return "".join(word[:1] for word in name.split())


def _carer(parish: ParishWeek) -> str:
    if parish.target_days is None:
        return "nobody designated"
    last = "no visit known" if parish.last_visit is None else f"last {short_day(parish.last_visit)}"
    return f"{short(parish.primary)} · {last}"


def _visits(parish: ParishWeek) -> str:
    """`2 of 1`: planned against wanted."""
    if parish.gap:
        return f"gap 0 of {parish.wanted_visits}"
    if parish.wanted_visits:
        return f"{parish.visits} of {parish.wanted_visits}"
    if not parish.visits:
        return "none due" if parish.target_days is not None else "nobody"
    return "1 day" if parish.visits == 1 else f"{parish.visits} days"


def _visits_said(parish: ParishWeek) -> str:
    said = f"{parish.visits} of {parish.wanted_visits} visits wanted this week"
    if parish.minutes:
        said += f", {hours(parish.minutes)} hours"
    return f"gap: {parish.gap}; {said}" if parish.gap else said


def _tone(parish: ParishWeek) -> Tone | None:
    if parish.gap or parish.visits < parish.wanted_visits:
        return Tone.AMBER
    return Tone.GREEN if parish.visits else None
