"""The rotation of one person: its weeks as rows of seven cells, typed as in the week's grid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from warden_desk.domain.dates import WEEKDAYS, Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.patterns import MOST_WEEKS, PatternDraft
from warden_desk.domain.shift_text import parse_cell
from warden_desk.domain.shifts import CodeBook
from warden_desk.services.week import patterns, week_rows
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import Card, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.editors import day
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.notice import Notice
from warden_desk.ui.widgets.week_grid import CellId, GridCell, GridColumn, GridRow, Look
from warden_desk.ui.widgets.week_grid_editor import Refusal
from warden_desk.ui.widgets.week_grid_view import WeekGridView
from warden_desk.ui.workspace import Workspace

_EMPTY = ("",) * len(WEEKDAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """From when a rotation holds, until when, and a day of its first week."""

    valid_from: date | None = None
    valid_to: date | None = None
    anchor: date | None = None


class RotationEditor(Card):
    """Fills the page. Ctrl Enter saves, Esc closes unless something would be lost."""

    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._person_id, self._name = "", ""
        self._weeks: list[tuple[str, ...]] = [_EMPTY]
        self._saved: list[tuple[str, ...]] = [_EMPTY]
        self._book: CodeBook = workspace.read(week_rows.code_book, workspace.today())
        self.notice = Notice()
        self._heading = label("", "h1")
        self.view = WeekGridView("Weeks and days", "")
        self.view.allow_typing(self._typed, self._commit)
        self.view.cleared.connect(self._clear)
        self.view.pasted.connect(self._paste)
        self.form = Form(
            Validity(),
            {
                "valid_from": ("Holds from", day()),
                "valid_to": ("No longer from", day()),
                "anchor": ("Week 1 has", day()),
            },
        )
        self.form.show_hint("valid_to", "Empty: until another rotation takes its place.")
        self.form.show_hint("anchor", "Any day of a week in which the first row is worked.")
        self.form.setMaximumWidth(scaled(420))
        self._lay_out()
        self.setFocusProxy(self.view)

    def open(self, person_id: str, name: str, week: Week) -> None:
        """Show somebody's rotation as in a week; what is saved holds from that week on."""
        self._person_id, self._name = person_id, name
        found = self._workspace.read(patterns.rows, week.monday, week.sunday, [person_id])
        held = found[-1] if found else None
        self._weeks = list(held.weeks) if held else [_EMPTY]
        self._saved = list(self._weeks)
        anchor = held.anchor if held else week.monday
        until = held.valid_to if held else None
        self.form.set_draft(Validity(valid_from=week.monday, valid_to=until, anchor=anchor))
        self._heading.setText(f"Rotation of {name}")
        self.notice.clear()
        self._show()
        self.view.go_to(("0", "0"))

    def is_dirty(self) -> bool:
        """Whether something would be lost."""
        return self._weeks != self._saved or self.form.is_dirty() or self.view.unsaved()

    def save(self) -> None:
        """Keep it, and close."""

        def keep(reason: str) -> None:
            del reason
            when = self.form.draft()
            draft = PatternDraft(
                weeks=tuple(self._weeks),
                valid_from=when.valid_from,
                valid_to=when.valid_to,
                anchor=when.anchor,
            )
            act = self._workspace.act()
            label = f"Rotation of {self._name}"
            self._workspace.write(label, patterns.keep, self._person_id, draft, act=act)
            self._saved = list(self._weeks)
            self.form.set_draft(when)
            self.closed.emit()

        attempt(self, keep, form=self.form)

    def add_week(self) -> None:
        """One more week at the end, like the last but empty."""
        if len(self._weeks) < MOST_WEEKS:
            self._weeks.append(_EMPTY)
            self._show()
            self.view.go_to((str(len(self._weeks) - 1), "0"))

    def drop_week(self) -> None:
        """Take the last week away."""
        if len(self._weeks) > 1:
            self._weeks.pop()
            self._show()
            self.view.setFocus()

    def close_editor(self) -> None:
        """Close, or say what would be lost."""
        if self.is_dirty():
            self.notice.say("Not saved yet. Ctrl Enter saves it, or Discard.", Tone.AMBER)
            self._discard.show()
        else:
            self.closed.emit()

    def event(self, event: QEvent) -> bool:
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and self._verb(event):
            event.accept()  # the page may have a command on this key
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if verb := self._verb(event):
            verb()
        else:
            super().keyPressEvent(event)

    def _verb(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            enter = {Qt.Key.Key_Return: self.save, Qt.Key.Key_Enter: self.save}
            held = {**enter, Qt.Key.Key_Delete: self.drop_week}
        else:
            held = {
                Qt.Key.Key_Escape: self.close_editor,
                Qt.Key.Key_Insert: self.add_week,
                Qt.Key.Key_F6: self.form.editor("valid_from").setFocus,
            }
        return held.get(Qt.Key(event.key()))

    def _lay_out(self) -> None:
        self._discard = Button("Discard", self.closed.emit, name="discard_rotation")
        self._discard.hide()
        hint = label(
            "Typed as in the week. Insert: one more week · F6: the dates · Ctrl Enter saves",
            "quiet",
        )
        self.box.addLayout(row(self._heading, None, hint))
        self.box.addWidget(self.notice)
        self.box.addWidget(self.view, 1)
        self.box.addWidget(self.form)
        self.box.addLayout(
            row(
                Button("Save", self.save, rank="primary", name="save_rotation"),
                Button("Add a week", self.add_week, name="add_week"),
                Button("Take the last week away", self.drop_week, name="drop_week"),
                self._discard,
                None,
                Button("Close", self.close_editor, name="close_rotation"),
            )
        )

    def _show(self) -> None:
        self._discard.hide()
        columns = [
            GridColumn(str(at), name[:3], name, name[:2]) for at, name in enumerate(WEEKDAYS)
        ]
        rows = [
            GridRow(
                key=str(number),
                title=f"Week {number + 1}",
                subtitle="",
                cells=tuple(_cell(words, self._book) for words in week),
                end="",
                end_spoken="",
            )
            for number, week in enumerate(self._weeks)
        ]
        self.view.show_grid(columns, rows)

    def _typed(self, cell: CellId) -> str:
        return self._weeks[int(cell[0])][int(cell[1])]

    def _commit(self, cell: CellId, words: str, reason: str) -> Refusal | None:
        del reason
        try:
            if words.strip():
                parse_cell(words, self._book)
        except UserError as refusal:
            return Refusal(str(refusal))
        self._set(cell, words.strip())
        return None

    def _set(self, cell: CellId, words: str) -> None:
        number, at = int(cell[0]), int(cell[1])
        week = self._weeks[number]
        self._weeks[number] = (*week[:at], words, *week[at + 1 :])
        self._show()

    def _clear(self, cells: Sequence[CellId]) -> None:
        for cell in cells:
            self._set(cell, "")

    def _paste(self, typed: Sequence[tuple[CellId, str]]) -> None:
        for cell, words in typed:
            if refusal := self._commit(cell, words, ""):
                self.notice.say(refusal.text, Tone.RED)
                return


def _cell(words: str, book: CodeBook) -> GridCell:
    if not words:
        return GridCell(Look.BLANK, spoken="nothing")
    head, _, places = words.partition(" ")
    code = book.find(head)
    look = Look.WORK if code is None or code.is_work else Look.OFF
    return GridCell(look, head, places, spoken=words, is_filled=True)
