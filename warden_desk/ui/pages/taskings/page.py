"""The page of taskings: the list, one tasking beside it, and what can be done with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy

from warden_desk.domain.errors import NotFound
from warden_desk.domain.rights import Right
from warden_desk.domain.tasking_filters import SortBy, TaskingFilter, Which
from warden_desk.domain.tasking_states import RULES, Move, Need
from warden_desk.domain.taskings import TaskingDetail, parse_reference
from warden_desk.services.tasking import deadlines, tasking_details, tasking_moves, taskings
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.taskings.attachments import Attachments
from warden_desk.ui.pages.taskings.commands import GROUP, page_commands
from warden_desk.ui.pages.taskings.detail import TaskingView
from warden_desk.ui.pages.taskings.list_filter import ListFilter
from warden_desk.ui.pages.taskings.panels import Panels
from warden_desk.ui.pages.taskings.papers import Papers
from warden_desk.ui.pages.taskings.several import Several
from warden_desk.ui.pages.taskings.tasking_list import TaskingList
from warden_desk.ui.pages.taskings.view_menu import ViewMenu
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

_TABLES = (
    "tasking",
    "tasking_entry",
    "tasking_assignment",
    "attachment",
    "tasking_link",
    "person",
    "area",
    "organisation",
    "setting",
)


class TaskingsPage(SplitPage):
    """Follows the desk: what is changed anywhere shows here, with the same tasking chosen."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Taskings")
        self._workspace = workspace
        self._detail: TaskingDetail | None = None
        self._filter = ListFilter(workspace)
        self.chips = self._filter.chips
        self.list = TaskingList(
            workspace,
            Button("Take in a list…", self.take_in, rank="primary"),
            Button("New tasking", self.new, key="N"),
        )
        self.table = self.list.table
        self.attachments = Attachments(self, workspace)
        self.view = TaskingView(self.do, self.move_tasking, self.open_item, self.attachments.files)
        self.attachments.take_drops_on(self.view)
        self._panels = Panels(self, workspace, self.open_item)
        self.papers = Papers(self, workspace)
        self._verbs = self._panels.verbs() | self.papers.verbs()
        self.views = ViewMenu(self, workspace, self.table, self.chips, self._wanted)
        self.several = Several(self, workspace, self.table, self.view, self.views.export_chosen)
        self._build()
        self.follow(workspace.changed, *_TABLES)
        workspace.team_changed.connect(self._follow_team)

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group=GROUP)
        act = partial(one, needs=Right.RECORD)
        hand_over = "Hand the list over to another desk"
        others = (
            act("tasking_new", "New tasking", self.new, "N"),
            one("take_in", "Take in a list", self.take_in),
            act("tasking_attach", "Attach a file", self.attachments.choose),
            one("taskings_export", "Export the list", self.views.export),
            act("taskings_hand_over", hand_over, self.views.hand_over),
            act("taskings_keep_view", "Keep this view of the list", self.views.keep),
            one("tasking_slips", "Key in result slips", self.key_in_slips),
            one("tasking_number", "Go to a tasking by its number", self.focus_search, "#"),
        )
        return page_commands(self, others)

    def open_item(self, item_id: str) -> None:
        """Show a tasking, whether or not the list shows it now."""
        self.catch_up()
        if not self.table.choose(item_id):
            self.table.clear_choice()
            self._show_detail(item_id)
        self.table.setFocus()

    def show_only(self, which: Which) -> None:
        """Filter the list, as its chip does."""
        self.chips.set_which(which)

    def new(self) -> None:
        """Take in a tasking by hand."""
        self._workspace.start("Bank holidays", deadlines.prepare, lambda _: None)
        self._panels.new(self.chips.district_ids())

    def take_in(self) -> None:
        """Take in what a CSU sent, on the page of imports."""
        self._workspace.open_thing("import", "")

    def key_in_slips(self) -> None:
        """Go where the slips that came back are keyed in."""
        self._workspace.open_thing("page", "slips")

    def read(self) -> None:
        """Read everything again; what was chosen stays chosen."""
        self._filter.offer_mine()
        shown = self._detail.id if self._detail else ""
        self._show_list()
        self.set_titles("Taskings", self._filter.count())
        self._show_detail(self.table.chosen_id() or shown)

    def focus_list(self) -> None:
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.panel() is None:
            self.table.setFocus()

    def _build(self) -> None:
        self.actions_row.addWidget(Button("Slips", self.key_in_slips, name="slips"))
        self.actions_row.addWidget(Button("Take in a list…", self.take_in, name="take_in"))
        self.actions_row.addWidget(
            Button("New tasking", self.new, rank="primary", key="N", name="new_tasking")
        )
        search = self.add_search("Search references, places, text, log")
        search.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        search.setMinimumWidth(scaled(160))
        search.setMaximumWidth(scaled(320))
        self.chips_row.setStretchFactor(search, 1)
        self.chips_row.addWidget(self.chips, 0, Qt.AlignmentFlag.AlignVCenter)
        self.chips_row.addStretch()
        self.chips_row.addWidget(self.views, 0, Qt.AlignmentFlag.AlignTop)
        self.set_sides(self.list, self.several)
        search.searched.connect(self._show_list)
        search.returnPressed.connect(self._jump)
        search.left_down.connect(self._go_down)
        self.chips.changed.connect(self._refilter)
        self.table.chosen.connect(self._show_detail)
        self.table.sort_wanted.connect(self._sort)
        self.table.digit_typed.connect(self._type_number)

    def _wanted(self) -> TaskingFilter:
        return self._filter.wanted(self.search.text() if self.search else "")

    def _show_list(self) -> None:
        self.table.room.mark_sort(self.chips.sort(), is_descending=self.chips.is_descending())
        self.list.show_filtered(self._wanted())
        if not self.table.chosen_id() and self._detail is None:
            self.table.choose_first()

    def _show_detail(self, tasking_id: str) -> None:
        self._detail = None
        if tasking_id:
            try:
                self._detail = self._workspace.read(tasking_details.detail, tasking_id)
            except NotFound:
                self._detail = None  # taken back by an undo: the view says that none is chosen
        self.view.show_detail(self._detail, self._workspace.today())
        self.attachments.show_of(self._detail)
        self._workspace.at_desk.saw(self._detail)

    def do(self, verb: str) -> None:
        """Open the panel of this name for the tasking shown, or for all that are chosen."""
        if not self.several.do(verb) and (detail := self._shown()):
            self._verbs[verb](detail)

    def move_tasking(self, move: Move) -> None:
        """Move at once where nothing more is asked; otherwise in a panel."""
        if not (detail := self._shown()):
            return
        needs = RULES[move].needs
        if Need.REASON in needs or Need.UNTIL in needs:
            self._panels.move(detail, move)
            return
        label = f"{RULES[move].label}: {detail.reference}"

        def save(reason: str) -> None:
            act = self._workspace.act()
            self._workspace.write(
                label, tasking_moves.move, detail.id, move, act=act, reason=reason
            )

        attempt(self, save)

    def _shown(self) -> TaskingDetail | None:
        if self._detail is None:
            self.tell("Choose a tasking in the list first.", Tone.AMBER)
        return self._detail

    def _jump(self) -> None:
        """Enter in the search: a number opens that tasking, words go on to the list."""
        typed = self.search.text() if self.search else ""
        if not typed.strip() or parse_reference(typed) is None:
            self._go_down()
            return
        try:
            found = self._workspace.read(
                taskings.find, typed, district_ids=self.chips.district_ids()
            )
        except NotFound as refusal:
            self.tell(str(refusal), Tone.AMBER)
            return
        self.notice.clear()
        if self.search:
            self.search.clear()
        self._show_list()
        self.open_item(found)

    def _go_down(self) -> None:
        self.table.setFocus()
        self.table.choose_first()

    def _refilter(self) -> None:
        self._show_list()
        self.set_titles("Taskings", self._filter.count())

    def sort_by(self, sort: SortBy) -> None:
        """Order the list so; the other way round if it is in that order already."""
        self._filter.sort_by(sort)

    def _sort(self, key: str) -> None:
        self.sort_by(SortBy(key))

    def _type_number(self, digit: str) -> None:
        """A digit in the list begins a reference: number and Enter jump there."""
        if self.search:
            self.search.setFocus()
            self.search.setText(digit)

    def _follow_team(self) -> None:
        self._filter.offer_districts()
        self.mark_stale()
