"""The map as one file for a browser: no other file, no network, nothing of a name's runs.

Words reach the page as JSON that a script puts in as text, or escaped. On top of that the page
itself names, by their hashes, the only scripts and styles that a browser may use in it.
"""

import base64
import hashlib
import json
import re
from dataclasses import asdict
from html import escape
from typing import Any

from warden_desk.domain.coverage_modes import MapClass, ModeRow
from warden_desk.domain.dates import plain_date
from warden_desk.domain.degrees import from_place
from warden_desk.domain.map_excerpts import Layer, Overlay
from warden_desk.domain.map_papers import PrintedMap
from warden_desk.formats import map_folium
from warden_desk.formats.map_folium import MAP, SCRIPTS, STYLE
from warden_desk.formats.map_looks import HatchKind, Look, palette
from warden_desk.formats.map_words import mode_words

_COLOURS = {
    "--ground": "#FFFFFF",
    "--surface": "#FFFFFF",
    "--sunken": "#EDF0F2",
    "--line": "#DCE1E5",
    "--strong": "#84919B",
    "--text": "#1A2227",
    "--quiet": "#4A5761",
    "--faint": "#5C6973",
    "--accent": "#0A6C6B",
    "--red": "#B3261E",
    "--amber": "#8A5A00",
    "--green": "#1D6A3A",
    "--blue": "#2F6DB0",
    "--edge": "#FFFFFF",
    "--group": "#4A5761",
    "--halo": "#FFFFFF",
    "--veil": "#FFFFFFD9",
    "--size": "13px",
}
_START = f"""
const told = JSON.parse(document.getElementById("told").textContent);
wardenMap.start({MAP}, told.topology);
wardenControls.whole({MAP}, wardenMap.showAll);
for (const message of told.messages) wardenMap.hear(message);
"""
_UNUSED_PICTURES = re.compile(r"[^{}]*\{[^{}]*url\([^)]*\)[^{}]*\}")


def html(shown: PrintedMap, topology: str, wards: str = "", ground: bytes | None = None) -> str:
    """The page.

    Args:
        topology: TopoJSON as for `map_page.make`; areas the map does not show are left out.
        wards: further lines, as TopoJSON, or "".
        ground: a picture (JPEG) of the ground under an excerpt, if there is one.
    """
    parts = map_folium.compose()
    # Leaflet's pictures are for markers and layer lists, which this page has none of.
    leaflet_style = _UNUSED_PICTURES.sub("", map_folium.leaflet("leaflet.css").read_text("utf-8"))
    styles = [leaflet_style, parts.style, *(_own(name) for name in (STYLE, "export.css"))]
    leaflet = map_folium.leaflet("leaflet.js").read_text("utf-8")
    scripts = [_inert(leaflet), *(_own(name) for name in SCRIPTS), parts.script + _START]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en-GB">',
            "<head>",
            parts.head,
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts, styles)}"/>',
            f"<title>{escape(shown.title)}</title>",
            *(f"<style>{style}</style>" for style in styles),
            "</head>",
            "<body>",
            _header(shown),
            f"<main>{parts.body}</main>",
            _table(shown),
            _data(shown, topology, wards, ground),
            *(f"<script>{script}</script>" for script in scripts),
            "</body>",
            "</html>\n",
        ]
    )


def _own(name: str) -> str:
    return map_folium.own(name).read_text("utf-8")


def _inert(script: str) -> str:
    """Without the pointer to a source map, which a browser would go and look for."""
    return re.sub(r"//# sourceMappingURL=\S*", "", script)


def _policy(scripts: list[str], styles: list[str]) -> str:
    def hashes(texts: list[str]) -> str:
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _header(shown: PrintedMap) -> str:
    classes = "".join(
        f"<li>{_swatch(one.look, look)}<span>{escape(one.mark)} {escape(one.label)}</span>"
        f"<b>{count}</b><small>{escape(one.meaning)}</small></li>"
        for one, count in shown.key()
        for look in palette([one.look]).values()
    )
    trial = f'<p class="trial">{escape(shown.trial)}</p>' if shown.trial else ""
    notes = "".join(f'<p class="counted">{escape(words)}</p>' for words in _notes(shown))
    return (
        f'<header><p class="marking">{escape(shown.marking)}</p>'
        f"<h1>{escape(shown.title)}</h1><p>{escape(shown.under)} · {escape(shown.counted)}</p>"
        f'{trial}<ul class="legend">{classes}</ul>{notes}</header>'
    )


