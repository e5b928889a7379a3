"""Forms beside the week: an event, an absence, a guest of another team."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from warden_desk.domain.areas import AreaRow, CodeRow
from warden_desk.domain.events import EventDraft
from warden_desk.domain.people import AbsenceDraft
from warden_desk.domain.shifts import CodeBook
from warden_desk.services import absences, areas, codes, events, people
from warden_desk.services.weeks import CellKey
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week.guest_panel import GuestPanel
from warden_desk.ui.pages.week.keys import cell_id, day_of, owner, team_of
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import choice, day, pick, text, time_of_day, yes_no
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.widgets.week_grid_view import WeekGridView
from warden_desk.ui.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class EventForm(EventDraft):
    """An event, and whether the person of the cell is wanted there."""

    is_wanted: bool = True


class EventPanel(SidePanel):
    """What, when and where; who is wanted is the person the cursor was at."""

    def __init__(
        self, on: date, kinds: Sequence[CodeRow], places: Sequence[AreaRow], person: str
    ) -> None:
        rows = {
            "title": ("What", text("Parish council")),
            "kind": ("Kind", choice({"": "—", **{kind.code: kind.label for kind in kinds}})),
            "on_date": ("Day", day()),
            "start_minute": ("From", time_of_day()),
            "end_minute": ("To", time_of_day()),
            "area_id": ("Parish", pick([Option(a.id, a.name, a.district) for a in places])),
            "place": ("Place", text("village hall")),
        }
        if person:
            rows["is_wanted"] = ("", yes_no(f"{person} goes there"))
        self.form = Form(EventForm(on_date=on), rows, label_width=52)
        super().__init__("An event", self.form, "Put it down", is_dirty=self.form.is_dirty)


class AbsencePanel(SidePanel):
    """Time away of the person the cursor is at. No medical reason is kept."""

    def __init__(self, person: str, on: date, book: CodeBook) -> None:
        away = {row.code: row.name for row in book.codes if row.is_absence}
        self.form = Form(
            AbsenceDraft(starts_on=on, ends_on=on),
            {
                "code": ("Kind", choice(away)),
                "starts_on": ("First day", day()),
                "ends_on": ("Last day", day()),
                "start_minute": ("From", time_of_day()),
                "end_minute": ("To", time_of_day()),
                "note": ("Note", text("no medical reason")),
            },
            label_width=64,
        )
        self.form.show_hint("start_minute", "For a part of a day only.")
        super().__init__(f"{person} away", self.form, "Record", is_dirty=self.form.is_dirty)


class Forms:
    """Opens them for the cell the cursor is in, and saves what they hold."""

    def __init__(
        self, page: SplitPage, view: WeekGridView, workspace: Workspace, planner: Planner
    ) -> None:
        self._page, self._view = page, view
        self._workspace, self._planner = workspace, planner

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Week: the day")
        return (
            one("week_guest", "Add a guest of another team", self.add_guest, "Ctrl+G"),
            one("week_event", "Put an event down", self.add_event, "Ctrl+Shift+E"),
            one("week_away", "Record time away", self.add_absence, "Ctrl+Shift+A"),
        )

    def add_guest(self) -> None:
        """Ask who comes from another team, when, and for what."""
        if (cell := self._view.current_cell()) is None:
            return
        team_id = team_of(cell)
        team = self._planner.team(team_id)
        others = [p for p in self._workspace.read(people.rows, day_of(cell)) if p.team != team]
        panel = GuestPanel(others, day_of(cell), team)
        if self._page.open_panel(panel):
            panel.accepted.connect(partial(self._take_guest, panel, team_id))

    def add_event(self) -> None:
        """Ask what there is, when and where."""
        if (cell := self._view.current_cell()) is None:
            return
        on, key = day_of(cell), owner(cell)
        districts = self._workspace.read(areas.team_districts, team_of(cell), on)
        places = self._workspace.read(areas.local_areas, on, [area.id for area in districts])
        kinds = self._workspace.read(codes.entries, "event", on)
        panel = EventPanel(on, kinds, places, self._planner.person(key) if key else "")
        if self._page.open_panel(panel):
            panel.accepted.connect(partial(self._take_event, panel, key))

    def add_absence(self) -> None:
        """Ask from when to when the person is away."""
        cell = self._view.current_cell()
        key = owner(cell) if cell else None
        if key is None:
            return
        book = self._planner.book(key.team_id)
        panel = AbsencePanel(self._planner.person(key), key.on_date, book)
        if self._page.open_panel(panel):
            panel.accepted.connect(partial(self._take_absence, panel, key))

    def _take_guest(self, panel: GuestPanel, team_id: str) -> None:
        def add(reason: str) -> None:
            person_id, on_date, typed = panel.form.draft().check()
            cell = cell_id(person_id, team_id, on_date)
            self._planner.set_cells([(cell, typed)], reason)
            panel.close_panel()
            self._view.go_to(cell)

        attempt(panel, add, form=panel.form)

    def _take_event(self, panel: EventPanel, key: CellKey | None) -> None:
        def add(reason: str) -> None:
            del reason
            draft = panel.form.draft()
            if key is not None and draft.is_wanted:
                draft = replace(draft, person_ids=(key.person_id,))
            act = self._workspace.act()
            self._workspace.write(
                f"Put {draft.title or 'an event'} down", events.record, draft, act=act
            )
            panel.close_panel()

        attempt(panel, add, form=panel.form)

    def _take_absence(self, panel: AbsencePanel, key: CellKey) -> None:
        def add(reason: str) -> None:
            del reason
            label = f"{self._planner.name(key)}: time away"
            draft, act = panel.form.draft(), self._workspace.act()
            self._workspace.write(label, absences.record, key.person_id, draft, act=act)
            panel.close_panel()

        attempt(panel, add, form=panel.form)
