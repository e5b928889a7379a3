# pyright: basic
"""The map's page: composed by folium once per set of boundaries, then served as plain files.

folium writes scripts and styles into the page itself. The window shows pages under a policy that
runs no such script, so that no name in the records can ever become one; therefore what folium
rendered is taken apart into files, and kept. Opening a kept page needs neither folium nor pandas,
which take a second to load.
"""

import hashlib
import re
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from warden_desk import __version__
from warden_desk.paths import resource

INDEX = "index.html"
LAYOUT = 1
"""Raise it when the composed page changes, so that kept ones are made anew."""

_OWN = (
    "map.css",
    "topology.js",
    "hatches.js",
    "labels.js",
    "tip.js",
    "controls.js",
    "map.js",
    "bridge.js",
)
_LEAFLET = ("leaflet.css", "leaflet.js")
_MADE = (INDEX, "page.css", "page.js", "areas.json")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def leaflet(name: str) -> Path:
    """A file of Leaflet, found without importing the package that carries it."""
    spec = find_spec("js_lib_leaflet")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0], "static", "js_lib_leaflet", name)


def kept(cache: Path, topology: str) -> dict[str, Path] | None:
    """The page's files by name if they were made before, else None."""
    folder = _folder(cache, topology)
    return _files(folder) if folder.exists() else None


def make(cache: Path, topology: str) -> dict[str, Path]:
    """The page's files by name, made if need be. Slow the first time: loads folium.

    Args:
        cache: a folder of this machine's; what it holds can be thrown away at any time.
        topology: TopoJSON with an object `areas`, each with `gss_code`, `name` and `district`.
    """
    folder = _folder(cache, topology)
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        half_made = Path(tempfile.mkdtemp(dir=cache))
        for name, text in _compose(topology).items():
            (half_made / name).write_text(text, "utf-8")
        try:
            half_made.rename(folder)
        except OSError:  # another window was quicker
            shutil.rmtree(half_made)
    return _files(folder)


def _folder(cache: Path, topology: str) -> Path:
    made_from = f"{__version__}\n{LAYOUT}\n{topology}"
    return cache / hashlib.sha256(made_from.encode()).hexdigest()[:16]


def _files(folder: Path) -> dict[str, Path]:
    files = {name: folder / name for name in _MADE}
    files |= {name: resource(f"map/{name}") for name in _OWN}
    return files | {name: leaflet(name) for name in _LEAFLET}


def _compose(topology: str) -> dict[str, str]:
    # A second, with pandas: only when a new set of boundaries is first shown.
    import folium
    from branca.element import Figure
    from folium.map import CustomPane

    shown = folium.Map(
        tiles=None,
        control_scale=True,
        zoom_snap=0.25,
        zoom_delta=0.5,
        attribution_control=False,
        zoom_animation=False,
        fade_animation=False,
        bounce_at_zoom_limits=False,
    )
    # Ours alone: folium's own list names five other hosts.
    shown.default_js = [(name, name) for name in ("leaflet.js", "qwebchannel.js", *_scripts())]
    shown.default_css = [(name, name) for name in ("leaflet.css", "map.css")]
    shown._id = "areas"  # noqa: SLF001 - folium names its variables at random; kept files must not
    for name, level in (("groups", 410), ("marks", 420), ("labels", 430)):
        CustomPane(name, z_index=level).add_to(shown)
    figure = shown.get_root()
    assert isinstance(figure, Figure)
    figure.render()
    head = figure.header.render()
    parts = [*_SCRIPT.findall(head), figure.script.render(), _start(shown.get_name())]
    return {
        INDEX: _index(_without(head, _STYLE, _SCRIPT), figure.html.render()),
        "page.css": "\n".join(_STYLE.findall(head)),
        "page.js": "\n".join(parts),
        "areas.json": topology,
    }


def _scripts() -> list[str]:
    return [name for name in _OWN if name.endswith(".js")]


def _start(name: str) -> str:
    return (
        f'const drawn = wardenMap.start({name}, "areas.json");\n'
        f"wardenControls.whole({name}, wardenMap.showAll);\n"
        "wardenBridge.connect(drawn);\n"
    )


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub("", text)
    return "\n".join(line for line in text.splitlines() if line.strip())


def _index(head: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n'
        f'<title>Map</title>\n<link rel="stylesheet" href="page.css"/>\n{head}\n</head>\n'
        f'<body>\n{body.strip()}\n<script src="page.js"></script>\n</body>\n</html>\n'
    )
