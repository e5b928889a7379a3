"""Several taskings chosen at once: what can be done to all of them, said before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.errors import UserError
from warden_desk.domain.tasking_bulk import BulkChange, BulkPlan, counted
from warden_desk.services import people, tasking_bulk, tasking_choices
from warden_desk.ui.pages.taskings.panel_opener import PanelOpener
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
        self._workspace, self._table = workspace, table
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

        def foreseen() -> str:
            person_id = form.draft().person_id
            if not person_id:
                return ""
            plan = workspace.read(tasking_bulk.plan_assign, ids, person_id, act=workspace.act())
            return _words(plan, f"give {{}} to {names[person_id]}")

        def save(reason: str) -> None:
            person_id = form.draft().person_id or ""
            workspace.write(
                f"Give {counted(len(ids))} to {names.get(person_id, '')}",
                tasking_bulk.assign,
                ids,
                person_id,
                act=workspace.act(),
                reason=reason,
            )
            self._opener.close()

        self._open(f"Give {counted(len(ids))} to", form, "Give", save, foreseen)

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

        def foreseen() -> str:
            draft = form.draft()
            if not draft.chosen():
                return "What is left empty stays as it is."
            plan = workspace.read(tasking_bulk.plan_change, ids, draft, act=workspace.act())
            return _words(plan, "change {}")

        def save(reason: str) -> None:
            del reason
            workspace.write(
                f"Change {counted(len(ids))}",
                tasking_bulk.change,
                ids,
                form.draft(),
                act=workspace.act(),
            )
            self._opener.close()

        self._open(f"Change {counted(len(ids))}", form, "Change", save, foreseen)

    def _open(
        self,
        heading: str,
        form: Form[Any],
        verb: str,
        save: Callable[[str], object],
        foreseen: Callable[[], str],
    ) -> None:
        preview = label("", "quiet", wrap=True)
        preview.setObjectName("preview")
        follow = partial(_follow, preview.setText, foreseen, form)
        form.edited.connect(follow)
        follow()
        body = QWidget()
        body.setLayout(column(form, preview, gap=8))
        self._opener.open(heading, form, verb, save, body)

    def _show_count(self, count: int) -> None:
        self.setCurrentIndex(int(count > 1))
        self.heading.setText(f"{counted(count)} chosen")


def _follow(say: Callable[[str], object], foreseen: Callable[[], str], form: Form[Any]) -> None:
    """Say what will happen, as far as what is typed can be read."""
    if form.unreadable():
        return
    try:
        say(foreseen())
    except UserError as refusal:  # one of them was put aside meanwhile
        say(str(refusal))


def _words(plan: BulkPlan, act: str) -> str:
    return "\n".join((plan.words(act), *(f"Needs a reason: {said}" for said in plan.warnings)))
