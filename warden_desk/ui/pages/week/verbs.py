"""What keys and the mouse do to the selected cells, and how a refusal is said on the page."""

from collections.abc import Callable, Sequence
from functools import partial

from warden_desk.domain.errors import UserError
from warden_desk.domain.rights import Right
from warden_desk.domain.shifts import ShiftRow
from warden_desk.services.week.weeks import CopyDone
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week.board import Board
from warden_desk.ui.pages.week.outcomes import Outcomes
from warden_desk.ui.pages.week.planner import STEP, Planner, said
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.widgets.week_grid import CellId, Held
from warden_desk.ui.widgets.week_grid_lock import CellLock
from warden_desk.ui.workspace import Workspace

Pairs = list[tuple[CellId, CellId]]


class Verbs:
    """Ties the cells of people and parishes to the planner."""

    def __init__(self, page: Page, board: Board, workspace: Workspace, planner: Planner) -> None:
        self._page, self._board = page, board
        self._planner, self._outcomes = planner, Outcomes(workspace, planner)
        people, parishes = board.people, board.parishes
        people.allow_typing(planner.typed, planner.commit)
        people.allow_moving()
        people.cleared.connect(self._clear)
        people.pasted.connect(self._paste)
        people.filled.connect(self._fill)
        people.dropped.connect(self._take)
        parishes.allow_typing(planner.visitors, planner.send)
        parishes.cleared.connect(self._send_nobody)
        parishes.pasted.connect(self._send)
        for view in (people, parishes):
            view.kept_draft.connect(self._tell_draft)
        tell = partial(page.tell, tone=Tone.AMBER)
        self._locks = [CellLock(view, tell) for view in (people, parishes)]

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Week: cells", needs=Right.RECORD)
        later, earlier = "Alt+Shift+Right", "Alt+Shift+Left"
        return (
            one("week_fill", "Fill right", self._board.people.fill, "Ctrl+R"),
            one("week_fill_down", "Fill down", self._fill_down, "Ctrl+D"),
            one("week_exchange", "Exchange two cells or people", self.exchange, "Ctrl+E"),
            one("week_longer", "End 15 minutes later", partial(self._stretch, 0, STEP), later),
            one("week_shorter", "End earlier", partial(self._stretch, 0, -STEP), earlier),
            one("week_sooner", "Begin earlier", partial(self._stretch, -STEP, 0), "Alt+Shift+Up"),
            one("week_tardy", "Begin later", partial(self._stretch, STEP, 0), "Alt+Shift+Down"),
            one("week_confirm", "They know of it", self._say(self._outcomes.confirm), "F6"),
            one("week_worked", "Worked as planned", self._say(self._outcomes.worked), "F7"),
            one("week_missed", "Not worked", self.missed, "Shift+F7"),
            one("week_reopen", "Planned again", self._say(self._outcomes.reopen), "Shift+F6"),
        )

    def refuse(self, why: str) -> None:
        """Let the week be looked at only, for this reason; "" lets it be planned."""
        for lock in self._locks:
            lock.refuse(why)

    def exchange(self) -> None:
        """Exchange the two cells that are selected, or the days of two people."""
        self._try(lambda reason: self._planner.exchange(self._pairs(), reason))
        self._board.people.grid.hold(Held.CUT, None)

    def missed(self) -> None:
        """Ask why, and keep that the shifts were not worked."""
        wanted = self._chosen()
        ask = "Why was it not worked? No medical reason is kept."

        def keep(reason: str) -> None:
            attempt(self._page, lambda _: self._outcomes.missed(wanted, reason))

        self._page.notice.ask_reason(ask, keep)

    def stretch(self, shift: ShiftRow, cell: CellId, start: int, end: int) -> None:
        """Give a shift other times, or say why not."""
        self._try(lambda reason: self._planner.stretch(shift, cell, start, end, reason))

    def tell_done(self, done: CopyDone, what: str) -> None:
        """Say what came of planning many cells."""
        self._page.tell(said(done, what), Tone.AMBER if done.left_out else Tone.GREEN)

    def _pairs(self) -> Pairs:
        """What belongs together in an exchange: a cut cell or row and the current, or two chosen.

        Raises:
            UserError: it is not clear which two.
        """
        view = self._board.people
        model, selected = view.grid, view.selected()
        cut = model.held(Held.CUT)
        rows = list(selected)
        if cut is not None and len(rows) == 1 and (found := model.find(cut)).isValid():
            columns = selected[rows[0]]
            if len(columns) == 1:
                here = model.cell_id(model.index(rows[0], columns[0]))
                return [(cut, here)] if here != cut else []
            rows.insert(0, found.row())
            selected = dict.fromkeys(rows, columns)
        cells = [model.cell_id(model.index(r, c)) for r, cs in selected.items() for c in cs]
        if len(cells) == 2:
            return [(cells[0], cells[1])]
        if len(rows) == 2 and len(selected) == 2 and selected[rows[0]] == selected[rows[1]]:
            half = len(cells) // 2
            return list(zip(cells[:half], cells[half:], strict=True))
        raise UserError(
            "Choose two cells, or the days of two people, and exchange them: Ctrl X marks the "
            "first, Shift Space takes a whole row."
        )

    def _stretch(self, start: int, end: int) -> None:
        cell = self._board.people.current_cell()
        row = self._planner.cell(cell) if cell else None
        timed = [s for s in row.shifts if s.start_minute is not None] if row else []
        if cell is None or not timed:
            self._page.tell("There is no shift with times here.", Tone.AMBER)
            return
        shift = timed[0] if start else timed[-1]
        first, last = shift.start_minute or 0, shift.end_minute or 0
        self.stretch(shift, cell, first + start, last + end)

    def _fill_down(self) -> None:
        self._board.people.fill(is_down=True)

    def _clear(self, wanted: list[CellId]) -> None:
        self._try(lambda _: self._planner.clear(wanted))

    def _paste(self, typed: list[tuple[CellId, str]]) -> None:
        self._try(lambda reason: self._planner.set_cells(typed, reason))

    def _fill(self, pairs: list[tuple[CellId, list[CellId]]]) -> None:
        self._try(lambda reason: self.tell_done(self._planner.fill(pairs, reason), "Filled"))

    def _take(self, source: CellId, target: CellId, is_copy: bool) -> None:
        def take(reason: str) -> None:
            self._planner.take(source, target, is_copy=is_copy, reason=reason)
            self._board.people.go_to(target)

        self._try(take)

    def _send_nobody(self, cells: list[CellId]) -> None:
        self._send([(cell, "") for cell in cells])

    def _send(self, typed: list[tuple[CellId, str]]) -> None:
        """Refusals of a parish's cell are said on the page, where many cells were meant."""
        for cell, text in typed:
            if refusal := self._planner.send(cell, text, ""):
                self._page.tell(refusal.text, Tone.AMBER if refusal.asks_reason else Tone.RED)
                return

    def _say(self, verb: Callable[[Sequence[CellId]], object]) -> Callable[[], None]:
        return lambda: self._try(lambda _: verb(self._chosen()))

    def _chosen(self) -> list[CellId]:
        view = self._board.people
        return [
            view.grid.cell_id(view.grid.index(row, column))
            for row, columns in view.selected().items()
            for column in columns
        ]

    def _try(self, save: Callable[[str], object]) -> None:
        if attempt(self._page, save):
            self._board.people.setFocus()

    def _tell_draft(self, text: str) -> None:
        self._page.tell(
            f"“{text}” is kept in its cell as a draft, not saved. "
            "Enter goes on with it, Delete throws it away.",
            Tone.AMBER,
        )
