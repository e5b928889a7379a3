"""Panels about time away: what is new, what is recorded, and what waits for an answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.absences import AbsenceState, Span
from warden_desk.domain.areas import CodeRow
from warden_desk.domain.dates import short_day
from warden_desk.domain.people import AbsenceDraft, AbsenceRow
from warden_desk.domain.shifts import CodeBook
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.editors import choice, day, text, time_of_day, yes_no
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.line_list import Entry, LineList
from warden_desk.ui.widgets.pill import Pill
from warden_desk.ui.widgets.side_panel import SidePanel

_STATES = {
    AbsenceState.ASKED: ("Asked for", Tone.AMBER),
    AbsenceState.APPROVED: ("Granted", Tone.GREEN),
    AbsenceState.REFUSED: ("Refused", Tone.NEUTRAL),
}


@dataclass(frozen=True, slots=True)
class LeaveForm(AbsenceDraft):
    """Time away, and whether it is only asked for."""

    is_asked: bool = False


class AbsencePanel(SidePanel):
    """Time away of one person. No medical reason is kept."""

    def __init__(self, person: str, days: Span, kinds: Sequence[CodeRow], book: CodeBook) -> None:
        work = {row.code: f"only {row.name.lower()}" for row in book.codes if row.is_work}
        self.form = Form(
            LeaveForm(starts_on=days.first, ends_on=days.last),
            {
                "code": ("Kind", choice({kind.code: kind.label for kind in kinds})),
                "starts_on": ("First day", day()),
                "ends_on": ("Last day", day()),
                "start_minute": ("From", time_of_day()),
                "end_minute": ("To", time_of_day()),
                "role": ("Away from", choice({"": "all work", **work})),
                "is_asked": ("", yes_no("Asked for, not yet granted")),
                "note": ("Note", text("no medical reason")),
            },
            label_width=64,
        )
        self.form.show_hint("end_minute", "Leave the times empty for whole days.")
        super().__init__(f"{person} away", self.form, "Record", is_dirty=self.form.is_dirty)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutForm:
    """When somebody is there after all."""

    first: date | None = None
    last: date | None = None
    start_minute: int | None = None
    end_minute: int | None = None

    @property
    def span(self) -> Span | None:
        """The time, once a first day is typed. Without a last day it is one day."""
        if self.first is None:
            return None
        return Span(self.first, self.last or self.first, self.start_minute, self.end_minute)


class AwayPanel(SidePanel):
    """One absence: its answer, taking time out of it, what it leaves open."""

    approved = Signal()
    refused = Signal(str)
    back = Signal()
    """They are back from the first of the days that were chosen."""
    uncovered = Signal()
    another = Signal()
    """Another absence is to be recorded for the same days."""

    def __init__(self, absence: AbsenceRow, days: Span, kind: str) -> None:
        self.absence = absence
        self.form = Form(
            CutForm(first=days.first, last=days.last),
            {
                "first": ("First day", day()),
                "last": ("Last day", day()),
                "start_minute": ("From", time_of_day()),
                "end_minute": ("To", time_of_day()),
            },
            label_width=64,
        )
        body = QWidget()
        super().__init__(
            f"{absence.person} away", body, "They are there", is_dirty=self.form.is_dirty
        )
        self._verbs: list[Button] = []
        body.setLayout(self._laid_out(absence, days, kind))
        fields = map(self.form.editor, ("first", "last", "start_minute", "end_minute"))
        self.follow_in_order((*self._verbs, *fields))

    def ask_why(self) -> None:
        """Ask why it is refused; the answer is kept with the request."""
        self.notice.ask_reason("Why is it refused? It is kept.", self.refused.emit)

    def _laid_out(self, absence: AbsenceRow, days: Span, kind: str) -> QVBoxLayout:
        said = [f"{kind}, {absence.span.sentence}", absence.note]
        if absence.role:
            said.append(f"only from {absence.role}")
        if absence.by:
            verb = "asked by" if absence.state is AbsenceState.ASKED else "answered by"
            said.append(f"{verb} {absence.by}")
        said.append(absence.answer)
        parts = [label(text, "quiet", wrap=True) for text in said if text]
        back = f"Back from {short_day(days.first)}"
        offered = (
            (absence.state is not AbsenceState.APPROVED, "Grant", self.approved.emit, "grant"),
            (absence.state is AbsenceState.ASKED, "Refuse…", self.ask_why, "refuse"),
            (absence.starts_on < days.first <= absence.ends_on, back, self.back.emit, "back"),
            (True, "What it leaves open", self.uncovered.emit, "uncovered"),
            (True, "Another absence…", self.another.emit, "another"),
        )
        self._verbs = [Button(text, run, name=name) for is_on, text, run, name in offered if is_on]
        return column(
            row(Pill(*_STATES[absence.state]), None),
            *parts,
            *self._verbs,
            rule(),
            label("There after all", "h2"),
            self.form,
        )


class WaitingPanel(SidePanel):
    """Leave that was asked for and not answered; Enter opens one."""

    def __init__(
        self,
        waiting: Sequence[AbsenceRow],
        kinds: Callable[[str], str],
        show: Callable[[AbsenceRow], object],
    ) -> None:
        self.list = LineList("", "Enter opens", "Nobody waits for an answer.")
        self.list.show_entries(
            [
                Entry(f"{each.person}, {each.span.sentence}", kinds(each.code), partial(show, each))
                for each in waiting
            ]
        )
        super().__init__("Leave waiting for an answer", self.list, "Close")
        self.accepted.connect(self.close_panel)
