"""The side panels of the page: each asks for one thing, saves it, and closes."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from warden_desk.domain.tasking_people import Candidate
from warden_desk.domain.tasking_states import RULES, Move, Need
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.services.tasking import (
    tasking_candidates,
    tasking_choices,
    tasking_moves,
    tasking_people,
    taskings,
)
from warden_desk.ui.pages.taskings import drafts
from warden_desk.ui.pages.taskings.candidate_list import CandidateList
from warden_desk.ui.pages.taskings.intake import Intake
from warden_desk.ui.pages.taskings.link_panels import LinkPanels
from warden_desk.ui.pages.taskings.log_panels import LogPanels
from warden_desk.ui.pages.taskings.visit_plans import VisitPlans
from warden_desk.ui.panel_opener import Call, PanelOpener
from warden_desk.ui.widgets.basics import column, label
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

SHOWN = 5
"""Candidates shown without typing."""
BARRED_SHOWN = 3


class Panels:
    """The panels of the page, by what one does with them."""

    def __init__(
        self, page: SplitPage, workspace: Workspace, on_recorded: Callable[[str], object]
    ) -> None:
        self._workspace, self._opener = workspace, PanelOpener(page, workspace)
        self._on_recorded = on_recorded
        self._log = LogPanels(workspace, self._opener)
        self._visits = VisitPlans(workspace, self._opener)
        self._links = LinkPanels(workspace, self._opener)

    def verbs(self) -> dict[str, Callable[[TaskingDetail], None]]:
        """What can be done with a tasking in a panel, by the names the detail uses."""
        return {
            "edit": self.edit,
            "assign": self.assign,
            "unassign": self.unassign,
            "acknowledge": self.acknowledge,
            "plan": self._visits.plan,
            **self._log.verbs(),
            **self._links.verbs(),
        }

    def new(self, district_ids: Sequence[str]) -> None:
        """Take a tasking in by hand."""
        intake = Intake(self._workspace, self._opener, district_ids, self._on_recorded)
        self._opener.open("New tasking", intake.form, "Save tasking", intake.save, intake)

    def edit(self, detail: TaskingDetail) -> None:
        """Change the facts."""
        workspace = self._workspace
        draft = workspace.read(taskings.draft_to_amend, detail.id)
        offered = workspace.read(tasking_choices.choices_to_amend, draft, workspace.today())
        form = drafts.tasking_form(draft, offered)
        form.editor("district_id").setEnabled(False)
        self._opener.open_writing(
            f"Change the facts, {detail.reference}",
            form,
            "Save",
            f"Change {detail.reference}",
            lambda: (taskings.amend, (detail.id, drafts.typed(form)), {}),
        )

    def assign(self, detail: TaskingDetail) -> None:
        """Ask somebody, best first; a rule that warns asks for a reason."""
        workspace = self._workspace
        found = workspace.read(tasking_candidates.candidates, detail.id, act=workspace.act())
        form = drafts.assign_form(found)
        person: QWidget = form.editor("person_id")
        best = CandidateList(_suitable(found)[:SHOWN])
        if isinstance(person, ChoiceBox):
            best.taken.connect(person.set_value)
        body = QWidget()
        parts: list[QWidget] = [form, label("Best first", "label"), best]
        if barred := [one for one in found if one.stops][:BARRED_SHOWN]:
            parts += [label("Not these", "label"), CandidateList(barred)]
        body.setLayout(column(*parts, gap=4))

        def save(reason: str) -> None:
            draft = form.draft()
            names = {person.person_id: person.name for person in found}
            *most, last = (names.get(key, "") for key, _ in draft.people())
            given = " and ".join(filter(None, (", ".join(most), last)))
            workspace.write(
                f"Assign {detail.reference} to {given}",
                tasking_people.assign_several,
                detail.id,
                draft.people(),
                act=workspace.act(),
                reason=reason,
            )
            self._opener.close()

        self._opener.open(f"Assign {detail.reference}", form, "Assign", save, body)

    def unassign(self, detail: TaskingDetail) -> None:
        """Take it from somebody."""
        form = drafts.person_form(detail.assignments, with_reason=True)

        def call() -> Call:
            draft = form.draft()
            given = {"reason": draft.reason}
            return tasking_people.unassign, (detail.id, draft.person_id or ""), given

        self._opener.open_writing(
            f"Take from, {detail.reference}",
            form,
            "Take it back",
            f"Take {detail.reference} back",
            call,
        )

    def acknowledge(self, detail: TaskingDetail) -> None:
        """Keep that somebody knows it is theirs."""
        waiting = [held for held in detail.assignments if held.acknowledged_at is None]
        form = drafts.person_form(waiting or detail.assignments, with_reason=False)
        self._opener.open_writing(
            f"Who knows of it, {detail.reference}",
            form,
            "Save",
            f"Acknowledge {detail.reference}",
            lambda: (tasking_people.acknowledge, (detail.id, form.draft().person_id or ""), {}),
        )

    def move(self, detail: TaskingDetail, move: Move) -> None:
        """A move that needs a reason."""
        rule = RULES[move]
        form = drafts.move_form(Need.UNTIL in rule.needs)

        def call() -> Call:
            draft = form.draft()
            given = {"reason": draft.reason, "until": draft.until}
            return tasking_moves.move, (detail.id, move), given

        label_of_it = f"{rule.label}: {detail.reference}"
        self._opener.open_writing(
            f"{rule.label}, {detail.reference}", form, rule.label, label_of_it, call
        )


def _suitable(found: Sequence[Candidate]) -> list[Candidate]:
    return [person for person in found if not person.stops]
