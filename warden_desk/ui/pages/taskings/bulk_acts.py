"""What can be done to several taskings at once: giving them to somebody, changing them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from warden_desk.domain.areas import CodeRow
from warden_desk.domain.errors import Invalid
from warden_desk.domain.progress import Progress
from warden_desk.domain.tasking_bulk import BulkChange, BulkPlan, counted
from warden_desk.services import people
from warden_desk.services.tasking import tasking_bulk, tasking_choices
from warden_desk.ui.pages.taskings.bulk_panel import Work
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import choice, day, pick
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class GiveDraft:
    """To whom."""

    person_id: str | None = None


class Giving:
    """Give all to one person."""

    verb, hint = "Give", ""

    def __init__(self, workspace: Workspace, ids: Sequence[str]) -> None:
        self._workspace, self._ids = workspace, ids
        found = workspace.read(people.rows, workspace.today())
        self._names = {one.id: one.name for one in found}
        offered = [Option(one.id, one.name, one.team) for one in found]
        self.heading = f"Give {counted(len(ids))} to"
        self.form = Form(GiveDraft(), {"person_id": ("Person", pick(offered, "Type a name"))})

    def label(self) -> str:
        return f"{self.heading} {self._name}"

    def words(self) -> str:
        return f"give {{}} to {self._name}" if self._name else ""

    def plan(self, session: Any, progress: Progress) -> BulkPlan:
        act = self._workspace.act()
        return tasking_bulk.plan_assign(
            session, self._ids, self._person_id, act=act, progress=progress
        )

    def carry_out(self, reason: str) -> Work:
        ids, person_id, act = self._ids, self._person_id, self._workspace.act()
        if not person_id:
            raise Invalid({"person_id": "Choose to whom."})
        return lambda session, progress: tasking_bulk.assign(
            session, ids, person_id, act=act, reason=reason, progress=progress
        )

    @property
    def _person_id(self) -> str:
        return self.form.draft().person_id or ""

    @property
    def _name(self) -> str:
        return self._names.get(self._person_id, "")


class Changing:
    """Set the same facts on all."""

    verb, hint = "Change", "What is left empty stays as it is."

    def __init__(self, workspace: Workspace, ids: Sequence[str]) -> None:
        self._workspace, self._ids = workspace, ids
        offered = workspace.read(tasking_choices.choices, workspace.today(), ())
        self.heading = f"Change {counted(len(ids))}"
        self.form = Form(
            BulkChange(),
            {
                "due_on": ("Due", day(workspace.today)),
                "urgency": ("Urgency", choice(_labels(offered.urgencies))),
                "category": ("Category", choice(_labels(offered.categories))),
                "priority": ("Priority", choice(_labels(offered.priorities))),
            },
        )

    def label(self) -> str:
        return self.heading

    def words(self) -> str:
        return "change {}" if self.form.draft().chosen() else ""

    def plan(self, session: Any, progress: Progress) -> BulkPlan:
        draft, act = self.form.draft(), self._workspace.act()
        return tasking_bulk.plan_change(session, self._ids, draft, act=act, progress=progress)

    def carry_out(self, reason: str) -> Work:
        del reason  # a change warns of nothing
        ids, draft, act = self._ids, self.form.draft(), self._workspace.act()
        draft.check()
        return lambda session, progress: tasking_bulk.change(
            session, ids, draft, act=act, progress=progress
        )


def _labels(offered: Iterable[CodeRow]) -> dict[str | None, str]:
    return {None: "As it is"} | {each.code: each.label for each in offered}
