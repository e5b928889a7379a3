"""Several taskings chosen at once: what can be done to all of them, said before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.errors import Invalid
from warden_desk.domain.progress import Progress
from warden_desk.domain.tasking_bulk import BulkChange, BulkPlan, counted
from warden_desk.services import people
from warden_desk.services.tasking import tasking_bulk, tasking_choices
from warden_desk.ui.pages.taskings.bulk_panel import BulkAct, BulkPanel, Work
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import choice, day, pick
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

_AS_IT_IS = {None: "As it is"}


@dataclass(frozen=True, slots=True)
class GiveDraft:
    """To whom."""

    person_id: str | None = None


class Several(QStackedWidget):
    """The right side of the page: one tasking, or what can be done to several."""

    def __init__(
        self,
        page: SplitPage,
        workspace: Workspace,
        table: LazyTable[Any],
        one: QWidget,
        export: Callable[[], object],
    ) -> None:
        super().__init__()
        self._page, self._workspace, self._table = page, workspace, table
        self._opener = PanelOpener(page, workspace)
        self._verbs = {"assign": self.give, "edit": self.change}
        self.heading = label("", "h2")
        verbs = (
            Button("Give to somebody…", self.give, rank="primary", key="A", name="give"),
            Button("Change…", self.change, key="E", name="change"),
            Button("Export…", export, name="export_chosen"),
            Button("Only one of them", table.choose_only_current, rank="link", name="only_one"),
        )
        said = label(
            "What you do here is done to all that can take it, and taken back in one.",
            "quiet",
            wrap=True,
        )
        lines = (row(verb, None) for verb in verbs)
        self.addWidget(one)
        self.addWidget(Card(column(self.heading, said, *lines, None, gap=10)))
        table.count_chosen.connect(self._show_count)

    def do(self, verb: str) -> bool:
        """Do it to all if several are chosen; False if one is, or it is done to single ones."""
        if self.currentIndex() == 0 or verb not in self._verbs:
            return False
        self._verbs[verb]()
        return True

    def give(self) -> None:
        """Give all to one person, after saying which can be given."""
        workspace, ids = self._workspace, self._table.chosen_ids()
        found = workspace.read(people.rows, workspace.today())
        names = {one.id: one.name for one in found}
        offered = [Option(one.id, one.name, one.team) for one in found]
        form = Form(GiveDraft(), {"person_id": ("Person", pick(offered, "Type a name"))})

        def plan(session: Any, progress: Progress) -> BulkPlan:
            person_id = form.draft().person_id or ""
            act = workspace.act()
            return tasking_bulk.plan_assign(session, ids, person_id, act=act, progress=progress)

        def carry_out(reason: str) -> Work:
            person_id, act = form.draft().person_id or "", workspace.act()
            if not person_id:
                raise Invalid({"person_id": "Choose to whom."})
            return lambda session, progress: tasking_bulk.assign(
                session, ids, person_id, act=act, reason=reason, progress=progress
            )

        def name() -> str:
            return names.get(form.draft().person_id or "", "")

        self._open(
            BulkAct(
                "Give",
                f"Give {counted(len(ids))} to",
                lambda: f"Give {counted(len(ids))} to {name()}",
                lambda: f"give {{}} to {name()}" if name() else "",
                plan,
                carry_out,
            ),
            form,
            len(ids),
        )

    def change(self) -> None:
        """Set the same facts on all, after saying which can be changed."""
        workspace, ids = self._workspace, self._table.chosen_ids()
        offered = workspace.read(tasking_choices.choices, workspace.today(), ())

        def labels(codes: Any) -> dict[Any, str]:
            return _AS_IT_IS | {code.code: code.label for code in codes}

        form = Form(
            BulkChange(),
            {
                "due_on": ("Due", day(workspace.today)),
                "urgency": ("Urgency", choice(labels(offered.urgencies))),
                "category": ("Category", choice(labels(offered.categories))),
                "priority": ("Priority", choice(labels(offered.priorities))),
            },
        )

        def plan(session: Any, progress: Progress) -> BulkPlan:
            draft, act = form.draft(), workspace.act()
            return tasking_bulk.plan_change(session, ids, draft, act=act, progress=progress)

        def carry_out(reason: str) -> Work:
            del reason  # a change warns of nothing
            draft, act = form.draft(), workspace.act()
            draft.check()
            return lambda session, progress: tasking_bulk.change(
                session, ids, draft, act=act, progress=progress
            )

        label_of_it = f"Change {counted(len(ids))}"
        self._open(
            BulkAct(
                "Change",
                label_of_it,
                lambda: label_of_it,
                lambda: "change {}" if form.draft().chosen() else "",
                plan,
                carry_out,
                "What is left empty stays as it is.",
            ),
            form,
            len(ids),
        )

    def _open(self, act: BulkAct, form: Form[Any], count: int) -> None:
        """Open the panel; what will happen is said below the form."""
        panel = BulkPanel(self._page, self._workspace, self._opener, act, form, count)
        self._opener.open(act.heading, form, act.verb, panel.save, panel)

    def _show_count(self, count: int) -> None:
        self.setCurrentIndex(int(count > 1))
        self.heading.setText(f"{counted(count)} chosen")
