"""Trying to save, and saying beside the field or on the page why it was refused."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from warden_desk.domain.errors import Invalid, NeedsReason, UserError
from warden_desk.ui.jobs import Job
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.notice import Notice

T = TypeVar("T")


class HasNotice(Protocol):
    """A page or a panel: whatever has a line to say things on."""

    notice: Notice


def attempt(
    place: HasNotice, save: Callable[[str], object], *, form: Form[Any] | None = None
) -> bool:
    """Call `save(reason)` with no reason, and put what it refuses where the user is looking.

    Problems of fields go beside the fields. A rule that warns asks for a reason in the notice;
    when one is given, `save(reason)` is called again. Any other refusal is said in the notice.

    Returns:
        Whether it was saved at once. A later save, with a reason, is `save`'s own to follow up.
    """
    place.notice.clear()
    unreadable = form.unreadable() if form else {}
    if form and unreadable:
        form.show_problems(unreadable)
        return False
    return _try(place, save, form, "")


def attempt_job(
    place: HasNotice, start: Callable[[str], Job], *, form: Form[Any] | None = None
) -> None:
    """As `attempt`, for what is saved in the background by the job that `start(reason)` begins."""
    place.notice.clear()
    _begin(place, start, form, "")


def _begin(
    place: HasNotice, start: Callable[[str], Job], form: Form[Any] | None, reason: str
) -> None:
    def refused(error: Exception) -> None:
        if isinstance(error, NeedsReason):
            place.notice.ask_reason(str(error), lambda given: _begin(place, start, form, given))
        elif isinstance(error, UserError):
            _refuse(place, form, error)

    try:
        start(reason).failed.connect(refused)
    except UserError as refusal:  # something long is being saved
        _refuse(place, form, refusal)


def _try(
    place: HasNotice, save: Callable[[str], object], form: Form[Any] | None, reason: str
) -> bool:
    if form:
        form.show_problems({})
    try:
        save(reason)
    except NeedsReason as warning:
        _ask(place, save, form, str(warning))
    except UserError as refusal:
        _refuse(place, form, refusal)
    else:
        return True
    return False


def _refuse(place: HasNotice, form: Form[Any] | None, refusal: UserError) -> None:
    problems = refusal.problems if isinstance(refusal, Invalid) else {}
    rest = form.show_problems(problems) if form else list(problems.values())
    if rest or not problems:
        place.notice.say("\n".join(rest) or str(refusal), Tone.RED)


def _ask(
    place: HasNotice, save: Callable[[str], object], form: Form[Any] | None, warnings: str
) -> None:
    place.notice.ask_reason(warnings, lambda reason: _try(place, save, form, reason))
