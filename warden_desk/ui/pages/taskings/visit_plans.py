"""Planning a visit: a tasking on somebody's round, on a day, for so many minutes."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from warden_desk.domain.dates import short_day
from warden_desk.domain.errors import Invalid
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.services.tasking import tasking_candidates
from warden_desk.services.week import bookings
from warden_desk.ui.pages.taskings.candidate_list import CandidateList
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.widgets.basics import column, label
from warden_desk.ui.widgets.choice_box import ChoiceBox, Option
from warden_desk.ui.widgets.editors import day, pick, whole_number
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.workspace import Workspace

SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """Who goes, when, and for how long."""

    person_id: str | None = None
    on_date: date | None = None
    minutes: int = 60

    def check(self) -> tuple[str, date]:
        """Who and when, if both are there.

        Raises:
            Invalid: one is missing.
        """
        problems: dict[str, str] = {}
        if not self.person_id:
            problems["person_id"] = "Choose who goes."
        if self.on_date is None:
            problems["on_date"] = "Choose the day."
        if problems or not self.person_id or self.on_date is None:
            raise Invalid(problems)
        return self.person_id, self.on_date


class VisitPlans:
    """Opens the form for a tasking, with those who have it and who suit it best."""

    def __init__(self, workspace: Workspace, opener: PanelOpener) -> None:
        self._workspace, self._opener = workspace, opener

    def plan(self, detail: TaskingDetail) -> None:
        """Ask who goes when; whoever does not have it yet is asked to do it."""
        workspace = self._workspace
        found = workspace.read(tasking_candidates.candidates, detail.id, act=workspace.act())
        able = [one for one in found if not one.stops]
        names = {one.person_id: one.name for one in able}
        names |= {held.person_id: held.name for held in detail.assignments}
        today = workspace.today()
        usual = workspace.read(bookings.usual_minutes, detail.id, today)
        holder = next((held.person_id for held in detail.assignments), None)
        form = Form(
            VisitPlan(person_id=holder, on_date=today, minutes=usual),
            {
                "person_id": ("Who", pick([Option(key, name) for key, name in names.items()])),
                "on_date": ("Day", day(workspace.today)),
                "minutes": ("Minutes", whole_number(5, 720, " min")),
            },
        )
        best = CandidateList(able[:SHOWN])
        person = form.editor("person_id")
        if isinstance(person, ChoiceBox):
            best.taken.connect(person.set_value)
        body = QWidget()
        booked = [row.sentence for row in workspace.read(bookings.rows, detail.id)]
        planned = [label(f"Planned: {each}", "quiet", wrap=True) for each in booked]
        body.setLayout(column(*planned, form, label("Best first", "label"), best, gap=4))
        save = partial(self._save, detail, form, names)
        self._opener.open(f"Plan a visit, {detail.reference}", form, "Plan it", save, body)

    def _save(
        self, detail: TaskingDetail, form: Form[VisitPlan], names: dict[str, str], reason: str
    ) -> None:
        draft = form.draft()
        person_id, on_date = draft.check()
        self._workspace.write(
            f"Plan {detail.reference} for {names[person_id]}, {short_day(on_date)}",
            bookings.book,
            detail.id,
            person_id,
            on_date,
            minutes=draft.minutes,
            act=self._workspace.act(),
            reason=reason,
        )
        self._opener.close()
