"""Why a slip will not come back."""

from dataclasses import dataclass

from warden_desk.ui.widgets.editors import long_text
from warden_desk.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class GiveUpDraft:
    """A reason."""

    reason: str = ""


def give_up_form() -> Form[GiveUpDraft]:
    """One field."""
    return Form(
        GiveUpDraft(), {"reason": ("Why", long_text("Lost, printed for nothing…", lines=3))}
    )
