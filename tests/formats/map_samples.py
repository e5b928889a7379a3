"""A county's coverage, invented, and names that try to become something else than names."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from warden_desk.domain.areas import LOCAL_KINDS, AreaKind
from warden_desk.domain.coverage import Coverage
from warden_desk.domain.coverage_modes import STATES, MapClass, Mode, ModeRow, ModeView
from warden_desk.domain.map_papers import PrintedMap, without_names
from warden_desk.domain.sheets import Imprint
from warden_desk.formats import areas
from warden_desk.formats.map_words import mode_words

DAY = date(2026, 11, 23)

_RUN = "window.__ran=1"
HOSTILE = (
    f"</script><img src=x onerror={_RUN}>",
    f"</script><script>{_RUN}</script>",
    f"<script>{_RUN}</script>",
    f"<img src=x onerror='{_RUN}'>",
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f'"><svg/onload={_RUN}>',
    f"'><img src=x onerror={_RUN}>",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f"<iframe src=javascript:{_RUN}></iframe>",
    f"<a href=javascript:{_RUN} autofocus onfocus={_RUN}>x</a>",
    f"<input autofocus onfocus={_RUN}>",
    f"<details open ontoggle={_RUN}>",
    f"<body onload={_RUN}>",
    f"<video><source onerror={_RUN}></video>",
    f"<math><mtext><style><img src=x onerror={_RUN}></style></mtext></math>",
    f"--><script>{_RUN}</script><!--",
    f"<!--<script>{_RUN}//-->",
    f"]]><script>{_RUN}</script>",
    "`${" + _RUN + "}`",
    "{{constructor.constructor('" + _RUN + "')()}}",
    '");' + _RUN + ";//",
    "');" + _RUN + ";//",
    '\\");' + _RUN + ";//",
    "\u2028" + _RUN + "\u2029",
    f"&lt;img src=x onerror={_RUN}&gt;",
    f"<style>@import 'http://127.0.0.1/x.css'</style><b onclick={_RUN}>",
    '<link rel=stylesheet href="http://127.0.0.1/x.css">',
    '<meta http-equiv=refresh content="0;url=http://127.0.0.1/">',
    '<base href="http://127.0.0.1/">',
    "<object data='http://127.0.0.1/x'></object>",
    "url(#hatch);fill:url(http://127.0.0.1/x)",
    f"<img/src/onerror={_RUN}>",
    f"<IMG SRC=x OnErRoR={_RUN}>",
    f"<img src=x:x onerror\n=\n{_RUN}>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    f"<svg><set onbegin={_RUN} attributename=x>",
    f"<svg><a xlink:href=javascript:{_RUN}><text>x</text></a></svg>",
    f"<svg><use href='data:image/svg+xml,<svg onload={_RUN}>'/></svg>",
    f"<marquee onstart={_RUN}>x</marquee>",
    f"<select autofocus onfocus={_RUN}></select>",
    f"<textarea autofocus onfocus={_RUN}></textarea>",
    f"<keygen autofocus onfocus={_RUN}>",
    f"<audio src=x onerror={_RUN}></audio>",
    f"<form action=javascript:{_RUN}><button>x</button></form>",
    f"<button formaction=javascript:{_RUN}>x</button>",
    f"<embed src=javascript:{_RUN}>",
    f"<template><script>{_RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={_RUN}>'></noscript>",
    f"\\u003cimg src=x onerror={_RUN}\\u003e%3Cscript%3E{_RUN}%3C/script%3E",
)


def rows(*, hostile: bool = False) -> list[ModeRow]:
    """Every area of the register, the states in turn; `hostile` replaces every name."""
    names, states = cycle(HOSTILE), cycle(tuple(Coverage)[:5])
    districts = {a.gss_code: a.name for a in areas.register() if a.kind == AreaKind.DISTRICT}
    if hostile:
        districts = dict(zip(districts, names, strict=False))
    made: list[ModeRow] = []
    for area in (a for a in areas.register() if a.kind in LOCAL_KINDS):
        is_unparished = area.kind == AreaKind.UNPARISHED
        state = Coverage.UNPARISHED if is_unparished else next(states)
        is_served = state in (Coverage.COVERED, Coverage.THIN)
        primary = (next(names) if hostile else "Ben Tilley") if is_served else ""
        made.append(
            ModeRow(
                area_id=f"id-{area.gss_code}",
                gss_code=area.gss_code,
                name=next(names) if hostile else area.name,
                district_id=area.parent,
                district=districts[area.parent or ""],
                is_unparished=is_unparished,
                key=state,
                words=state.label,
                primary=primary,
                last_visit=DAY - timedelta(days=3) if is_served else None,
                others=(next(names),) if hostile else ("Jo Lyle",),
            )
        )
    return made


def in_state(row: ModeRow, state: Coverage) -> ModeRow:
    """An area in another state."""
    return replace(row, key=state, words=state.label)


def view(mode: Mode = Mode.COVERAGE, *, hostile: bool = False) -> ModeView:
    """The same areas as a map of any mode, in the classes of coverage; or by warden."""
    of_name = {"Ben Tilley": "hue0", **dict.fromkeys(HOSTILE, "hue1")}
    classes = STATES
    shown = rows(hostile=hostile)
    if mode is Mode.WARDEN:
        shown = [replace(row, key=row.primary, words=row.primary or "Nobody") for row in shown]
        names = sorted({row.key for row in shown if row.key})
        classes = (
            *(MapClass(name, name, "", "Designated warden", of_name[name]) for name in names),
            MapClass("", "Nobody", "×", "No designated warden", "blank"),
        )
    elif hostile:
        classes = tuple(replace(one, label=HOSTILE[1], meaning=HOSTILE[2]) for one in STATES)
        shown = [replace(row, words=HOSTILE[3]) for row in shown]
    return ModeView(
        mode=mode,
        title=HOSTILE[5] if hostile else mode.label,
        first=DAY,
        on=DAY,
        classes=classes,
        rows=tuple(shown),
        note=HOSTILE[4] if hostile else "",
    )


def area_words(row: ModeRow) -> dict[str, Any]:
    """An area as the map's page hears of it."""
    [of] = [one for one in STATES if one.key == row.key]
    return mode_words(row, of, Mode.COVERAGE)


def printed_map(
    mode: Mode = Mode.COVERAGE,
    *,
    hostile: bool = False,
    has_names: bool = False,
    scope: str = "Kent",
) -> PrintedMap:
    """The map of all of them, with its credits and imprint."""

    def said(plain: str) -> str:
        return HOSTILE[0] if hostile else plain

    shown = view(mode, hostile=hostile)
    return PrintedMap(
        scope=said(scope),
        view=shown if has_names else without_names(shown),
        caption=said("Indicative areas"),
        sources=(said("Contains National Statistics data."), said("Coast: GSHHG.")),
        imprint=Imprint(
            service=said("Community Warden Service"),
            marking=said("OFFICIAL"),
            sensitive_marking=said("OFFICIAL-SENSITIVE"),
            version="Coverage on Mon 23 Nov 2026",
            printed_by=said("T. Tester"),
            printed_at="23 Nov 2026, 09:00",
            is_practice=True,
        ),
        has_names=has_names,
    )
