"""The form of an event: what, when, where, who is wanted there, and how often it comes again."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from warden_desk.domain.areas import AreaRow, CodeRow
from warden_desk.domain.errors import Invalid
from warden_desk.domain.events import EventDraft, EventRow, Repeat
from warden_desk.domain.people import PersonRow
from warden_desk.ui.widgets.basics import column
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import (
    Editor,
    choice,
    day,
    pick,
    pick_several,
    text,
    time_of_day,
    yes_no,
)
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.side_panel import SidePanel

_REPEATS = {
    None: "once",
    Repeat.WEEKLY: "every week",
    Repeat.FORTNIGHTLY: "every two weeks",
    Repeat.MONTHLY: "every month, on that weekday",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventForm(EventDraft):
    """An event, how often it comes again, and whether a change is for all that follow."""

    repeat: Repeat | None = None
    until: date | None = None
    and_later: bool = False

    @property
    def draft(self) -> EventDraft:
        """The event by itself."""
        return EventDraft(**{field.name: getattr(self, field.name) for field in fields(EventDraft)})

    def series(self) -> tuple[Repeat, date] | None:
        """How it comes again, if it does.

        Raises:
            Invalid: nobody said until when.
        """
        if self.repeat is None:
            return None
        if self.until is None:
            raise Invalid({"until": "Until when does it come again?"})
        return self.repeat, self.until


@dataclass(frozen=True, slots=True)
class Offered:
    """What an event's form lets one choose from."""

    kinds: Sequence[CodeRow]
    places: Sequence[AreaRow]
    people: Sequence[PersonRow]


class EventPanel(SidePanel):
    """A new event, or one that is changed or taken away."""

    removed = Signal(bool)
    """It is to be taken away; with all later ones or not."""

    def __init__(self, draft: EventForm, offered: Offered, known: EventRow | None = None) -> None:
        is_series = known is not None and bool(known.series_id)
        rows = _fields(offered)
        if known is None:
            rows |= _repeating()
        elif is_series:
            rows["and_later"] = ("", yes_no("and all later ones of the series"))
        self.form = Form(draft, rows, label_width=52)
        body: QWidget = self.form
        if known is not None:
            body = QWidget()
            away = Button("Take it away", self._remove, name="take_away")
            body.setLayout(column(self.form, away))
        heading, verb = ("An event", "Put it down") if known is None else (known.title, "Save")
        super().__init__(heading, body, verb, is_dirty=self.form.is_dirty)

    def _remove(self) -> None:
        self.removed.emit(self.form.draft().and_later)


def _fields(offered: Offered) -> dict[str, tuple[str, Editor]]:
    kinds = {"": "—", **{kind.code: kind.label for kind in offered.kinds}}
    people = [Option(p.id, p.name, p.collar_number) for p in offered.people]
    return {
        "title": ("What", text("Parish council")),
        "kind": ("Kind", choice(kinds)),
        "on_date": ("Day", day()),
        "start_minute": ("From", time_of_day()),
        "end_minute": ("To", time_of_day()),
        "area_id": ("Parish", pick([Option(a.id, a.name, a.district) for a in offered.places])),
        "place": ("Place", text("village hall")),
        "person_ids": ("Wanted", pick_several(people, "Name, then Enter")),
    }


def _repeating() -> dict[str, tuple[str, Editor]]:
    return {"repeat": ("Comes", choice(_REPEATS)), "until": ("Until", day())}
