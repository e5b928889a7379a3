"""Colours by role, text size and fonts.

Nobody holds "the theme": the application's palette says whether light or dark is in effect, and
its font says how large text is, so a widget only has to repaint when Qt tells it either changed.
"""

import ctypes
import sys
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from warden_desk.paths import resource
from warden_desk.ui.stylesheet import stylesheet

BASE_PX = 13
"""Size of ordinary text at 100 %."""

TEXT_SIZES = (85, 100, 115, 130, 150, 175, 200)
"""Per cent, as + and − step through them."""

FAMILIES = ("Segoe UI Variable", "Segoe UI", ".AppleSystemUIFont", "SF Pro Text", "Inter")
"""The systems' own first; Inter comes with the program."""


class ThemeChoice(StrEnum):
    """What the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a state means. Always shown with a mark and a word as well."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Roles:
    """The named colours of one theme, as "#RRGGBB"."""

    ground: str
    surface: str
    sunken: str
    line: str
    strong: str
    text: str
    quiet: str
    faint: str
    accent: str
    accent_soft: str
    on_accent: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    blue: str
    blue_soft: str

    def colour(self, role: str) -> QColor:
        """The colour of a role, such as "quiet"."""
        return QColor(getattr(self, role))

    def ink(self, tone: Tone) -> QColor:
        """What a state is written in."""
        return self.colour("quiet" if tone is Tone.NEUTRAL else tone)

    def soft(self, tone: Tone) -> QColor:
        """What it is written on."""
        return self.colour("sunken" if tone is Tone.NEUTRAL else f"{tone}_soft")


@cache
def load(name: str) -> Roles:
    """The roles of "light" or "dark"."""
    return Roles(**tomllib.loads(resource(f"themes/{name}.toml").read_text("utf-8")))


def roles() -> Roles:
    """The colours in effect now. Ask when painting; keep none."""
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return load("dark" if ground.lightness() < 128 else "light")


def scaled(pixels: float) -> int:
    """A length at the text size in effect."""
    size = QApplication.font().pixelSize()
    return round(pixels * (size if size > 0 else BASE_PX) / BASE_PX)


class Appearance(QObject):
    """Dresses the application, and dresses it again when the user or the system changes."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._families: list[str] = []
        self.choice = ThemeChoice.SYSTEM
        self.text_size = 100
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def set(self, choice: ThemeChoice, text_size: int) -> None:
        """Use this theme, and text of `text_size` per cent."""
        self.choice, self.text_size = choice, text_size
        name = self._system() if choice is ThemeChoice.SYSTEM else str(choice)
        colours = load(name)
        self._app.setPalette(_palette(colours))
        self._app.setFont(self._font())
        self._app.setStyleSheet(stylesheet(colours, text_size / 100))
        self.changed.emit()

    def stepped(self, direction: int) -> int:
        """The text size one step larger (1) or smaller (-1) than now."""
        at = min(range(len(TEXT_SIZES)), key=lambda i: abs(TEXT_SIZES[i] - self.text_size))
        return TEXT_SIZES[max(0, min(at + direction, len(TEXT_SIZES) - 1))]

    def _follow_system(self) -> None:
        if self.choice is ThemeChoice.SYSTEM:
            self.set(self.choice, self.text_size)

    def _system(self) -> str:
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _font(self) -> QFont:
        if not self._families:
            self._families = _families()
        font = QFont(self._families)
        font.setPixelSize(round(BASE_PX * self.text_size / 100))
        return font


def offer_inter() -> None:
    """On Linux, tell fontconfig of Inter; to be called before the QApplication is made.

    Qt's own `addApplicationFont` sees only the regular weight of a variable font there.
    """
    if sys.platform.startswith("linux") and (file := _inter()):
        try:
            ctypes.CDLL("libfontconfig.so.1").FcConfigAppFontAddFile(None, str(file).encode())
        except (OSError, AttributeError):
            return  # a Linux without fontconfig: `_families` does what can be done


def _families() -> list[str]:
    known = set(QFontDatabase.families())
    if found := [family for family in FAMILIES if family in known]:
        return found
    if file := _inter():
        number = QFontDatabase.addApplicationFont(str(file))
        return QFontDatabase.applicationFontFamilies(number)
    return [QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()]


def _inter() -> Path | None:
    # Only the folder is wanted: importing the package would cost time before the first paint.
    spec = find_spec("fontpkg_inter")
    folders = (spec.submodule_search_locations or []) if spec else []
    files = [file for folder in folders for file in Path(folder, "files").glob("Inter[[]*.ttf")]
    return files[0] if files else None


def _palette(colours: Roles) -> QPalette:
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, colours.ground),
        (QPalette.ColorRole.Base, colours.surface),
        (QPalette.ColorRole.AlternateBase, colours.sunken),
        (QPalette.ColorRole.Button, colours.surface),
        (QPalette.ColorRole.ToolTipBase, colours.surface),
        (QPalette.ColorRole.WindowText, colours.text),
        (QPalette.ColorRole.Text, colours.text),
        (QPalette.ColorRole.ButtonText, colours.text),
        (QPalette.ColorRole.ToolTipText, colours.text),
        (QPalette.ColorRole.PlaceholderText, colours.faint),
        (QPalette.ColorRole.Highlight, colours.accent),
        (QPalette.ColorRole.HighlightedText, colours.on_accent),
        (QPalette.ColorRole.Accent, colours.accent),
        (QPalette.ColorRole.Link, colours.accent),
        (QPalette.ColorRole.Mid, colours.line),
    ):
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return palette
