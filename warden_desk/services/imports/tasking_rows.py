"""A CSU's list: what each of its requests becomes."""

from dataclasses import dataclass, field, replace
from datetime import date

from warden_desk.domain.dates import uk_date
from warden_desk.domain.imports import FieldChange, ImportKind, PlannedRow
from warden_desk.domain.tasking_states import LABELS, RESTING
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.formats.columns import label
from warden_desk.services.imports.known_taskings import COMPARED, KnownTasking, KnownTaskings
from warden_desk.services.imports.rows import RowReader
from warden_desk.services.imports.tasking_reading import TaskingReader

_LABELS = {
    "title": "Title",
    "area_id": "Parish",
    "description": "Problem",
    "due_words": "Due",
}


@dataclass(frozen=True, slots=True)
class TaskingWrite:
    """A tasking to take in, or (with the key of a known one) to put right."""

    draft: TaskingDraft
    tasking_id: str = ""
    changes: tuple[str, ...] = ()

    def onto(self, standing: TaskingDraft) -> TaskingDraft:
        """The standing facts with the list's changes."""
        return replace(standing, **{name: getattr(self.draft, name) for name in self.changes})


@dataclass(slots=True)
class TaskingsPlanner:
    """Plans the rows of one CSU list."""

    known: KnownTaskings
    reader: TaskingReader
    _seen: dict[object, int] = field(default_factory=dict[object, int])

    def plan(self, row: RowReader) -> tuple[PlannedRow, TaskingWrite]:
        draft = self.reader.read(row)
        reference = draft.external_reference
        shown = f"{reference} {draft.title}".strip()
        known = self._known(draft)
        key = known.id if known is not None else _key(draft)
        first = self._seen.setdefault(key, row.entry.row)
        if first != row.entry.row:
            row.error("external_reference", f"The same entry stands in row {first} already.")
        if row.errors or known is None:
            return row.result(shown, is_new=True), TaskingWrite(draft)
        if known.is_hidden:
            return _left_alone(row, shown, known), TaskingWrite(draft, known.id)
        changes = self._changes(row, draft, known)
        if changes and known.state in RESTING:
            row.doubt(
                "",
                f"{known.reference} is “{LABELS[known.state]}” here. Reopen it there first if "
                "it has come up again.",
                blocks=True,
            )
        told = tuple(
            FieldChange(_label(n), self._shown(n, known.facts[n]), self._shown(n, new))
            for n, new in changes.items()
        )
        result = row.result(
            shown, is_new=False, changes=told, same=f"{known.reference} has all of this."
        )
        return result, TaskingWrite(draft, known.id, tuple(changes))

    def _known(self, draft: TaskingDraft) -> KnownTasking | None:
        csu = draft.csu_id or ""
        if draft.external_reference:
            return self.known.by_reference.get((csu, draft.external_reference))
        key = (csu, draft.area_id or "", draft.title, draft.received_on)
        return self.known.by_content.get(key)

    def _changes(
        self, row: RowReader, draft: TaskingDraft, known: KnownTasking
    ) -> dict[str, object]:
        """What the list says otherwise. Nothing worked out here overrules what stands there."""
        worked_out = {"title"} if draft.description == known.facts["description"] else set[str]()
        if read_as_words := bool(draft.due_words) or row.cell("due_on") is None:
            worked_out.add("due_on")
        if not row.text("marking"):
            worked_out.add("marking")
        if read_as_words and not draft.due_words:
            worked_out.add("due_words")
        new = {name: getattr(draft, name) for name in COMPARED if name not in worked_out}
        return {
            name: value
            for name, value in new.items()
            if value not in (None, "", False) and value != known.facts[name]
        }

    def _shown(self, name: str, value: object) -> str:
        if value in (None, ""):
            return ""
        if name == "area_id":
            area = self.reader.areas.area(str(value))
            return "" if area is None else area.name
        if isinstance(value, date):
            return uk_date(value)
        return str(value)


def _left_alone(row: RowReader, shown: str, known: KnownTasking) -> PlannedRow:
    """What may not be seen is not compared, and not written over."""
    row.doubt(
        "",
        f"It is {known.reference} here, which is hidden from you. Somebody who is cleared takes in "
        "what has changed.",
        blocks=True,
    )
    return row.result(shown, is_new=False)


def _key(draft: TaskingDraft) -> object:
    if draft.external_reference:
        return (draft.csu_id, draft.external_reference)
    return (draft.csu_id, draft.area_id, draft.title, draft.received_on)


def _label(name: str) -> str:
    return _LABELS.get(name) or label(ImportKind.TASKINGS, name)
