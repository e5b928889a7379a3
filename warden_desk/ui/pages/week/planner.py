"""What can be done to cells, each as one named, undoable write."""

from collections.abc import Callable, Sequence

from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.errors import NeedsReason, UserError
from warden_desk.domain.shift_text import parse_cell
from warden_desk.domain.shifts import CellDraft, CodeBook, ShiftRow, times
from warden_desk.domain.week_rows import CellRow, ParishGrid, PersonWeek, WeekGrid
from warden_desk.services.week import patterns, week_copies, week_moves, week_visits, weeks
from warden_desk.services.week.weeks import CellKey, CopyDone
from warden_desk.ui.pages.week.keys import day_of, owner, team_of, thing_of
from warden_desk.ui.widgets.week_grid import CellId
from warden_desk.ui.widgets.week_grid_editor import Refusal
from warden_desk.ui.workspace import Workspace

STEP = 15
"""Minutes by which a key makes a shift longer or shorter."""


class Planner:
    """The verbs of the week page, over the grids that are shown."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._grids: dict[str, WeekGrid] = {}
        self._people: dict[tuple[str, str], PersonWeek] = {}
        self._parishes: dict[str, str] = {}

    def follow(self, grids: Sequence[WeekGrid]) -> None:
        """From now on work on these grids."""
        self._grids = {grid.team_id: grid for grid in grids}
        self._people = {
            (person.person_id, grid.team_id): person for grid in grids for person in grid.people
        }

    def follow_parishes(self, grids: Sequence[ParishGrid]) -> None:
        """The names of the parishes that people can be sent to."""
        self._parishes = {parish.area_id: parish.name for grid in grids for parish in grid.parishes}

    def typed(self, cell: CellId) -> str:
        """What is typed to get what the cell holds."""
        found = self.cell(cell)
        return self._grids[team_of(cell)].text(found) if found else ""

    def commit(self, cell: CellId, text: str, reason: str) -> Refusal | None:
        """Take what was typed into one cell, or say why not."""
        if text.strip():
            return _refusal(lambda: self.set_cells([(cell, text)], reason))
        return _refusal(lambda: self.clear([cell]))

    def visitors(self, cell: CellId) -> str:
        """Who comes to a parish on a day, as it is typed."""
        return self._workspace.read(week_visits.visitors_text, thing_of(cell), day_of(cell))

    def send(self, cell: CellId, typed: str, reason: str) -> Refusal | None:
        """Have these people come to a parish, or say why not."""
        parish = self._parishes.get(thing_of(cell), "parish")
        label = f"Send {typed.strip() or 'nobody'} to {parish}, {short_day(day_of(cell))}"
        return _refusal(
            lambda: self._workspace.write(
                label,
                week_visits.set_visitors,
                thing_of(cell),
                day_of(cell),
                team_of(cell),
                typed,
                act=self._workspace.act(),
                reason=reason,
            )
        )

    def set_cells(self, typed: Sequence[tuple[CellId, str]], reason: str = "") -> None:
        """Set cells to texts, all or none; an empty text clears.

        Raises:
            UserError: one is not understood, or refused.
            NeedsReason: a rule warns.
        """
        drafts = [
            (key, self._parse(cell, text) if text else None)
            for cell, text in typed
            if (key := owner(cell))
        ]
        if not drafts:
            raise UserError("An event has a form of its own: Ctrl Shift E.")
        key, draft = drafts[0]
        if len(drafts) == 1 and draft is not None:
            label = f"Set {self.name(key)} to {draft.head}"
        else:
            label = f"Set {_cells(len(drafts))}"
        act = self._workspace.act()
        self._workspace.write(label, weeks.set_cells, drafts, act=act, reason=reason)

    def clear(self, wanted: Sequence[CellId]) -> None:
        """Take everything out of cells."""
        keys = [
            key for cell in wanted if (c := self.cell(cell)) and c.shifts and (key := owner(cell))
        ]
        if keys:
            what = self.name(keys[0]) if len(keys) == 1 else _cells(len(keys))
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
                draft = self._parse(source, text)
                filled += [(key, draft) for target in targets if (key := owner(target))]
        if not filled:
            raise UserError("There is nothing in the first cell to fill with.")
        act = self._workspace.act()
        label = f"Fill {_cells(len(filled))}"
        return self._workspace.write(label, weeks.fill, filled, act=act, reason=reason)

    def take(self, source: CellId, target: CellId, *, is_copy: bool, reason: str = "") -> None:
        """Move a cell to another, or copy it; what a move finds there comes back in exchange.

        Raises:
            UserError: a rule stops it, or there is nothing to take.
            NeedsReason: a rule warns.
        """
        one, other = owner(source), owner(target)
        if one is None or other is None:
            raise UserError("Only what people do can be moved, to another day or person.")
        held = self.cell(target)
        verb = "Copy" if is_copy else "Exchange" if held and held.shifts else "Move"
        label = f"{verb} {self.name(one)} {'with' if verb == 'Exchange' else 'to'} "
        work = week_moves.copy if is_copy else week_moves.move
        self._workspace.write(
            label + self.name(other), work, one, other, act=self._workspace.act(), reason=reason
        )

    def exchange(self, pairs: Sequence[tuple[CellId, CellId]], reason: str = "") -> None:
        """Exchange pairs of cells, such as the weeks of two people.

        Raises:
            UserError: a rule stops it.
            NeedsReason: a rule warns.
        """
        keys = [(a, b) for one, other in pairs if (a := owner(one)) and (b := owner(other))]
        if not keys:
            raise UserError("Only what people do can be exchanged.")
        one, other = keys[0]
        if len(keys) == 1:
            label = f"Exchange {self.name(one)} with {self.name(other)}"
        else:
            label = f"Exchange {self.person(one)} with {self.person(other)} on {len(keys)} days"
        act = self._workspace.act()
        self._workspace.write(label, week_moves.swap_all, keys, act=act, reason=reason)

    def stretch(
        self, shift: ShiftRow, cell: CellId, start: int, end: int, reason: str = ""
    ) -> None:
        """Give a shift other times.

        Raises:
            UserError: it cannot be so, or a rule stops it.
            NeedsReason: a rule warns.
        """
        key = owner(cell)
        assert key is not None  # only people have shifts
        label = f"Change {self.name(key)} to {times(start, end)}"
        act = self._workspace.act()
        self._workspace.write(
            label, week_moves.stretch, shift.id, start, end, act=act, reason=reason
        )

    def copy_week(self, team_id: str, source: Week, target: Week) -> CopyDone:
        """Plan a week like another."""
        label = f"Copy week {source.number} to week {target.number}"
        act = self._workspace.act()
        return self._workspace.write(label, week_copies.copy_week, team_id, source, target, act=act)

    def apply_patterns(self, team_id: str, week: Week, person_id: str = "") -> CopyDone:
        """Plan a week by everybody's own rotation, or by one person's."""
        label = f"Plan week {week.number} by the rotations"
        act, people = self._workspace.act(), [person_id] if person_id else None
        write = self._workspace.write
        return write(label, patterns.apply, team_id, week, person_ids=people, act=act)

    def cell(self, cell: CellId) -> CellRow | None:
        """What is shown in a person's cell."""
        key = owner(cell)
        person = self._people.get((key.person_id, key.team_id)) if key else None
        return person.cells[key.on_date.weekday()] if person and key else None

    def team(self, team_id: str) -> str:
        """What a team is called."""
        return self._grids[team_id].team

    def book(self, team_id: str) -> CodeBook:
        """The codes that may be typed."""
        return self._grids[team_id].book

    def shown_people(self) -> list[str]:
        """The keys of everybody in the grids."""
        return list(dict.fromkeys(person_id for person_id, _ in self._people))

    def name(self, key: CellKey) -> str:
        """`Ben Tilley, Wed 25 Nov`."""
        return f"{self.person(key)}, {short_day(key.on_date)}"

    def person(self, key: CellKey) -> str:
        """Their name."""
        person = self._people.get((key.person_id, key.team_id))
        return person.name if person else self._workspace.read(weeks.name_of, key.person_id)

    def _parse(self, cell: CellId, text: str) -> CellDraft:
        return parse_cell(text, self._grids[team_of(cell)].book)


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


def _refusal(save: Callable[[], object]) -> Refusal | None:
    try:
        save()
    except NeedsReason as needs:
        return Refusal(f"{needs}. Give a reason to go on.", asks_reason=True)
    except UserError as refusal:
        return Refusal(str(refusal))
    return None


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
