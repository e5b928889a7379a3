"""How each class looks on a map: colour and hatching, so that grey paper tells them apart.

The screen, the stand-alone page and the printed map draw from the same table. The steps run from
light to dark (on a dark ground from dark to light) in an order that all kinds of colour blindness
keep; the hues are Okabe and Ito's, paler, and where they are used up another hatching follows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from warden_desk.domain.coverage import Coverage


class HatchKind(StrEnum):
    """What is drawn over a fill."""

    NONE = "none"
    LINES = "lines"
    CROSS = "cross"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class Hatch:
    """Lines, crossed lines or dots. Lengths in screen pixels; the angle in degrees from upright.

    `width` is that of a line, or a dot's radius.
    """

    kind: HatchKind = HatchKind.NONE
    spacing: float = 8
    width: float = 1
    angle: float = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A fill with its hatching, in one theme. Colours are "#RRGGBB"."""

    fill: str
    ink: str
    hatch: Hatch

    def plain(self) -> dict[str, Any]:
        """As JSON can carry it to the page."""
        hatch = self.hatch
        return {
            "fill": self.fill,
            "ink": self.ink,
            "hatch": {
                "kind": hatch.kind.value,
                "spacing": hatch.spacing,
                "width": hatch.width,
                "angle": hatch.angle,
            },
        }


_HATCHES = {
    Coverage.COVERED: Hatch(),
    Coverage.THIN: Hatch(HatchKind.LINES, spacing=6, width=1.3, angle=45),
    Coverage.CONTACT_ONLY: Hatch(HatchKind.DOTS, spacing=8, width=1.3),
    Coverage.VOLUNTEER_ONLY: Hatch(HatchKind.LINES, spacing=6, width=1.3),
    Coverage.NONE: Hatch(HatchKind.CROSS, spacing=7, width=1.3, angle=45),
    Coverage.UNPARISHED: Hatch(HatchKind.LINES, spacing=7, width=0.8, angle=90),
}
_LIGHT = {
    Coverage.COVERED: ("#A9D3BC", "#1D6A3A"),
    Coverage.THIN: ("#F8DC9C", "#B27A0C"),
    Coverage.CONTACT_ONLY: ("#C3DAF3", "#2F6DB0"),
    Coverage.VOLUNTEER_ONLY: ("#DDD2F0", "#7A57B5"),
    Coverage.NONE: ("#F6BDB5", "#B3261E"),
    Coverage.UNPARISHED: ("#F1F3F5", "#9AA6AF"),
}
_DARK = {
    Coverage.COVERED: ("#2C6148", "#84D3A0"),
    Coverage.THIN: ("#4A3713", "#D9A441"),
    Coverage.CONTACT_ONLY: ("#1C3A5A", "#6FA8E6"),
    Coverage.VOLUNTEER_ONLY: ("#3A2E57", "#A98BE0"),
    Coverage.NONE: ("#53221E", "#EC7A70"),
    Coverage.UNPARISHED: ("#232A30", "#6B7882"),
}


def looks(*, is_dark: bool = False) -> dict[Coverage, Look]:
    """The look of every state, in the light or the dark theme. Paper is light."""
    colours = _DARK if is_dark else _LIGHT
    return {state: Look(*colours[state], _HATCHES[state]) for state in Coverage}


_STEP_HATCHES = (
    Hatch(),
    Hatch(HatchKind.DOTS, spacing=9, width=1),
    Hatch(HatchKind.LINES, spacing=9, width=1, angle=45),
    Hatch(HatchKind.LINES, spacing=5, width=1.3, angle=45),
    Hatch(HatchKind.CROSS, spacing=6, width=1.2, angle=45),
)
_STEPS_LIGHT = (
    ("#FBF3DF", "#B59B5B"),
    ("#F9DFA9", "#B27A0C"),
    ("#F3B873", "#96580A"),
    ("#DF8550", "#6E2F0A"),
    ("#B9503A", "#F6D9CF"),
)
_STEPS_DARK = (
    ("#26302F", "#55655F"),
    ("#4A4426", "#8C8148"),
    ("#765427", "#C0955A"),
    ("#A9642F", "#3A1E0A"),
    ("#DE8A56", "#4C1F0C"),
)
_PLAIN = {False: ("#E7EAED", "#9AA6AF"), True: ("#262D33", "#6B7882")}
"""Where there is nothing to say, by whether the theme is dark: calm, as it may be most of a map."""

_BLANK = Hatch(HatchKind.LINES, spacing=8, width=0.8, angle=90)
_HUES_LIGHT = (
    ("#F5CF87", "#8A5A00"),
    ("#A9D7F2", "#1C6A9C"),
    ("#9BD8C3", "#0B6A4E"),
    ("#F4EBA0", "#7A6C00"),
    ("#9FBFE0", "#1F4F86"),
    ("#F0B49A", "#9A3D10"),
    ("#E5BCD5", "#8C3A6C"),
    ("#D3D7DB", "#555F68"),
)
_HUES_DARK = (
    ("#6E4E12", "#F0C06A"),
    ("#1F5573", "#8CCBEF"),
    ("#135743", "#7BD3B5"),
    ("#5C5514", "#E9DF82"),
    ("#234973", "#86B2E2"),
    ("#6F3219", "#F0A17D"),
    ("#5E2F4B", "#E0A5C8"),
    ("#454D55", "#B4BDC5"),
)
_HUE_HATCHES = (
    Hatch(),
    Hatch(HatchKind.LINES, spacing=7, width=1.2, angle=45),
    Hatch(HatchKind.DOTS, spacing=8, width=1.2),
    Hatch(HatchKind.LINES, spacing=7, width=1.2, angle=-45),
    Hatch(HatchKind.CROSS, spacing=8, width=1, angle=45),
)
HUES = len(_HUES_LIGHT) * len(_HUE_HATCHES)
"""So many looks for names: "hue0" to "hue39"."""


EVERY = (
    *(state.value for state in Coverage),
    *(f"step{at}" for at in range(len(_STEPS_LIGHT))),
    *(f"hue{at}" for at in range(HUES)),
    "blank",
    "plain",
)
"""The names of all looks there are."""


def palette(names: Iterable[str] = EVERY, *, is_dark: bool = False) -> dict[str, Look]:
    """The looks of these names: a state, "step0" to "step4", "hue0" …, "blank" or "plain"."""
    return {name: _look(name, is_dark=is_dark) for name in names}


def _look(name: str, *, is_dark: bool) -> Look:
    if name.startswith("step"):
        at = int(name.removeprefix("step"))
        return Look(*(_STEPS_DARK if is_dark else _STEPS_LIGHT)[at], _STEP_HATCHES[at])
    if name.startswith("hue"):
        hatch, hue = divmod(int(name.removeprefix("hue")) % HUES, len(_HUES_LIGHT))
        return Look(*(_HUES_DARK if is_dark else _HUES_LIGHT)[hue], _HUE_HATCHES[hatch])
    if name == "plain":
        return Look(*_PLAIN[is_dark], Hatch())
    if name == "blank":
        return Look(*(_DARK if is_dark else _LIGHT)[Coverage.UNPARISHED], _BLANK)
    return looks(is_dark=is_dark)[Coverage(name)]
