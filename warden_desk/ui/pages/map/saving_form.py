"""What is asked before the map is printed or saved: which part of it, as what, and how."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from warden_desk.domain.map_papers import Sheet
from warden_desk.formats import map_files
from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.form import Form

PAPER = "pdf"
SHEETS = {
    Sheet.FITTING: "As it fits best",
    Sheet.LANDSCAPE: "Lying",
    Sheet.PORTRAIT: "Upright",
}


class Part(StrEnum):
    """How much of the map is wanted."""

    SCREEN = "screen"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveWish:
    """What somebody chose: one of `map_files.LABELS`, and how."""

    part: Part = Part.SCREEN
    kind: str = PAPER
    sheet: Sheet = Sheet.FITTING
    with_names: bool = False
    is_every: bool = False


def wish_form(wish: SaveWish, whole: str, *, has_screen: bool) -> Form[SaveWish]:
    """The form, with what was chosen last.

    Args:
        whole: what the whole of it is called: the county, or a team.
        has_screen: whether a map is on the screen of which a part could be taken.
    """
    form: Form[SaveWish] = Form(
        wish if has_screen else replace(wish, part=Part.WHOLE),
        {
            "part": ("Of", editors.choice(_parts(whole, has_screen=has_screen))),
            "kind": ("As", editors.choice(map_files.LABELS)),
            "sheet": ("Paper", editors.choice(SHEETS)),
            "with_names": ("People", editors.yes_no("Name them: marked as sensitive")),
            "is_every": ("For GIS", editors.yes_no("The values of every map")),
        },
        label_width=62,
    )

    def dress() -> None:
        """Only what applies can be chosen."""
        kind = form.draft().kind
        form.editor("sheet").setEnabled(kind in map_files.PAPERS)
        form.editor("is_every").setEnabled(kind in map_files.GIS)

    form.edited.connect(dress)
    dress()
    return form


def _parts(whole: str, *, has_screen: bool) -> Mapping[Part, str]:
    found = {Part.WHOLE: f"All of {whole}" if whole else "The whole county"}
    return {Part.SCREEN: "What is on the screen", **found} if has_screen else found
