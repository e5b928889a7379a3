from itertools import product

import pytest
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from warden_desk.paths import resource
from warden_desk.ui.icons import icon
from warden_desk.ui.page_table import PAGES
from warden_desk.ui.theme import BASE_PX, Appearance, ThemeChoice, Tone, load, roles, scaled
from warden_desk.ui.widgets.pill import Pill

WRITTEN = ("text", "quiet", "faint", "accent", "red", "amber", "green", "blue")
GROUNDS = ("ground", "surface", "sunken")


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *product(WRITTEN, GROUNDS),
        *((str(tone), f"{tone}_soft") for tone in Tone if tone is not Tone.NEUTRAL),
        ("accent", "accent_soft"),
        ("text", "accent_soft"),
        ("faint", "accent_soft"),
        ("text", "amber_soft"),
        ("text", "red_soft"),
        ("on_accent", "accent"),
    ],
)
def test_everything_written_can_be_read(theme: str, ink: str, ground: str) -> None:
    colours = load(theme)

    assert contrast(colours.colour(ink), colours.colour(ground)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_the_edge_of_a_field_and_the_mark_of_focus_can_be_seen(theme: str, ground: str) -> None:
    colours = load(theme)

    assert contrast(colours.colour("strong"), colours.colour(ground)) >= 3
    assert contrast(colours.colour("accent"), colours.colour(ground)) >= 3


def test_the_theme_can_be_changed_while_the_window_is_open(
    qtbot: QtBot, appearance: Appearance
) -> None:
    pill = Pill("Overdue", Tone.RED)
    qtbot.addWidget(pill)
    pill.show()
    qtbot.waitExposed(pill)
    in_light = pill.grab().toImage()

    appearance.set(ThemeChoice.DARK, 100)

    assert roles() == load("dark")
    assert pill.grab().toImage() != in_light


def test_the_system_theme_is_followed_until_one_is_chosen(appearance: Appearance) -> None:
    appearance.set(ThemeChoice.SYSTEM, 100)

    assert roles() in (load("light"), load("dark"))
    assert appearance.choice is ThemeChoice.SYSTEM


def test_text_size_scales_text_and_lengths(appearance: Appearance) -> None:
    appearance.set(ThemeChoice.LIGHT, 200)

    assert QApplication.font().pixelSize() == 2 * BASE_PX
    assert scaled(28) == 56


def test_text_size_steps_and_stops_at_both_ends(appearance: Appearance) -> None:
    assert appearance.stepped(1) == 115
    appearance.set(ThemeChoice.LIGHT, 200)
    assert appearance.stepped(1) == 200
    appearance.set(ThemeChoice.LIGHT, 85)
    assert appearance.stepped(-1) == 85


def test_the_family_has_a_real_semibold(qtbot: QtBot) -> None:
    button = QPushButton("Taskings overdue")
    qtbot.addWidget(button)
    button.setProperty("kind", "primary")
    button.ensurePolished()

    bold = button.fontMetrics().horizontalAdvance(button.text())

    assert bold > QFontMetrics(QApplication.font()).horizontalAdvance(button.text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_has_an_icon(page: object) -> None:
    assert resource(f"icons/{page.icon}.svg").exists()  # pyright: ignore[reportAttributeAccessIssue]


def test_every_icon_is_drawn_in_the_colour_in_effect(appearance: Appearance) -> None:
    for file in resource("icons").glob("*.svg"):
        svg = file.read_text("utf-8")
        assert 'stroke="currentColor"' in svg, file.name
        assert "#" not in svg, f"{file.name} has a colour of its own"
    in_light = icon("today").pixmap(24).toImage()
    appearance.set(ThemeChoice.DARK, 100)

    assert icon("today").pixmap(24).toImage() != in_light


def test_an_icon_is_crisp_on_a_dense_screen(qtbot: QtBot) -> None:
    del qtbot
    dense = icon("today").pixmap(icon("today").actualSize(QPushButton().iconSize()), 2.0)

    assert dense.width() == 2 * dense.deviceIndependentSize().width()


def test_the_palette_alone_says_which_theme_is_in_effect(appearance: Appearance) -> None:
    appearance.set(ThemeChoice.DARK, 100)

    ground = QApplication.palette().color(QPalette.ColorRole.Window)

    assert ground == load("dark").colour("ground")
