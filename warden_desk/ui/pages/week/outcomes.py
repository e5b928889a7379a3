"""Saying of shifts that they are known, were worked, or were not."""

from collections.abc import Sequence

from warden_desk.domain.errors import UserError
from warden_desk.services.week import week_outcomes, worked
from warden_desk.services.week.weeks import CellKey
from warden_desk.ui.pages.week.keys import owner
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.widgets.week_grid import CellId
from warden_desk.ui.workspace import Workspace


class Outcomes:
    """Planned against done, for the cells that are selected. Days without work are passed over.

    Every verb refuses (`UserError`) if no shift is selected, or a day is still to come.
    """

    def __init__(self, workspace: Workspace, planner: Planner) -> None:
        self._workspace, self._planner = workspace, planner

    def confirm(self, cells: Sequence[CellId]) -> None:
        """They know of it."""
        what, shifts = self._shifts(cells)
        self._workspace.write(f"Confirm {what}", worked.confirm, shifts, act=self._workspace.act())

    def worked(self, cells: Sequence[CellId]) -> None:
        """It was worked as planned."""
        what, shifts = self._shifts(cells)
        act = self._workspace.act()
        self._workspace.write(f"Worked: {what}", week_outcomes.worked_as_planned, shifts, act=act)

    def missed(self, cells: Sequence[CellId], note: str) -> None:
        """It was not worked, and why."""
        what, shifts = self._shifts(cells)
        act = self._workspace.act()
        self._workspace.write(f"Missed: {what}", week_outcomes.missed, shifts, note, act=act)

    def reopen(self, cells: Sequence[CellId]) -> None:
        """It is planned again."""
        what, shifts = self._shifts(cells)
        act = self._workspace.act()
        self._workspace.write(f"Planned again: {what}", worked.reopen, shifts, act=act)

    def _shifts(self, cells: Sequence[CellId]) -> tuple[str, list[str]]:
        """What they are called together, and the keys of the shifts."""
        found: list[str] = []
        keys: list[CellKey] = []
        for cell in cells:
            row, key = self._planner.cell(cell), owner(cell)
            shifts = [shift.id for shift in row.shifts if shift.code.is_work] if row else []
            if shifts and key:
                found += shifts
                keys.append(key)
        if not keys:
            raise UserError("Choose a cell with a shift first.")
        what = self._planner.name(keys[0]) if len(keys) == 1 else f"{len(keys)} cells"
        return what, found
