"""Need: the areas ranked, while the weights are typed that rank them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QButtonGroup

from warden_desk.domain.dates import plain_date
from warden_desk.domain.incidents import Level
from warden_desk.domain.need import Indicator, Weighting, formula
from warden_desk.domain.rights import Right
from warden_desk.services.incidents import need, need_ground
from warden_desk.services.incidents.need_ground import NeedGround
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.need import figures, indicators
from warden_desk.ui.pages.need.detail import NeedDetail
from warden_desk.ui.pages.need.figures import AskForList, ask_for_list
from warden_desk.ui.pages.need.ranking import Ranking
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, label
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.date_fields import DateField
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.scrolling import scrolling
from warden_desk.ui.workspace import Workspace

_TABLES = (
    *("need_indicator", "need_score", "incident_month", "area", "boundary_set", "setting"),
    *("tasking", "tasking_entry", "shift", "stop", "funding_agreement", "funding_area"),
)
_VIEWS = {Level.PARISH: "Parishes", Level.WARD: "Wards"}
_WORDS = {Level.PARISH: ("parish", "parishes"), Level.WARD: ("ward", "wards")}


class NeedPage(SplitPage):
    """What is typed is tried at once, and kept only when it is saved."""

    def __init__(self, workspace: Workspace, ask: AskForList = ask_for_list) -> None:
        super().__init__("Need", detail_width=372)
        self._workspace, self._ask = workspace, ask
        self._ground: NeedGround | None = None
        self._level = Level.PARISH
        self.typed: tuple[Indicator, ...] = ()
        self.on = DateField(workspace.today)
        self.chips = {level: Chip(words, name=f"view_{level}") for level, words in _VIEWS.items()}
        self.ranking = Ranking(partial(workspace.open_thing, "page"))
        self.detail = NeedDetail(
            DateField(workspace.today),
            change=self.change_indicator,
            add=self.add_indicator,
            put_back=self.put_back,
            try_again=self.try_again,
        )
        self._build()
        self.follow(workspace.changed, *_TABLES)

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Need")
        act = partial(one, needs=Right.RECORD)
        return (
            one("need_weights", "Type the weights", self.detail.weights.focus_first, "W"),
            act("need_save", "Save this weighting", self.save, "Ctrl+Return"),
            one("need_put_back", "Put the weights back", self.put_back),
            act("need_add", "Add an indicator", self.add_indicator, "N"),
            act("need_change", "Change an indicator", self.change_indicator, "E"),
            act("need_import", "Import figures from a list", self.import_figures, "Ctrl+I"),
            *(
                one(f"need_{level}", f"Rank {words.lower()}", partial(self.show_level, level))
                for level, words in _VIEWS.items()
            ),
        )

    def read(self) -> None:
        """Read figures and weightings in the background; weights are then tried without it."""
        on, level = self.on.value() or self._workspace.today(), self._level
        work = partial(need_ground.look, on=on, level=level)
        self.progress.follow(self._workspace.start("Read need", work, self._take))

    def has_typing(self) -> bool:
        return super().has_typing() or self.is_changed

    @property
    def is_changed(self) -> bool:
        """Whether the weighting that is tried is another than the one of the day."""
        return self._ground is not None and self.typed != self._ground.held.indicators

    def try_out(self, typed: Sequence[Indicator]) -> None:
        """Rank by these weights; nothing is written."""
        self.typed = tuple(typed)
        self._show()

    def try_again(self, weighting: Weighting) -> None:
        """Rank by a weighting that held at another time."""
        self.try_out(weighting.indicators)

    def put_back(self) -> None:
        """Go back to the weighting of the day."""
        if self._ground is not None:
            self.try_out(self._ground.held.indicators)

    def save(self) -> None:
        """Weigh need so from the day given: one change, which Ctrl+Z takes back."""
        since, act = self.detail.since.value(), self._workspace.act()
        if since is None:
            self.tell("Say from which day these weights hold.", Tone.AMBER)
            return

        def write(_: str) -> None:
            self._workspace.write("Weigh need", need.set_indicators, self.typed, since, act=act)
            self.tell(f"Need is weighed so from {plain_date(since)}.", Tone.GREEN)

        if attempt(self, write) and self._ground is not None and since > self._ground.on:
            self.put_back()

    def add_indicator(self) -> None:
        """Open the form of a new indicator."""
        if self._ground is not None:
            indicators.open_new(self, self.typed, self._ground.known, self.try_out)

    def change_indicator(self, code: str = "") -> None:
        """Open an indicator, that of the weight the cursor is in unless one is named."""
        wanted = code or self.detail.weights.focused()
        one = next((one for one in self.typed if one.code == wanted), None)
        if one is not None:
            indicators.open_known(self, self.typed, one, self.try_out)

    def import_figures(self) -> None:
        """Ask for a list, and say what it would enter."""
        if path := self._ask(self):
            figures.look_at(self, self._workspace, path, self.typed)

    def show_level(self, level: Level) -> None:
        """Rank parishes, or wards."""
        self.chips[level].setChecked(True)
        self._level = level
        self.refresh()

    def focus_list(self) -> None:
        self.ranking.table.setFocus()

    def _build(self) -> None:
        self.add_search("Find a parish or ward").searched.connect(self._show_rows)
        one_of = QButtonGroup(self)
        for level, chip in self.chips.items():
            one_of.addButton(chip)
            chip.setChecked(level is self._level)
            chip.clicked.connect(partial(self.show_level, level))
            self.chips_row.addWidget(chip)
        self.on.setObjectName("on")
        self.on.setAccessibleName("Figures as known on")
        self.on.set_value(self._workspace.today())
        self.on.left.connect(self._ask_again)
        for part in (label("As known on", "label"), self.on):
            self.chips_row.addWidget(part)
        self.chips_row.addStretch(1)
        for button in (
            Button("Import figures…", self.import_figures, icon_name="import", name="import"),
            Button("Save weighting", self.save, rank="primary", name="save_weighting"),
        ):
            self.actions_row.addWidget(button)
        self.detail.since.set_value(self._workspace.today())
        self.detail.since.left.connect(self._show_formula)
        self.detail.weights.edited.connect(self._try_typed)
        self.ranking.chosen.connect(self._show_area)
        left = Card(self.ranking, margins=(0, 4, 0, 4))
        self.set_sides(left, Card(scrolling(self.detail), margins=(16, 12, 4, 12)))

    def _take(self, ground: NeedGround) -> None:
        if (ground.level, ground.on) != (self._level, self.on.value() or ground.on):
            return  # another day or level has been asked for meanwhile
        keeps = self.is_changed
        self._ground = ground
        self.try_out(self.typed if keeps else ground.held.indicators)

    def _ask_again(self) -> None:
        if self._ground is not None and self.on.value() not in (None, self._ground.on):
            self.refresh()

    def _try_typed(self) -> None:
        self.try_out(self.detail.weights.indicators())

    def _show(self) -> None:
        if (ground := self._ground) is None:
            return
        self.detail.weights.show_indicators(self.typed)
        self.detail.show_weightings(ground.weightings, ground.held)
        areas = f"{len(ground.areas)} {_VIEWS[ground.level].lower()}"
        tried = "another weighting is tried, not saved yet" if self.is_changed else ""
        self.set_titles("Need", f"{areas} · {tried or f'weighed by: {ground.held.words}'}")
        self._show_formula()
        self._show_rows()

    def _show_formula(self) -> None:
        since, ground = self.detail.since.value(), self._ground
        if ground is not None:
            later = [w for w in ground.weightings if w.since and since and w.since >= since]
            said = ", ".join(plain_date(one.since) for one in later if one.since)
            replaces = f"Takes the place of the weighting from {said}." if said else ""
            is_changed = self.is_changed
            words = formula(self.typed, *_WORDS[ground.level])
            self.detail.show_formula(words, is_changed=is_changed, replaces=replaces)

    def _show_rows(self, _: str = "") -> None:
        if self._ground is not None:
            self.ranking.show_ranks(self._ground, self.typed, self._searched())
            self._show_area()

    def _show_area(self, _: str = "") -> None:
        moved, ground = self.ranking.chosen_row(), self._ground
        if moved is None or ground is None:
            self.detail.show_area(None, "")
            return
        against = ground.against(self.typed)
        words = "now" if self.is_changed else "by the weighting before"
        was = f" · {words} {moved.before}" if against and moved.before else ""
        self.detail.show_area(moved.row, was)

    def _searched(self) -> str:
        return self.search.text() if self.search else ""