def _notes(shown: PrintedMap) -> list[str]:
    """How it is counted; of a piece of the map also what stands out, and what lies over it."""
    over, notes = shown.overlay, [shown.view.note]
    if over is not None:
        pins = [f"{words} ({count})" for _, words, count in over.counted()]
        notes += [
            f"Only these are in this file: {', '.join(over.only)}." if over.only else "",
            f"Over the areas: {'; '.join(pins)}." if pins else "",
            "No ground is drawn beyond these areas." if over.in_part else "",
        ]
    return [note for note in notes if note]


def _swatch(name: str, look: Look) -> str:
    fill = look.fill
    if look.hatch.kind is not HatchKind.NONE:
        fill = f"url(#hatch-{name.replace(' ', '-')})"
    return (
        '<svg width="30" height="20" aria-hidden="true">'
        f'<rect width="30" height="20" fill="{fill}" stroke="#84919B"/></svg>'
    )


def _table(shown: PrintedMap) -> str:
    heads = ["District", "Parish", shown.view.mode.label, "In figures"]
    heads += ["Designated warden", "Others"] if shown.has_names else []
    cells = "".join(f'<th scope="col">{escape(head)}</th>' for head in (*heads, "Last visit"))
    classes = {one.key: one for one in shown.view.classes}
    rows = "".join(
        f"<tr>{_cells(row, classes[row.key], has_names=shown.has_names)}</tr>"
        for row in shown.view.rows
    )
    return (
        "<details><summary>The same as a table</summary>"
        f"<table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></details>"
    )


def _cells(row: ModeRow, of: MapClass, *, has_names: bool) -> str:
    figures = "" if row.words == of.label else row.words
    cells = [row.district, row.name, f"{of.mark} {of.label}".strip(), figures]
    cells += [row.primary, ", ".join(row.others)] if has_names else []
    cells.append(plain_date(row.last_visit) if row.last_visit else "never")
    return "".join(f"<td>{escape(cell)}</td>" for cell in cells)


def _data(shown: PrintedMap, topology: str, wards: str, ground: bytes | None) -> str:
    view = shown.view
    classes = {one.key: one for one in view.classes}
    looks = palette({one.look for one in view.classes})
    told: dict[str, Any] = {
        "topology": json.loads(topology),
        "messages": [
            {
                "kind": "style",
                "variables": _COLOURS,
                "looks": {name: look.plain() for name, look in looks.items()},
            },
            {
                "kind": "areas",
                "areas": [mode_words(row, classes[row.key], view.mode) for row in view.rows],
            },
            {"kind": "notes", "caption": shown.caption, "credit": " ".join(shown.sources)},
            *(_over(shown.overlay, wards, ground) if shown.overlay else ()),
        ],
    }
    # Nothing may end the script element early or open a comment in it.
    text = json.dumps(told, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="told">{text}</script>'


def _over(over: Overlay, wards: str, ground: bytes | None) -> list[dict[str, Any]]:
    """What lies over the areas and under them, and the ground on which the page opens."""
    west, south, east, north = over.extent.degrees()
    extent = {"west": west, "south": south, "east": east, "north": north}
    url = f"data:image/jpeg;base64,{base64.b64encode(ground or b'').decode()}"
    heat = [(*from_place(spot.easting, spot.northing), spot.count) for spot in over.spots]
    return [
        {"kind": "groups", "on": Layer.DISTRICTS in over.layers},
        {"kind": "names", "on": Layer.NAMES in over.layers},
        {"kind": "wards", "topology": wards},
        {"kind": "heat", "points": heat},
        {"kind": "pins", "pins": [asdict(pin) for pin in over.pins]},
        *([{"kind": "picture", "url": url, **extent}] if ground else []),
        {"kind": "extent", **extent},
    ]
