"""The fields of a slip, in the order of the paper, and Enter that goes from one to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from warden_desk.domain.areas import CodeRow
from warden_desk.domain.result_slips import SlipDraft, SlipRow
from warden_desk.domain.tasking_people import Candidate
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import (
    Editor,
    choice,
    day,
    pick,
    text,
    time_of_day,
    whole_number,
)
from warden_desk.ui.widgets.form import Form

LONGEST_VISIT = 720
ORDER = ("on", "start_minute", "minutes", "outcome", "text", "person_ids", "other_id")
"""The people stand last: they are those who have the tasking, unless the slip says otherwise."""


@dataclass(frozen=True, slots=True)
class SlipFormDraft:
    """A slip as it is typed: one or two people went."""

    on: date | None = None
    start_minute: int | None = None
    minutes: int = 0
    outcome: str | None = None
    text: str = ""
    person_ids: str | None = None
    other_id: str | None = None

    def slip(self) -> SlipDraft:
        """As the desk keeps it."""
        return SlipDraft(
            on=self.on,
            start_minute=self.start_minute,
            minutes=self.minutes,
            person_ids=tuple(dict.fromkeys(filter(None, (self.person_ids, self.other_id)))),
            outcome=self.outcome or "",
            text=self.text,
        )


def slip_form(
    slip: SlipRow, outcomes: Sequence[CodeRow], found: Sequence[Candidate], today: date
) -> Form[SlipFormDraft]:
    """The slip's boxes from left to right."""
    people = [Option(person.person_id, person.name, person.team) for person in found]
    first, second, *_ = (*slip.person_ids, None, None)
    fields: dict[str, tuple[str, Editor]] = {
        "on": ("Day of the visit", day(lambda: today)),
        "start_minute": ("Began at", time_of_day()),
        "minutes": ("Minutes", whole_number(0, LONGEST_VISIT, " min")),
        "outcome": (
            "What came of it",
            # A plain list: its first letters choose, and no list of matches takes the Enter.
            choice({None: "No result yet"} | {code.code: code.label for code in outcomes}),
        ),
        "text": ("In words", text("What changed for people there. No names.", longest=600)),
        "person_ids": ("Who went", pick(people, "Type a name")),
        "other_id": ("And", pick(people, "Nobody else")),
    }
    return Form(
        SlipFormDraft(person_ids=first, other_id=second),
        {name: fields[name] for name in ORDER},
        label_width=104,
    )


class EnterGoesOn(QObject):
    """Enter in a field goes to the next one; in the field `last`, it saves."""

    def __init__(self, form: Form[SlipFormDraft], last: str, save: Callable[[], object]) -> None:
        super().__init__(form)
        self._save = save
        self._last = form.editor(last)
        for name in ORDER:
            form.editor(name).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
            return False
        if watched is self._last:
            self._save()
        elif isinstance(watched, QWidget):
            watched.focusNextChild()
        return True
