"""How a file is read: the kind of list, its sheet, district, dates and columns; all changeable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.date_order import DateOrder
from warden_desk.domain.imports import ImportKind, ImportPlan
from warden_desk.formats import columns
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import column, empty, label
from warden_desk.ui.widgets.editors import Editor, choice, day

KINDS = {
    ImportKind.PEOPLE: "Staff or volunteers",
    ImportKind.CONTACTS: "Parish councils",
    ImportKind.TASKINGS: "A CSU's taskings",
    ImportKind.ORGANISATIONS: "Other organisations",
}
_ORDERS = {
    None: "As the list shows",
    DateOrder.DAY_FIRST: "Day first, 27/11/2026",
    DateOrder.MONTH_FIRST: "Month first, 11/27/2026",
}
_NOT_USED = -1


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen; None where the file may say it itself."""

    kind: ImportKind | None = None
    sheet: str | None = None
    district_id: str = ""
    list_day: date | None = None
    next_meeting: date | None = None
    date_order: DateOrder | None = None
    mapping: Mapping[str, int] | None = None

    def is_for(self, plan: ImportPlan) -> bool:
        """Whether the list that was planned is still meant, so that its columns still hold."""
        return self.kind is plan.kind and self.sheet in (None, plan.sheet)


class ChoicesCard(QWidget):
    """Shows how the file was read, and says when somebody wants it read otherwise."""

    changed = Signal(object)
    """The new `Choices`."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._plan: ImportPlan | None = None
        self._editors: dict[str, Editor] = {}
        self._fields: dict[str, Editor] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, scaled(104))
        self._grid.setColumnStretch(1, 1)
        self.setLayout(column(self._grid))

    def show_plan(self, plan: ImportPlan, districts: Sequence[AreaRow]) -> None:
        """Show how this plan was made."""
        focused = self.focusWidget()
        name = focused.objectName() if focused else ""
        self._plan = plan
        empty(self._grid)
        self._editors, self._fields = {}, {}
        if plan.columns:  # the file of another desk leaves nothing to choose
            self._add_editors(plan, districts)
        if plan.notes:
            self._add("Read as", label("\n".join(plan.notes), "quiet", wrap=True))
        if plan.columns:
            self._add("Columns", label(self._doubts(plan), "quiet", wrap=True))
            self._add_fields(plan)
        boxes = [editor.widget for editor in (*self._editors.values(), *self._fields.values())]
        for box in boxes:
            if name and box.objectName() == name:
                box.setFocus()

    def choices(self) -> Choices:
        """What the boxes say now. Another kind or sheet has its columns guessed afresh."""
        plan = self._plan
        if plan is None or not plan.columns:
            return Choices()
        values = {name: editor.get() for name, editor in self._editors.items()}
        is_same_list = (values["kind"], values["sheet"]) == (plan.kind, plan.sheet)
        return Choices(
            kind=values["kind"],
            sheet=values["sheet"] if values["kind"] is plan.kind else None,
            district_id=values["district"] or "",
            list_day=values["list_day"],
            next_meeting=values.get("next_meeting"),
            date_order=values["date_order"],
            mapping=self._mapping() if is_same_list else None,
        )

    def _add_editors(self, plan: ImportPlan, districts: Sequence[AreaRow]) -> None:
        self._edit("kind", "This is", choice(KINDS), plan.kind)
        self._edit("sheet", "Sheet", choice({s: s for s in plan.sheets}), plan.sheet)
        named = {"": "Not said"} | {district.id: district.name for district in districts}
        self._edit("district", "District", choice(named), plan.context.district_id)
        if plan.district_reason:
            self._add("", label(plan.district_reason, "quiet", wrap=True))
        self._edit("list_day", "Day of the list", day(self._today), plan.context.list_day)
        self._edit("date_order", "Dates", choice(_ORDERS), plan.context.date_order)
        if plan.kind is ImportKind.TASKINGS:
            meeting = plan.context.next_meeting
            self._edit("next_meeting", "Next meeting", day(self._today), meeting)

    def _add_fields(self, plan: ImportPlan) -> None:
        headings = {_NOT_USED: "Not in this file"} | {
            at: heading or f"Column {at + 1}" for at, heading in enumerate(plan.headings)
        }
        used = {use.field: use for use in plan.columns}
        for field in columns.fields(plan.kind):
            editor = choice(headings)
            use = used.get(field.key)
            mark = " ?" if use is not None and use.is_doubtful else ""
            editor.set(_NOT_USED if use is None else use.column)
            editor.widget.setObjectName(f"column_{field.key}")
            editor.widget.setAccessibleName(f"Column for {field.label}{mark}")
            self._fields[field.key] = editor
            self._add(field.label + mark, editor.widget)
            editor.edited.connect(self._say)

    def _doubts(self, plan: ImportPlan) -> str:
        doubtful = [use.label for use in plan.columns if use.is_doubtful]
        if doubtful:
            return f"Guessed from the headings. Look at these: {', '.join(doubtful)}."
        return "Known by their headings. Change any that is wrong."

    def _edit(self, name: str, words: str, editor: Editor, value: object) -> None:
        editor.set(value)
        editor.widget.setObjectName(name)
        editor.widget.setAccessibleName(words)
        self._editors[name] = editor
        self._add(words, editor.widget)
        # A date is taken when it is left; a list when it is chosen from.
        (editor.left if name in ("list_day", "next_meeting") else editor.edited).connect(self._say)

    def _add(self, words: str, widget: QWidget) -> None:
        at = self._grid.rowCount()
        at_top = Qt.AlignmentFlag.AlignTop
        heading = label(words, "label")
        heading.setContentsMargins(0, scaled(0 if isinstance(widget, QLabel) else 7), 0, 0)
        self._grid.addWidget(heading, at, 0, at_top)
        self._grid.addWidget(widget, at, 1)

    def _mapping(self) -> Mapping[str, int] | None:
        chosen = {key: editor.get() for key, editor in self._fields.items()}
        mapping = {key: at for key, at in chosen.items() if at is not None and at != _NOT_USED}
        plan = self._plan
        guessed = {} if plan is None else {use.field: use.column for use in plan.columns}
        return None if mapping == guessed else mapping

    def _say(self, *_: object) -> None:
        if self._plan is None:
            return
        context = self._plan.context
        new = self.choices()
        shown = (context.district_id, context.list_day, context.next_meeting, context.date_order)
        wanted = (new.district_id, new.list_day, new.next_meeting, new.date_order)
        if not new.is_for(self._plan) or new.mapping is not None or shown != wanted:
            self.changed.emit(new)
