"""What can be done to cells, each as one named, undoable write."""

from collections.abc import Sequence

from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.errors import NeedsReason, UserError
from warden_desk.domain.shift_text import parse_cell
from warden_desk.domain.shifts import CellDraft
from warden_desk.domain.week_rows import CellRow, PersonWeek, WeekGrid
from warden_desk.services import week_copies, weeks
from warden_desk.services.weeks import CellKey, CopyDone
from warden_desk.ui.pages.week import cells
from warden_desk.ui.widgets.week_grid import CellId
from warden_desk.ui.widgets.week_grid_editor import Refusal
from warden_desk.ui.workspace import Workspace


class Planner:
    """The verbs of the week page, over the grid that is shown."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._grid: WeekGrid | None = None
        self._people: dict[str, PersonWeek] = {}

    def follow(self, grid: WeekGrid) -> None:
        """From now on work on this grid."""
        self._grid = grid
        self._people = {person.person_id: person for person in grid.people}

    def typed(self, cell: CellId) -> str:
        """What is typed to get what the cell holds."""
        found = self._cell(cell)
        return self._grid.text(found) if found and self._grid else ""

    def commit(self, cell: CellId, text: str, reason: str) -> Refusal | None:
        """Take what was typed into one cell, or say why not."""
        try:
            if text.strip():
                self.set_cells([(cell, text)], reason)
            else:
                self.clear([cell])
        except NeedsReason as needs:
            return Refusal(f"{needs}. Give a reason to go on.", asks_reason=True)
        except UserError as refusal:
            return Refusal(str(refusal))
        return None

    def set_cells(self, typed: Sequence[tuple[CellId, str]], reason: str = "") -> None:
        """Set cells to texts, all or none; an empty text clears.

        Raises:
            UserError: one is not understood, or refused.
            NeedsReason: a rule warns.
        """
        drafts = [(self._key(cell), self._parse(text) if text else None) for cell, text in typed]
        key, draft = drafts[0]
        if len(drafts) == 1 and draft is not None:
            label = f"Set {self._name(key)} to {draft.head}"
        else:
            label = f"Set {_cells(len(drafts))}"
        act = self._workspace.act()
        self._workspace.write(label, weeks.set_cells, drafts, act=act, reason=reason)

    def clear(self, wanted: Sequence[CellId]) -> None:
        """Take everything out of cells."""
        keys = [self._key(cell) for cell in wanted if (c := self._cell(cell)) and c.shifts]
        if keys:
            what = self._name(keys[0]) if len(keys) == 1 else _cells(len(keys))
            act = self._workspace.act()
            self._workspace.write(f"Clear {what}", weeks.clear_cells, keys, act=act)

    def fill(self, pairs: Sequence[tuple[CellId, Sequence[CellId]]], reason: str = "") -> CopyDone:
        """Make cells like the one they follow; says what a rule kept out.

        Raises:
            UserError: there is nothing to fill with.
            NeedsReason: a rule warns.
        """
        filled: list[tuple[CellKey, CellDraft]] = []
        for source, targets in pairs:
            if text := self.typed(source):
                draft = self._parse(text)
                filled += [(self._key(target), draft) for target in targets]
        if not filled:
            raise UserError("There is nothing in the first cell to fill with.")
        label = f"Fill {_cells(len(filled))} to the right"
        act = self._workspace.act()
        return self._workspace.write(label, weeks.fill, filled, act=act, reason=reason)

    def copy_week(self, team_id: str, source: Week, target: Week) -> CopyDone:
        """Plan a week like another."""
        label = f"Copy week {source.number} to week {target.number}"
        act = self._workspace.act()
        return self._workspace.write(label, week_copies.copy_week, team_id, source, target, act=act)

    def _parse(self, text: str) -> CellDraft:
        assert self._grid is not None
        return parse_cell(text, self._grid.book)

    def _cell(self, cell: CellId) -> CellRow | None:
        key = self._key(cell)
        person = self._people.get(key.person_id)
        return person.cells[key.on_date.weekday()] if person else None

    def _key(self, cell: CellId) -> CellKey:
        person_id, team_id, day = cells.owner(cell)
        return CellKey(person_id, day, team_id)

    def _name(self, key: CellKey) -> str:
        return f"{self._person(key)}, {short_day(key.on_date)}"

    def _person(self, key: CellKey) -> str:
        person = self._people.get(key.person_id)
        return person.name if person else "somebody"


def said(done: CopyDone, what: str) -> str:
    """What copying or filling came to, in words: what was left out is named."""
    parts = [f"{what}: {_cells(done.copied)} planned"]
    if done.kept:
        parts.append(f"{done.kept} that held something kept")
    lines = [", ".join(parts) + "."]
    if done.left_out:
        shown = "; ".join(
            f"{left.person}, {short_day(left.on_date)}: {left.why.rstrip('.')}"
            for left in done.left_out[:_NAMED]
        )
        more = len(done.left_out) - _NAMED
        lines.append(f"Left out: {shown}" + (f"; and {more} more." if more > 0 else "."))
    return " ".join(lines)


_NAMED = 4


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
