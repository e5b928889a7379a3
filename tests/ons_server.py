"""A server on this machine that answers as the ONS's does."""

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAGE = 2


def feature(number: int) -> dict[str, Any]:
    west = 0.80 + number / 100
    ring = [[west, 51.1], [west + 0.01, 51.1], [west + 0.01, 51.11], [west, 51.11], [west, 51.1]]
    return {
        "type": "Feature",
        "id": number,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {
            "OBJECTID": number,
            "PARNCP24CD": f"E0409900{number}",
            "PARNCP24NM": f"Parish {number}",
            "LAD24CD": "E07000105",
        },
    }


ABOUT = {
    "name": "Parishes_December_2024_EW_BGC",
    "objectIdField": "OBJECTID",
    "maxRecordCount": PAGE,
    "fields": [{"name": name} for name in ("OBJECTID", "PARNCP24CD", "PARNCP24NM", "LAD24CD")],
}


@dataclass
class Service:
    """What the server has, how it fails next, and what it was asked."""

    features: list[dict[str, Any]] = field(default_factory=lambda: [feature(n) for n in range(5)])
    about: dict[str, Any] = field(default_factory=lambda: dict(ABOUT))
    failures: dict[int, list[str]] = field(default_factory=dict)
    """How a page, by its offset, fails before it is given: a status, "cut", "error", "html"."""
    says_at_top: bool = False
    asked: list[int] = field(default_factory=list)
    wheres: set[str] = field(default_factory=set)
    boxes: set[str] = field(default_factory=set)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/arcgis/rest/services/Parishes/FeatureServer/0"

    def answer(self, path: str) -> tuple[str, Any]:
        parts = urlsplit(path)
        words = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if not parts.path.endswith("/query"):
            return "", self.about
        self.wheres.add(words["where"])
        self.boxes.add(words.get("geometry", ""))
        if words.get("returnCountOnly"):
            return "", {"count": len(self.features)}
        at, count = int(words["resultOffset"]), int(words["resultRecordCount"])
        self.asked.append(at)
        failing = self.failures.get(at, [])
        page = self.features[at : at + count]
        whole: dict[str, Any] = {"type": "FeatureCollection", "features": page}
        if at + count < len(self.features):
            whole |= (
                {"exceededTransferLimit": True}
                if self.says_at_top
                else {"properties": {"exceededTransferLimit": True}}
            )
        return (failing.pop(0) if failing else ""), whole


@contextmanager
def serving() -> Generator[Service]:
    """The service for the length of a block."""
    made = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            how, said = made.answer(self.path)
            data = json.dumps(said).encode()
            if how == "error":
                data = b'{"error": {"code": 400, "message": "Invalid URL", "details": []}}'
            if how == "html":
                data = b"<html>The service is being maintained</html>"
            if how.isdigit():
                self.send_error(int(how))
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if how == "cut" else data)

        def log_message(self, *_: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()
