"""Forms that read and write a dataclass, field by field."""

from collections.abc import Mapping
from dataclasses import fields
from functools import partial
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import label, redress
from warden_desk.ui.widgets.editors import Editor

SAVED_MARK_MS = 2000
UNBOUNDED = 16_777_215
"""Qt's QWIDGETSIZE_MAX, which PySide does not export."""


class IsDataclass(Protocol):
    """Anything `dataclasses.fields` accepts."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Draft = TypeVar("Draft", bound=IsDataclass)


class Form(QWidget, Generic[Draft]):
    """Edits one draft. `rows` maps field names of the dataclass to (label, editor).

    `left(name)` says that a field was left with another value than it came with: the moment to
    save where editing is in place. Answer with `mark_saved` or `show_problems`.
    """

    edited = Signal()
    left = Signal(str)

    def __init__(
        self,
        draft: Draft,
        rows: Mapping[str, tuple[str, Editor]],
        *,
        label_width: int = 84,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = type(draft)
        self._kept: dict[str, Any] = {}
        self._editors = {name: editor for name, (_, editor) in rows.items()}
        self._problems: dict[str, QLabel] = {}
        self._marks: dict[str, QLabel] = {}
        self._hints: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, scaled(label_width))
        self._grid.setColumnStretch(1, 1)
        for at, (name, (words, editor)) in enumerate(rows.items()):
            self._add(at, name, words, editor)
        self.set_draft(draft)

    def draft(self) -> Draft:
        """What is typed now. Fields without a row keep the value they came with."""
        return self._kind(
            **self._kept | {name: editor.get() for name, editor in self._editors.items()}
        )

    def set_draft(self, draft: Draft) -> None:
        """Show another draft; what was typed is gone."""
        self._kept = {field.name: getattr(draft, field.name) for field in fields(draft)}
        for name, editor in self._editors.items():
            editor.set(self._kept[name])
        self.show_problems({})

    def is_dirty(self) -> bool:
        """Whether anything typed differs from the draft that was set, readable or not."""
        return any(self._differs(name) for name in self._editors)

    def unreadable(self) -> dict[str, str]:
        """What cannot be read at all ("32/1" as a date), by field."""
        found = {name: editor.problem() for name, editor in self._editors.items()}
        return {name: problem for name, problem in found.items() if problem}

    def show_problems(self, problems: Mapping[str, str]) -> list[str]:
        """Say what is wrong beside each field, and put the cursor in the first.

        Returns:
            The problems of fields this form does not have, to be said elsewhere.
        """
        for name, said in self._problems.items():
            said.setText(problems.get(name, ""))
            said.setVisible(name in problems)
            field = self._editors[name].widget
            if bool(field.property("wrong")) != (name in problems):
                field.setProperty("wrong", name in problems)
                redress(field)
        first = next((name for name in self._editors if name in problems), None)
        if first:
            self._editors[first].widget.setFocus()
        return [text for name, text in problems.items() if name not in self._editors]

    def mark_saved(self, name: str) -> None:
        """Keep what is typed as the draft's value, and say so beside the field for a moment."""
        self._kept[name] = self._editors[name].get()
        mark = self._marks[name]
        mark.setText("✓ Saved")
        mark.show()
        QTimer.singleShot(SAVED_MARK_MS, mark, mark.hide)

    def refuse(self, why: str) -> None:
        """Grey every field and say why; "" lets them be typed in again."""
        self.setEnabled(not why)
        self.setToolTip(why)

    def show_hint(self, name: str, text: str) -> None:
        """Say something helpful under a field; "" takes it away."""
        self._hints[name].setText(text)
        self._hints[name].setVisible(bool(text))

    def editor(self, name: str) -> QWidget:
        """The widget of a field."""
        return self._editors[name].widget

    def _add(self, at: int, name: str, words: str, editor: Editor) -> None:
        editor.widget.setObjectName(name)
        editor.widget.setAccessibleName(words)
        problem = self._problems[name] = label("", "problem", wrap=True)
        problem.setObjectName(f"{name}_problem")
        problem.hide()
        mark = self._marks[name] = label("", "label")
        hint = self._hints[name] = label("", "label", wrap=True)
        hint.setObjectName(f"{name}_hint")
        mark.hide()
        hint.hide()
        said = label(words, "label", wrap=True)
        said.setContentsMargins(0, scaled(8), 0, 0)
        top = 4 * at
        self._grid.addWidget(said, top, 0, Qt.AlignmentFlag.AlignTop)
        # A field of fixed width stays at the left instead of pushing the column to the right.
        is_fixed = editor.widget.maximumWidth() < UNBOUNDED
        left = Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(editor.widget, top, 1, left if is_fixed else Qt.AlignmentFlag(0))
        self._grid.addWidget(mark, top + 1, 0)
        self._grid.addWidget(hint, top + 1, 1)
        self._grid.addWidget(problem, top + 2, 1)
        self._grid.setRowMinimumHeight(top + 3, 8)
        editor.edited.connect(self._say_edited)
        editor.left.connect(partial(self._say_left, name))

    def _differs(self, name: str) -> bool:
        editor = self._editors[name]
        return bool(editor.problem()) or editor.get() != self._kept[name]

    def _say_edited(self) -> None:
        self.edited.emit()

    def _say_left(self, name: str, *_: object) -> None:
        if self._differs(name):
            self.left.emit(name)
