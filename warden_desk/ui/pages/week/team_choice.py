"""Which teams the week shows: the one of the window, or several chosen here."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from warden_desk.domain.people import TeamRow
from warden_desk.ui.widgets.basics import mnemonic_free
from warden_desk.ui.widgets.buttons import Button


class TeamChoice(Button):
    """A button that says how many teams are shown, and a menu to choose them from."""

    chosen = Signal(list)
    """The keys of the teams wanted, in their order."""

    def __init__(self) -> None:
        super().__init__("", self.open, rank="chip", name="teams")
        self._menu = QMenu(self)

    def offer(self, teams: Sequence[TeamRow], shown: Sequence[str]) -> None:
        """Offer these; with a single team there is nothing to choose."""
        self.setVisible(len(teams) > 1)
        words = f"{len(shown)} of {len(teams)} teams"
        self.setText(words)
        self.setAccessibleName(f"Teams: {words} shown")
        self._menu.clear()
        every = self._menu.addAction("All teams")
        every.triggered.connect(lambda: self.chosen.emit([team.id for team in teams]))
        self._menu.addSeparator()
        for team in teams:
            action = self._menu.addAction(mnemonic_free(f"{team.number}  {team.name}"))
            action.setCheckable(True)
            action.setChecked(team.id in shown)
            action.setData(team.id)
            action.toggled.connect(self._say)

    def open(self) -> None:
        """Open the menu under the button; arrows and Space choose."""
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _say(self) -> None:
        wanted = [a.data() for a in self._menu.actions() if a.data() and a.isChecked()]
        if wanted:
            self.chosen.emit(wanted)
