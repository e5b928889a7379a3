"""The hot-spot sheet on A4: what is wanted, what was counted before and after, the caution."""

from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.dates import uk_date
from warden_desk.domain.hot_spot_effect import CAUTION, HotSpotSheet
from warden_desk.domain.months import Month
from warden_desk.domain.places import grid_reference
from warden_desk.formats.pdf.lists import LARGE, Column, ListRow, Section, flow
from warden_desk.formats.pdf.page import PORTRAIT, Box, Paper, body, write
from warden_desk.formats.pdf.style import Ink, TextStyle, draw, draw_right, fill, rule, safe_name
from warden_desk.formats.pdf.text import fit

_TITLE = TextStyle(17, "SemiBold")
_PLAIN = TextStyle(10, colour=Ink.QUIET)
_STATE = TextStyle(11, "SemiBold")
_HEAD_HEIGHT = 62.0
_CHART_HEIGHT = 118.0
_BAR = TextStyle(7)
_BAR_STRONG = TextStyle(8, "SemiBold")
_MOST_LINES = 8


def render(sheet: HotSpotSheet) -> bytes:
    """The sheet as one PDF."""
    area = body(PORTRAIT)
    below = _HEAD_HEIGHT + (_CHART_HEIGHT if sheet.effect.counts else 0)
    pages, _ = flow(
        _sections(sheet),
        lambda page: area.without_top(_HEAD_HEIGHT if page else below),
        LARGE,
    )
    for page in pages:
        page.paints.insert(0, partial(_paint_head, sheet=sheet, area=area))
    if sheet.effect.counts:
        pages[0].paints.append(partial(_paint_chart, sheet=sheet, area=area))
    watermarks = ("PRACTICE",) if sheet.imprint.is_practice else ()
    title = f"Hot-spot: {sheet.row.name}"
    return write([Paper(title, sheet.imprint, pages, PORTRAIT, watermarks)])


def file_name(sheet: HotSpotSheet) -> str:
    """Such as "hot-spot_lenham_2026-11-23.pdf": the parish, never what was typed."""
    return safe_name("hot-spot", sheet.row.area, sheet.row.acts_from.isoformat())


def _sections(sheet: HotSpotSheet) -> list[Section]:
    spot, effect = sheet.row, sheet.effect
    where = spot.place
    if spot.easting is not None and spot.northing is not None:
        where = f"{where}, {grid_reference(spot.easting, spot.northing, 8)}"
    facts = [
        ("Where", where),
        ("About", spot.about),
        ("Patrols", spot.period),
        ("What is wanted", spot.wanted or "Be seen, speak with people, and say what was found."),
    ]
    result = [
        ("Before", effect.before_words),
        ("After", effect.after_words),
        ("Time given", effect.time_words),
        ("Around it", effect.around_words),
        ("Counted for", effect.land),
        ("What may be said", effect.conclusion),
    ]
    return [
        _facts("What is wanted", facts),
        _facts("What came of it", result),
        _patrols(sheet),
        _facts(
            "Read with care", [("", f"{CAUTION} Counted by: {sheet.outlines}. {sheet.source}.")]
        ),
    ]


def _facts(title: str, facts: list[tuple[str, str]]) -> Section:
    rows = tuple(ListRow(fact, frozenset({0})) for fact in facts if fact[1])
    if not rows[0].texts[0]:
        one = tuple(ListRow(row.texts[1:]) for row in rows)
        return Section(title, (Column("", 1.0, _MOST_LINES),), one, "", is_counted=False)
    columns = (Column("", 0.2), Column("", 0.8, _MOST_LINES))
    return Section(title, columns, rows, "", is_counted=False)


def _patrols(sheet: HotSpotSheet) -> Section:
    columns = (
        Column("Day", 0.25),
        Column("Who", 0.4),
        Column("Planned", 0.15),
        Column("Given", 0.2),
    )
    rows = tuple(
        ListRow(
            (
                uk_date(patrol.on_date),
                patrol.who,
                f"{patrol.planned} min",
                "not yet" if patrol.done is None else f"{patrol.done} min",
            )
        )
        for patrol in sheet.effect.patrols
    )
    return Section("Patrols", columns, rows, "None is planned yet.")


def _paint_head(canvas: Canvas, *, sheet: HotSpotSheet, area: Box) -> None:
    right, spot = area.x + area.width, sheet.row
    state = fit(sheet.state, _STATE, 90)
    draw(canvas, area.x, area.top - 6, f"{sheet.imprint.service} · hot-spot sheet", _BAR)
    draw(canvas, area.x, area.top - 25, fit(spot.name, _TITLE, area.width - 100), _TITLE)
    draw_right(canvas, right, area.top - 25, state, _STATE)
    below = f"{spot.area}, {spot.district} · {spot.period}"
    draw(canvas, area.x, area.top - 41, fit(below, _PLAIN, area.width), _PLAIN)
    rule(canvas, area.x, area.top - 50, area.width, Ink.ACCENT, 1.4)


def _paint_chart(canvas: Canvas, *, sheet: HotSpotSheet, area: Box) -> None:
    """A bar for each month; those after the patrols began are filled, so that grey tells them."""
    effect = sheet.effect
    top, floor = area.top - _HEAD_HEIGHT - 8, area.top - _HEAD_HEIGHT - _CHART_HEIGHT + 26
    draw(canvas, area.x, top - 2, "Incidents a month: outlined before, filled since", _BAR)
    months = effect.counts[0][0].until(effect.counts[-1][0])
    counts = dict(effect.counts)
    most = max(1, *counts.values())
    step = min(46.0, area.width / len(months))
    room = top - 22 - floor
    for at, month in enumerate(months):
        count = counts.get(month)
        x, height = area.x + at * step, room * (count or 0) / most
        _paint_bar(
            canvas, x + step * 0.15, floor, step * 0.7, height, is_after=_is_after(sheet, month)
        )
        middle = x + step / 2
        told = "–" if count is None else str(count)
        draw(canvas, middle - _BAR_STRONG.width(told) / 2, floor + height + 3, told, _BAR_STRONG)
        label = month.short if len(months) <= 14 or month.number in (1, 7) else ""
        name = fit(label.replace(" 20", " ’"), _BAR, step * 2)
        draw(canvas, middle - _BAR.width(name) / 2, floor - 10, name, _BAR)
    rule(canvas, area.x, floor, area.width, Ink.STRONG_LINE, 0.6)


def _is_after(sheet: HotSpotSheet, month: Month) -> bool:
    return month in sheet.effect.months_after


def _paint_bar(
    canvas: Canvas, x: float, floor: float, width: float, height: float, *, is_after: bool
) -> None:
    if is_after:
        fill(canvas, x, floor, width, height, Ink.ACCENT)
        return
    canvas.setStrokeColorRGB(*Ink.STRONG_LINE)
    canvas.setFillColorRGB(*Ink.SHADE)
    canvas.setLineWidth(0.8)
    canvas.rect(x, floor, width, height, stroke=1, fill=1)
