"""The two things that are typed when a week is looked over: why it may stand, why it may not."""

from dataclasses import dataclass

from warden_desk.ui.widgets.editors import long_text
from warden_desk.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class ReasonDraft:
    """Why warnings are let stand."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """Why a week goes back unsigned."""

    answer: str = ""


def reason_form() -> Form[ReasonDraft]:
    """One field."""
    return Form(
        ReasonDraft(), {"reason": ("Reason", long_text("It stands on the sheet.", lines=3))}
    )


def answer_form() -> Form[AnswerDraft]:
    """One field."""
    return Form(
        AnswerDraft(), {"answer": ("First", long_text("What is to be done first", lines=4))}
    )
