"""The map's page: composed once per set of boundaries, then served as plain files.

The window shows pages under a policy that runs no script written into a page, so that no name in
the records can ever become one; therefore what folium composed is kept as files. Opening a kept
page needs neither folium nor pandas, which take a second to load.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path

from warden_desk import __version__
from warden_desk.formats import map_folium
from warden_desk.formats.map_folium import MAP, SCRIPTS, STYLE

INDEX = "index.html"
LAYOUT = 6
"""Raise it when the composed page changes, so that kept ones are made anew."""

_LEAFLET = ("leaflet.css", "leaflet.js")
_BRIDGE = "bridge.js"
_CHANNEL = "qwebchannel.js"
_MADE = (INDEX, "page.css", "page.js", "areas.json")

_START = f"""
const drawn = fetch("areas.json")
  .then((answer) => answer.json())
  .then((topology) => wardenMap.start({MAP}, topology));
wardenControls.whole({MAP}, wardenMap.showAll);
wardenBridge.connect(drawn);
"""


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
        for name, text in _texts(topology).items():
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
    files |= {name: map_folium.own(name) for name in (STYLE, *SCRIPTS, _BRIDGE)}
    return files | {name: map_folium.leaflet(name) for name in _LEAFLET}


def _texts(topology: str) -> dict[str, str]:
    parts = map_folium.compose()
    styles = ("leaflet.css", "page.css", STYLE)
    scripts = ("leaflet.js", _CHANNEL, *SCRIPTS, _BRIDGE, "page.js")
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        "<title>Map</title>",
        parts.head,
        *(f'<link rel="stylesheet" href="{name}"/>' for name in styles),
        "</head>",
        "<body>",
        parts.body,
        *(f'<script src="{name}"></script>' for name in scripts),
        "</body>",
        "</html>",
    ]
    return {
        INDEX: "\n".join(lines) + "\n",
        "page.css": parts.style,
        "page.js": parts.script + _START,
        "areas.json": topology,
    }
