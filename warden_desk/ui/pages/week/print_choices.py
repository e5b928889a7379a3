"""What to print, for whom, which pages, in how many files: one panel, all by keyboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from warden_desk.domain.copies import LABELS, CopyKind, Reader
from warden_desk.domain.copy_requests import parse_pages
from warden_desk.domain.errors import UserError
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.basics import Card, column, label
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.choice_box import ChoiceBox, Option
from warden_desk.ui.widgets.editors import Editor
from warden_desk.ui.widgets.form import Form

ALL = ""
"""Chosen instead of one reader."""

_ALL_LABELS = {
    CopyKind.PERSON: "Everybody planned",
    CopyKind.PARISH: "All with a visit or event",
    CopyKind.CSU: "Every CSU of the team",
}
_WIDTH = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWish:
    """What somebody chose. `reader` is a key, or `ALL`; None while none of the list is typed."""

    kind: CopyKind = CopyKind.TEAM
    reader: str | None = ALL
    pages: str = ""
    is_one_each: bool = False
    with_annex: bool = True
    copy_for: str = ""


class PrintChoices(Card):
    """Says `changed` whenever another paper is wanted than before."""

    changed = Signal()
    calendar_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._readers = ChoiceBox(placeholder="Type to find")
        self.form: Form[PrintWish] = Form(PrintWish(), self._rows(), label_width=62)
        self.calendar = Button(
            "Calendar file…", self.calendar_wanted.emit, icon_name="save", name="calendar"
        )
        self._wish = PrintWish()
        hint = label("Ctrl P prints, Ctrl S saves, Esc goes back to the week.", "quiet", wrap=True)
        self.box.addLayout(
            column(label("Print", "h2"), self.form, self.calendar, None, hint, gap=10)
        )
        self.setFixedWidth(scaled(_WIDTH))
        self.form.edited.connect(self._follow)
        self.form.left.connect(self._complain)
        self._dress()

    def wish(self) -> PrintWish:
        """What is chosen now."""
        return self._wish

    def begin(self, team_id: str) -> None:
        """Start anew with a team's sheet."""
        self._readers.set_options([Option(team_id, "This team")])
        self._wish = PrintWish(reader=team_id)
        self.form.set_draft(self._wish)
        self._dress()

    def offer(self, readers: Sequence[Reader], kind: CopyKind) -> None:
        """List for whom a copy of this kind can be made; the choice is kept."""
        chosen = self._readers.value()
        every = _ALL_LABELS.get(kind) or ("Every team" if len(readers) > 1 else "")
        options = [Option(ALL, every)] if every else []
        options += [Option(reader.id, reader.name, reader.hint) for reader in readers]
        blocked = self.form.blockSignals(True)
        self._readers.set_options(options)
        self._readers.set_value(chosen)
        self._readers.lineEdit().setCursorPosition(0)  # pyright: ignore[reportOptionalMemberAccess]
        self.form.blockSignals(blocked)

    def focus_first(self) -> None:
        self.form.editor("kind").setFocus()

    def _rows(self) -> Mapping[str, tuple[str, Editor]]:
        reader = editors.picking(self._readers)
        return {
            "kind": ("What", editors.choice(LABELS)),
            "reader": ("For", reader),
            "pages": ("Pages", editors.text("All, or 1-2, 4", longest=60)),
            "copy_for": ("Copy for", editors.text("Whose copy it is", longest=60)),
            "is_one_each": ("Files", editors.yes_no("One file each")),
            "with_annex": ("Annex", editors.yes_no("Sensitive ones, apart")),
        }

    def _follow(self) -> None:
        typed = self.form.draft()
        if typed.kind is not self._wish.kind:
            # Another kind has other readers, and all of them is what is wanted most often.
            is_for_one = typed.kind.is_for_one
            every = [Option(ALL, _ALL_LABELS[typed.kind])] if is_for_one else []
            blocked = self.form.blockSignals(True)
            self._readers.set_options(every)
            self._readers.set_value(ALL if is_for_one else None)
            self.form.blockSignals(blocked)
            typed = self.form.draft()
        if not self._problems(typed) and typed != self._wish:
            self.form.show_problems({})
            self._wish = typed
            self._dress()
            self.changed.emit()

    def _complain(self, _: str) -> None:
        """Only once a field is left: half a word is no mistake yet."""
        self.form.show_problems(self._problems(self.form.draft()))

    def _problems(self, typed: PrintWish) -> dict[str, str]:
        problems = self.form.unreadable()
        try:
            parse_pages(typed.pages)
        except UserError as error:
            problems["pages"] = str(error)
        return problems

    def _dress(self) -> None:
        """Only what applies can be chosen."""
        kind = self._wish.kind
        self.form.editor("copy_for").setEnabled(not kind.is_for_one)
        has_annex = kind in (CopyKind.TEAM, CopyKind.PERSON, CopyKind.CSU)
        self.form.editor("with_annex").setEnabled(has_annex)
        self.calendar.setVisible(kind is CopyKind.PERSON)
