"""Fetching a set of outlines from the ONS: its feature service, page by page, only when asked.

Nothing about the desk is sent but the codes of its districts. What came is kept until all is
there, so that a fetch that was cut goes on where it stopped.
"""

import hashlib
import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress
from warden_desk.formats.boundaries_layers import district_column, known_layer
from warden_desk.formats.boundaries_shapes import bounds
from warden_desk.formats.outlines import Ours
from warden_desk.storage.files import replace_file

_TIMEOUT_S = 30
_WAITS_S = (1.0, 4.0, 10.0)
_MOST_PAGE = 60_000_000
_MOST_PAGES = 200
_MOST_ALL = 110_000_000
_AT_ONCE = 100
_HERE = ("localhost", "127.0.0.1", "::1")
_BUSY = (429, 500, 502, 503, 504)
_CUT = (urllib.error.URLError, http.client.HTTPException, OSError)

Pause = Callable[[float], object]
_Json = dict[str, Any]


class NotFetched(UserError):
    """The service did not give what was asked for."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer of the service: its address, what it says of itself, and which areas are wanted."""

    address: str
    name: str
    wanted: Mapping[str, str]
    order: str
    at_once: int


def fetch(
    address: str,
    ours: Ours,
    folder: Path,
    progress: Progress,
    pause: Pause = time.sleep,
) -> Path:
    """Fetch the areas of the service; returns a GeoJSON file that can be read like any other.

    Args:
        address: of a layer, ending in `/FeatureServer/0`.
        folder: where pages are kept meanwhile, and the file afterwards.

    Raises:
        NotFetched: there is no link, or the service refuses; the sentence says which.
        Cancelled: whoever watches asked to stop. What came is kept.
    """
    address = _checked(address)
    progress.step(0, 1, "Asking the ONS")
    layer = _layer(address, ours, pause)
    asked = hashlib.sha256(f"{layer.address}\n{sorted(layer.wanted.items())}".encode()).hexdigest()[
        :16
    ]
    kept = folder / f"fetched-{asked}"
    kept.mkdir(parents=True, exist_ok=True)
    count = int(_ask(layer, {"returnCountOnly": "true", "f": "json"}, pause).get("count") or 0)
    if count == 0:
        raise NotFetched("The service has no areas of your districts in this set. Try another.")
    features = _features(layer, count, kept, progress, pause)
    whole = {"type": "FeatureCollection", "features": features}
    path = folder / f"{layer.name}.geojson"
    replace_file(path, json.dumps(whole, separators=(",", ":")).encode())
    for page in kept.iterdir():
        page.unlink()
    kept.rmdir()
    return path


def _features(layer: _Layer, count: int, kept: Path, progress: Progress, pause: Pause) -> list[Any]:
    features: list[Any] = []
    size = 0
    for _ in range(_MOST_PAGES):
        progress.step(len(features), count, f"{len(features)} of {count} areas")
        page = kept / f"{len(features)}.json"
        found = _read(page)
        if found is None:
            found = _ask(layer, _page(layer, len(features)), pause)
            replace_file(page, json.dumps(found).encode())
        size += page.stat().st_size
        if size > _MOST_ALL:
            raise NotFetched("The set is too large. Ask for a generalised one (BGC) in Settings.")
        features += found["features"]
        if not _goes_on(found) or not found["features"]:
            break
    if len(features) < count:
        raise NotFetched(
            f"Only {len(features)} of {count} areas came. Try again: what came is kept."
        )
    return features


def _page(layer: _Layer, offset: int) -> dict[str, str]:
    return {
        "outFields": "*",
        "outSR": "4326",
        "geometryPrecision": "6",
        "orderByFields": layer.order,
        "resultOffset": str(offset),
        "resultRecordCount": str(layer.at_once),
        "f": "geojson",
    }


def _goes_on(page: Mapping[str, Any]) -> bool:
    """Whether there is more; older services say so at the top, newer ones in `properties`."""
    facts = _json(page.get("properties"))
    return bool(page.get("exceededTransferLimit") or facts.get("exceededTransferLimit"))


def _json(value: object) -> _Json:
    return cast("_Json", value) if isinstance(value, dict) else _Json()


