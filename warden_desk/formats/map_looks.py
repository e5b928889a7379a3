"""How each coverage state looks on a map: colour and hatching, so that grey paper tells all six.

The screen, the stand-alone page and the printed map draw from the same table.
"""

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
