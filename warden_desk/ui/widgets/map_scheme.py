"""The page's own world: an address scheme, the files behind it, and a wall round both.

Importing this loads QtWebEngine, so `map_view` does it only when a map is first wanted.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

SCHEME = b"warden"
HOME = QUrl("warden://map/index.html")
POLICY = (
    "default-src 'none'; script-src warden:; style-src warden:; img-src warden: data:; "
    "connect-src warden:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_CHANNEL = "qwebchannel.js"
_TYPES = {
    ".html": b"text/html",
    ".js": b"text/javascript",
    ".css": b"text/css",
    ".json": b"application/json",
    ".png": b"image/png",
    ".gif": b"image/gif",
}
_TILE = re.compile(r"tiles/(\d{1,2})/(\d{1,8})/(\d{1,8})")
_NOTHING = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)
"""The smallest picture, of one clear point: a picture that is missing would be complained of."""

Tiles = Callable[[int, int, int], tuple[bytes, str] | None]
"""The picture of a level, column and row, counted from the north-west, with its media type."""
_FORBIDDEN = (
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
)


def register_scheme() -> None:
    """Make the scheme known. Must come before the first profile; a second call does nothing."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    flag = QWebEngineUrlScheme.Flag
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled | flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


class Files(QWebEngineUrlSchemeHandler):
    """Answers with the files it was given, each with the policy, and with nothing else.

    `tiles/LEVEL/COLUMN/ROW` is asked of `tiles`, if there are any; where they have no picture the
    page gets an empty one.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.files: Mapping[str, Path] = {}
        self.tiles: Tiles | None = None
        self.missed: list[str] = []

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        name = job.requestUrl().path().removeprefix("/")
        answer = self._answer(name)
        if answer is None:
            self.missed.append(name)
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        content, media_type = answer
        buffer = QBuffer(job)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        headers: Any = {b"Content-Security-Policy": [POLICY.encode()]}
        job.setAdditionalResponseHeaders(headers)
        job.reply(QByteArray(media_type), buffer)

    def _answer(self, name: str) -> tuple[bytes, bytes] | None:
        if name == _CHANNEL:
            return _channel(), _TYPES[".js"]
        if place := _TILE.fullmatch(name):
            level, column, row = map(int, place.groups())
            found = self.tiles(level, column, row) if self.tiles else None
            return (found[0], found[1].encode()) if found else (_NOTHING, _TYPES[".gif"])
        path = self.files.get(name)
        return None if path is None else (path.read_bytes(), _TYPES[path.suffix])


class Wall(QWebEngineUrlRequestInterceptor):
    """Lets through what stays in the scheme, and remembers what it stopped."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stopped: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        if info.requestUrl().scheme() not in (SCHEME.decode(), "data"):
            self.stopped.append(info.requestUrl().toString())
            info.block(True)


class Profile(QWebEngineProfile):
    """Keeps nothing on disk, downloads nothing, reaches nothing but its own files."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.wall = Wall(self)
        self.handler = Files(self)
        self.setUrlRequestInterceptor(self.wall)
        self.installUrlSchemeHandler(QByteArray(SCHEME), self.handler)
        self.setPersistentPermissionsPolicy(
            QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
        )
        self.downloadRequested.connect(self._refuse_download)

    @property
    def files(self) -> Mapping[str, Path]:
        """What the page may ask for, by name."""
        return self.handler.files

    @files.setter
    def files(self, files: Mapping[str, Path]) -> None:
        self.handler.files = files

    def _refuse_download(self, download: QWebEngineDownloadRequest) -> None:
        download.cancel()


class Page(QWebEnginePage):
    """Goes nowhere, opens nothing, allows nothing.

    Args:
        complain: told what the page's own scripts complain about.
    """

    def __init__(
        self, profile: QWebEngineProfile, complain: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(profile, parent)
        self._complain = complain
        for attribute in _FORBIDDEN:
            self.settings().setAttribute(attribute, False)
        self.permissionRequested.connect(self._refuse_permission)
        self.newWindowRequested.connect(self._refuse_window)

    def acceptNavigationRequest(
        self,
        url: QUrl | str,
        type: QWebEnginePage.NavigationType,  # noqa: A002 - Qt's names
        isMainFrame: bool,  # noqa: N803
    ) -> bool:
        return QUrl(url) == HOME and isMainFrame

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        lineNumber: int,  # noqa: N803
        sourceID: str,  # noqa: N803
    ) -> None:
        if level != QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel:
            self._complain(f"{Path(sourceID).name}:{lineNumber}: {message}")

    def _refuse_permission(self, permission: QWebEnginePermission) -> None:
        permission.deny()

    def _refuse_window(self, request: QWebEngineNewWindowRequest) -> None:
        """A request that nobody opens is dropped."""


def _channel() -> bytes:
    file = QFile(":/qtwebchannel/qwebchannel.js")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data())