def _read(page: Path) -> dict[str, Any] | None:
    """A page that came before; None if it did not, or not whole."""
    try:
        found = json.loads(page.read_bytes())
    except (OSError, ValueError):
        return None
    return found if _is_page(found) else None


def _is_page(found: Any) -> bool:
    return isinstance(_json(found).get("features"), list)


def _layer(address: str, ours: Ours, pause: Pause) -> _Layer:
    about = _answer(f"{address}?f=json", pause)
    columns = [str(field["name"]) for field in about.get("fields", ())]
    name = "".join(c if c.isalnum() or c in "_-" else "_" for c in str(about.get("name") or "set"))
    if known_layer(name, columns, name) is None:
        raise NotFetched(
            "The address in Settings leads to a set that is none of parishes, wards or districts. "
            "Choose another on the ONS Open Geography Portal."
        )
    most = about.get("maxRecordCount")
    return _Layer(
        address,
        name[:80],
        _wanted(district_column(columns), ours),
        str(about.get("objectIdField") or columns[0]),
        min(_AT_ONCE, most) if isinstance(most, int) and most > 0 else _AT_ONCE,
    )


def _wanted(district: str, ours: Ours) -> dict[str, str]:
    """The areas of our districts; where the set names no districts, those round about."""
    if district:
        codes = ", ".join(f"'{code}'" for code in sorted(ours.districts) if code.isalnum())
        return {"where": f"{district} IN ({codes})"}
    return {
        "where": "1=1",
        "geometry": ",".join(str(round(edge)) for edge in bounds(ours.outlines.shapes())),
        "geometryType": "esriGeometryEnvelope",
        "inSR": "27700",
        "spatialRel": "esriSpatialRelIntersects",
    }


def _ask(layer: _Layer, words: Mapping[str, str], pause: Pause) -> dict[str, Any]:
    query = urllib.parse.urlencode({**layer.wanted, **words})
    found = _answer(f"{layer.address}/query?{query}", pause)
    if words["f"] == "geojson" and not _is_page(found):
        raise NotFetched("The service answered with something else than areas. Try again later.")
    return found


def _answer(url: str, pause: Pause) -> dict[str, Any]:
    """What the service says, tried again while it is busy or the link is cut."""
    for wait in (*_WAITS_S, None):
        try:
            return _said(_download(url))
        except urllib.error.HTTPError as error:
            if error.code not in _BUSY or wait is None:
                raise NotFetched(
                    f"The service refused ({error.code}). Check the address in Settings, or try "
                    "again later: what came is kept."
                ) from error
        except _CUT as error:
            if wait is None:
                raise NotFetched(
                    "The service cannot be reached. Check the link to the internet, then try "
                    "again: what came is kept."
                ) from error
        pause(wait)
    raise AssertionError  # the last try answers or raises


def _said(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except ValueError as error:
        raise NotFetched(
            "The service answered with something else than areas. Check the address in Settings."
        ) from error
    said = _json(found)
    if not said:
        raise NotFetched("The service answered with something else than areas.")
    if problem := said.get("error"):
        code = _json(problem).get("code", "")
        raise NotFetched(f"The service refused the question ({code}). Check the address.")
    return said


def _download(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"User-Agent": "Warden Desk"})
    opener = urllib.request.build_opener(_Redirects())
    with opener.open(request, timeout=_TIMEOUT_S) as answer:
        data = answer.read(_MOST_PAGE + 1)
        said = answer.headers.get("Content-Length")
    if len(data) > _MOST_PAGE:
        raise NotFetched("The service sends more at once than a page of areas can hold.")
    if said is not None and said.isdigit() and len(data) < int(said):
        raise http.client.IncompleteRead(data)
    return data


def _checked(address: str) -> str:
    """The address, if it is one that may be asked.

    Raises:
        NotFetched: it is none, or would go over the network unprotected.
    """
    parts = urllib.parse.urlsplit(address.strip().rstrip("/"))
    is_here = parts.hostname in _HERE
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and is_here)):
        raise NotFetched(
            "The address of the ONS service in Settings must begin with https://. Copy it from the "
            "Open Geography Portal; it ends in /FeatureServer/0."
        )
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Only to where one may go in the first place."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        _checked(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
