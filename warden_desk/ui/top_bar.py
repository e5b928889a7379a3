"""The bar at the top: the way to everything, the team, and whether all is saved."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from warden_desk.ui.icons import icon
from warden_desk.ui.seat_chooser import SeatChooser
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import kind, label, mnemonic_free
from warden_desk.ui.widgets.pill import Pill

ALL_TEAMS = "All teams"


class TopBar(QFrame):
    """Before a desk is open it bears the name alone."""

    search_wanted = Signal()
    team_chosen = Signal(object)
    """The team's id, or None for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "top")
        self.search = kind(QPushButton(" Search or type a command    Ctrl K"), "search")
        self.search.setIcon(icon("search", "faint", "faint"))
        self.search.setObjectName("open_palette")
        self.search.setAccessibleName("Search or type a command")
        self.search.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.search.clicked.connect(self.search_wanted)
        self.team = kind(QPushButton(ALL_TEAMS), "chip")
        self.team.setObjectName("team_chooser")
        self.team.setAccessibleName("Team")
        self.team.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.team.setIcon(icon("chevron-down", "quiet", "quiet"))
        self.seat = SeatChooser()
        self.saved = Pill("Saved", Tone.GREEN)
        box = QHBoxLayout(self)
        box.setContentsMargins(18, 0, 18, 0)
        box.setSpacing(12)
        box.addWidget(label("Warden Desk", "app"))
        box.addStretch(1)
        box.addWidget(self.search, 2)
        box.addStretch(1)
        box.addWidget(self.team)
        box.addWidget(self.seat)
        box.addWidget(self.saved)
        self.fit()
        self.set_open(is_open=False)

    def fit(self) -> None:
        """Take the sizes that the text size wants."""
        self.setFixedHeight(scaled(52))
        self.search.setMaximumWidth(scaled(420))
        for button in (self.search, self.team):
            button.setIconSize(QSize(scaled(16), scaled(16)))
        self.seat.fit()

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide what only means something with a desk."""
        for part in (self.search, self.team, self.seat, self.saved):
            part.setVisible(is_open)

    def offer_teams(self, teams: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Fill the team menu with (id, name)."""
        menu = QMenu(self.team)
        names = dict(teams)
        for team_id, name in [(None, ALL_TEAMS), *teams]:
            action = menu.addAction(mnemonic_free(name))
            action.setCheckable(True)
            action.setChecked(team_id == chosen)
            action.triggered.connect(lambda _=False, wanted=team_id: self.team_chosen.emit(wanted))
        self.team.setMenu(menu)
        name = names.get(chosen or "", ALL_TEAMS)
        self.team.setText(mnemonic_free(name))
        self.team.setAccessibleName(f"Team: {name}")

    def show_saving(self, *, is_saving: bool) -> None:
        """Say whether everything is on the disk."""
        if is_saving:
            self.saved.set_state("Saving…", Tone.BLUE)
        else:
            self.saved.set_state("Saved", Tone.GREEN)
