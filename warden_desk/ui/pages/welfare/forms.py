"""The two things that are typed beside the list: a note, and who is the buddy now."""

from collections.abc import Sequence
from dataclasses import dataclass

from warden_desk.domain.people import PersonRow
from warden_desk.domain.welfare import LoneShift
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import long_text, pick
from warden_desk.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A few words."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class BuddyDraft:
    """Who expects the calls from now on."""

    buddy_id: str | None = None


def note_form() -> Form[NoteDraft]:
    """One field."""
    words = long_text("Rang from the village hall, walking back to the car", lines=4)
    return Form(NoteDraft(), {"note": ("Note", words)}, label_width=52)


def buddy_form(shift: LoneShift, people: Sequence[PersonRow]) -> Form[BuddyDraft]:
    """Who can be the buddy instead."""
    options = [
        Option(person.id, person.name, " · ".join(filter(None, (person.team, person.mobile))))
        for person in people
        if person.id != shift.person_id
    ]
    form = Form(BuddyDraft(), {"buddy_id": ("Buddy", pick(options))}, label_width=52)
    form.show_hint("buddy_id", f"Now {shift.buddy or 'nobody'}. The sheet shows the new one.")
    return form
