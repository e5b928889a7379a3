"""The side panels of the page: each asks for one thing, saves it, and closes."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from warden_desk.domain.tasking_entries import STRIKABLE
from warden_desk.domain.tasking_people import Candidate
from warden_desk.domain.tasking_states import RULES, Move, Need
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.services import (
    tasking_candidates,
    tasking_choices,
    tasking_log,
    tasking_moves,
    tasking_people,
    taskings,
)
from warden_desk.ui.pages.taskings import drafts, words
from warden_desk.ui.pages.taskings.candidate_list import CandidateList
from warden_desk.ui.pages.taskings.intake import Intake
from warden_desk.ui.pages.taskings.panel_opener import Call, PanelOpener
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

    def verbs(self) -> dict[str, Callable[[TaskingDetail], None]]:
        """What can be done with a tasking in a panel, by the names the detail uses."""
        return {
            "edit": self.edit,
            "assign": self.assign,
            "unassign": self.unassign,
            "acknowledge": self.acknowledge,
            "visit": self.visit,
            "result": self.result,
            "note": self.note,
            "strike": self.strike,
        }

    def new(self, district_ids: Sequence[str]) -> None:
        """Take a tasking in by hand."""
        intake = Intake(self._workspace, self._opener, district_ids, self._on_recorded)
        self._opener.open("New tasking", intake.form, "Save tasking", intake.save, intake)

    def edit(self, detail: TaskingDetail) -> None:
        """Change the facts."""
        workspace = self._workspace
        offered = workspace.read(tasking_choices.choices, workspace.today(), ())
        draft = workspace.read(taskings.draft_to_amend, detail.id)
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
            given = " and ".join(names.get(key, "") for key, _ in draft.people())
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

    def visit(self, detail: TaskingDetail) -> None:
        """Log a visit."""
        workspace = self._workspace
        found = workspace.read(tasking_candidates.candidates, detail.id, act=workspace.act())
        form = drafts.visit_form(workspace.today(), detail.assignments, found)
        self._opener.open_writing(
            f"Log a visit, {detail.reference}",
            form,
            "Save visit",
            f"Log a visit, {detail.reference}",
            lambda: (tasking_log.visit, (detail.id, form.draft().visit()), {}),
        )

    def result(self, detail: TaskingDetail) -> None:
        """Enter how it ended."""
        outcomes = self._workspace.read(tasking_choices.outcomes, self._workspace.today())
        form = drafts.result_form(outcomes)

        def call() -> Call:
            draft = form.draft()
            return tasking_log.result, (detail.id, draft.outcome or "", draft.text), {}

        self._opener.open_writing(
            f"Result, {detail.reference}",
            form,
            "Save result",
            f"Enter the result of {detail.reference}",
            call,
        )

    def note(self, detail: TaskingDetail) -> None:
        """Write a note."""
        form = drafts.note_form()
        self._opener.open_writing(
            f"Add a note, {detail.reference}",
            form,
            "Save note",
            f"Add a note to {detail.reference}",
            lambda: (tasking_log.note, (detail.id, form.draft().text), {}),
        )

    def strike(self, detail: TaskingDetail) -> None:
        """Mark an entry as wrong."""
        today = self._workspace.today()
        entries = {
            entry.id: f"{words.when(entry, today)}  {entry.words()}"
            for entry in detail.entries
            if entry.kind in STRIKABLE and not entry.is_struck
        }
        form = drafts.strike_form(entries)

        def call() -> Call:
            draft = form.draft()
            return tasking_log.strike, (draft.entry_id or "", draft.reason), {}

        self._opener.open_writing(
            f"Strike an entry, {detail.reference}",
            form,
            "Strike",
            f"Strike an entry, {detail.reference}",
            call,
        )

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
        form = drafts.person_form(detail.assignments, with_reason=False)
        self._opener.open_writing(
            f"Who knows of it, {detail.reference}",
            form,
            "Save",
            f"Acknowledge {detail.reference}",
            lambda: (tasking_people.acknowledge, (detail.id, form.draft().person_id or ""), {}),
        )

    def move(self, detail: TaskingDetail, move: Move) -> None:
        """A move that needs a reason, or may have one."""
        rule = RULES[move]
        question = "How, to whom" if move is Move.RETURN else "Why"
        form = drafts.move_form(Need.UNTIL in rule.needs, question)

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
