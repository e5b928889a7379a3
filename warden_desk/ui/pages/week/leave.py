"""Time away from the grid: recorded, answered, cut short, and what it leaves open."""

from collections.abc import Callable, Sequence
from functools import partial

from warden_desk.domain.absences import Span
from warden_desk.domain.areas import CodeRow
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.rights import Right
from warden_desk.services import absences, codes
from warden_desk.services.week import week_rows
from warden_desk.services.week.weeks import CellKey
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week.keys import day_of, owner
from warden_desk.ui.pages.week.leave_panels import AbsencePanel, AwayPanel, WaitingPanel
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.pages.week.stand_in_panel import open_work
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.widgets.week_grid_view import WeekGridView
from warden_desk.ui.workspace import Workspace


class Leave:
    """Opens its panels for the cells that are selected, and saves what they hold."""

    def __init__(
        self, page: SplitPage, view: WeekGridView, workspace: Workspace, planner: Planner
    ) -> None:
        self._page, self._view = page, view
        self._workspace, self._planner = workspace, planner

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Week: the day")
        return (
            one(
                "week_away",
                "Time away: record, answer, cut short",
                self.open,
                "Ctrl+Shift+A",
                needs=Right.RECORD,
            ),
            one("week_waiting", "Leave waiting for an answer", self.open_waiting, "Ctrl+Shift+W"),
        )

    def open(self) -> None:
        """Show what is recorded for the person and days that are selected, or ask for it."""
        chosen = self._chosen()
        if chosen is None:
            self._page.tell("Choose a day of a person first.", Tone.AMBER)
            return
        key, days = chosen
        found = self._workspace.read(
            absences.between,
            days.first,
            days.last,
            [key.person_id],
            states=absences.STANDING,
            with_roles=True,
        )
        if found:
            self._show_absence(found[0], days)
        else:
            self._ask(key.person_id, self._planner.person(key), days)

    def open_waiting(self) -> None:
        """List what was asked for and not answered, of the people shown."""
        found = self._workspace.read(
            absences.waiting, self._workspace.today(), self._planner.shown_people()
        )
        panel = WaitingPanel(found, self._kind, self._open_waiting)
        self._page.open_panel(panel)

    def open_absence(self, absence_id: str, show_week: Callable[[Week], object]) -> None:
        """Show one absence, and the week it begins in.

        Raises:
            NotFound: it is gone.
        """
        found = self._workspace.read(absences.row, absence_id)
        show_week(Week.of(found.starts_on))
        self._show_absence(found, found.span)

    def _open_waiting(self, absence: AbsenceRow) -> None:
        self._close()
        self._show_absence(absence, absence.span)

    def _ask(self, person_id: str, person: str, days: Span) -> None:
        book = self._workspace.read(week_rows.code_book, days.first)
        panel = AbsencePanel(person, days, self._kinds(), book)
        if self._page.open_panel(panel):
            panel.accepted.connect(partial(self._record, panel, person_id, person))

    def _record(self, panel: AbsencePanel, person_id: str, person: str) -> None:
        def record(reason: str) -> None:
            del reason
            draft, act = panel.form.draft(), self._workspace.act()
            verb = absences.ask if draft.is_asked else absences.record
            key = self._workspace.write(f"{person}: time away", verb, person_id, draft, act=act)
            panel.close_panel()
            self._go_on(key)

        attempt(panel, record, form=panel.form)

    def _show_absence(self, absence: AbsenceRow, days: Span) -> None:
        panel = AwayPanel(absence, days, self._kind(absence.code))
        if not self._page.open_panel(panel):
            return
        panel.accepted.connect(partial(self._cut, panel))
        panel.uncovered.connect(partial(self._show_open_work, panel))
        panel.another.connect(partial(self._another, panel, days))
        panel.approved.connect(partial(self._answer, panel, "granted", absences.approve))
        panel.refused.connect(partial(self._refuse, panel))
        back = partial(absences.back_on, day=days.first)
        panel.back.connect(partial(self._answer, panel, "cut short", back))

    def _refuse(self, panel: AwayPanel, why: str) -> None:
        self._answer(panel, "refused", partial(absences.refuse, why=why))

    def _answer(self, panel: AwayPanel, what: str, work: Callable[..., None]) -> None:
        """Answer or cut one absence; what a granted one leaves open is shown next."""

        def answer(reason: str) -> None:
            del reason
            label = f"{panel.absence.person}: time away {what}"
            self._workspace.write(label, work, panel.absence.id, act=self._workspace.act())
            panel.close_panel()
            if what == "granted":
                self._go_on(panel.absence.id)
            else:
                self._page.tell(f"{label}.", Tone.GREEN)

        attempt(panel, answer)

    def _cut(self, panel: AwayPanel) -> None:
        def cut(reason: str) -> None:
            del reason
            hole = panel.form.draft().span
            if hole is None:
                raise Invalid({"first": "From which day are they there?"})
            person = panel.absence.person
            label = f"{person} is there {hole.sentence}"
            act = self._workspace.act()
            if not panel.absence.span.touches(hole):
                raise UserError(f"They are not away then: {panel.absence.span.sentence}.")
            self._workspace.write(label, absences.cut, panel.absence.person_id, hole, act=act)
            panel.close_panel()
            self._page.tell(f"{label}.", Tone.GREEN)

        attempt(panel, cut, form=panel.form)

    def _show_open_work(self, panel: AwayPanel) -> None:
        panel.close_panel()
        self._go_on(panel.absence.id)

    def _another(self, panel: AwayPanel, days: Span) -> None:
        panel.close_panel()
        self._ask(panel.absence.person_id, panel.absence.person, days)

    def _go_on(self, absence_id: str) -> None:
        """Show what an absence leaves open, or say that it is nothing."""
        show: Callable[[SidePanel], object] = self._page.open_panel
        if not open_work(self._workspace, absence_id, show):
            self._page.tell("Nothing is left open.", Tone.GREEN)

    def _close(self) -> None:
        if panel := self._page.panel():
            panel.close_panel()

    def _kind(self, code: str) -> str:
        return next((row.label for row in self._kinds() if row.code == code), code)

    def _kinds(self) -> Sequence[CodeRow]:
        return self._workspace.read(codes.entries, "absence", self._workspace.today())

    def _chosen(self) -> tuple[CellKey, Span] | None:
        """The person the cursor is at, and the days selected in their row."""
        cell = self._view.current_cell()
        key = owner(cell) if cell else None
        if key is None:
            return None
        at = self._view.currentIndex().row()
        grid = self._view.grid
        days = [
            day_of(grid.cell_id(grid.index(at, column)))
            for column in self._view.selected().get(at, ())
        ] or [key.on_date]
        return key, Span(min(days), max(days))
