# pyright: basic
"""The composing of a map page: folium lives here and nowhere else.

folium writes scripts and styles into one page. Taken apart, each can be served as a file, or named
by its hash, so that a page may run these scripts and no others.
"""

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from warden_desk.paths import resource

SCRIPTS = (
    *("topology.js", "hatches.js", "labels.js", "tip.js", "controls.js", "lasso.js"),
    *("pins.js", "ground.js", "heat.js", "view.js", "marks.js", "walk.js"),
    "map.js",
)
STYLE = "map.css"

MAP = "map_areas"
"""The variable that holds Leaflet's map in `Parts.script`."""

_PANES = (("heat", 405), ("groups", 410), ("marks", 420), ("labels", 430), ("pins", 440))

_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPTS = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_LINKS = re.compile(r"<(?:script src|link rel)=[^>]*>(?:</script>)?")


@dataclass(frozen=True, slots=True)
class Parts:
    """A page of folium's in pieces. `head` holds neither scripts, styles nor links."""

    head: str
    style: str
    body: str
    script: str


def compose() -> Parts:
    """A map with panes and controls, and no tiles. Slow the first time: loads folium and pandas."""
    import folium  # a second: only when a new set of boundaries or an export is wanted
    from branca.element import Figure
    from folium.map import CustomPane

    shown = folium.Map(
        tiles=None,
        control_scale=True,
        zoom_snap=0.1,
        zoom_delta=0.5,
        attribution_control=False,
        zoom_animation=False,
        fade_animation=False,
        bounce_at_zoom_limits=False,
    )
    shown._id = MAP.removeprefix("map_")  # noqa: SLF001 - else at random, and kept files would differ
    for name, level in _PANES:
        CustomPane(name, z_index=level).add_to(shown)
    figure = shown.get_root()
    assert isinstance(figure, Figure)
    figure.render()
    head = figure.header.render()
    return Parts(
        head=_without(head, _STYLES, _SCRIPTS, _LINKS),
        style="\n".join(_STYLES.findall(head)),
        body=figure.html.render().strip(),
        script="\n".join([*_SCRIPTS.findall(head), figure.script.render()]),
    )


def own(name: str) -> Path:
    """One of our own files for the page."""
    return resource(f"map/{name}")


def leaflet(name: str) -> Path:
    """A file of Leaflet, found without importing the package that carries it."""
    spec = find_spec("js_lib_leaflet")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0], "static", "js_lib_leaflet", name)


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub("", text)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
