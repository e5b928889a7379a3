"""Events from the grids: put down once, changed, taken away; seen in both."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import partial

from warden_desk.domain.dates import Week
from warden_desk.domain.events import EventDraft, EventRow
from warden_desk.domain.rights import Right
from warden_desk.services import areas, codes, people
from warden_desk.services.week import events
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week.event_panel import EventForm, EventPanel, Offered
from warden_desk.ui.pages.week.keys import day_of, owner, team_of, thing_of
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.line_list import Entry, LineList
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.widgets.week_grid import CellId
from warden_desk.ui.workspace import Workspace


class Events:
    """Opens the form for the cell the cursor is in, whichever grid that is of."""

    def __init__(
        self,
        page: SplitPage,
        here: Callable[[], CellId | None],
        is_parish: Callable[[], bool],
        workspace: Workspace,
    ) -> None:
        """`here` is the cell the cursor is in, `is_parish` whether it is a parish's."""
        self._page, self._here, self._is_parish = page, here, is_parish
        self._workspace = workspace

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Week: the day", needs=Right.RECORD)
        return (
            one("week_event", "Put an event down", self.add, "Ctrl+Shift+E"),
            one("week_events", "Change an event of the day", self.choose, "Ctrl+Alt+E"),
        )

    def add(self) -> None:
        """Ask what there is, when and where; who is wanted is the person the cursor is at."""
        if (cell := self._here()) is None:
            return
        parish = thing_of(cell) if self._is_parish() else None
        key = None if parish else owner(cell)
        draft = EventForm(
            on_date=day_of(cell), area_id=parish, person_ids=(key.person_id,) if key else ()
        )
        panel = EventPanel(draft, self._offered(cell))
        if self._page.open_panel(panel):
            panel.accepted.connect(partial(self._record, panel))

    def choose(self) -> None:
        """Open the event of the day, or a list where there are several."""
        if (cell := self._here()) is None:
            return
        day, parish = day_of(cell), thing_of(cell) if self._is_parish() else None
        week = self._workspace.read(events.in_week, team_of(cell), Week.of(day))
        found = [row for row in week if row.on_date == day and (parish in (None, row.area_id))]
        if not found:
            self._page.tell("There is no event here. Ctrl Shift E puts one down.", Tone.AMBER)
        elif len(found) == 1:
            self._open(found[0], cell)
        else:
            self._page.open_panel(self._list(found, cell))

    def _list(self, found: Sequence[EventRow], cell: CellId) -> SidePanel:
        lines = LineList("", "Enter opens", "")
        lines.show_entries(
            [
                Entry(f"{row.times} {row.title}".strip(), row.area, partial(self._open, row, cell))
                for row in found
            ]
        )
        panel = SidePanel("Events of the day", lines, "Close")
        panel.accepted.connect(panel.close_panel)
        return panel

    def _open(self, row: EventRow, cell: CellId) -> None:
        panel = EventPanel(_draft(row), self._offered(cell), row)
        if self._page.open_panel(panel):
            panel.accepted.connect(partial(self._amend, panel, row))
            panel.removed.connect(partial(self._remove, panel, row))

    def _offered(self, cell: CellId) -> Offered:
        on, read = day_of(cell), self._workspace.read
        districts = read(areas.team_districts, team_of(cell), on)
        return Offered(
            kinds=read(codes.entries, "event", on),
            places=read(areas.local_areas, on, [area.id for area in districts]),
            people=read(people.rows, on),
        )

    def _record(self, panel: EventPanel) -> None:
        def record(reason: str) -> None:
            del reason
            form, act = panel.form.draft(), self._workspace.act()
            label = f"Put {form.title or 'an event'} down"
            if series := form.series():
                write = self._workspace.write
                made = write(label, events.record_series, form.draft, *series, act=act)
                self._page.tell(f"{form.title}: {len(made)} days.", Tone.GREEN)
            else:
                self._workspace.write(label, events.record, form.draft, act=act)
            panel.close_panel()

        attempt(panel, record, form=panel.form)

    def _amend(self, panel: EventPanel, row: EventRow) -> None:
        def amend(reason: str) -> None:
            del reason
            form = panel.form.draft()
            self._workspace.write(
                f"Change {row.title}",
                events.amend,
                row.id,
                form.draft,
                act=self._workspace.act(),
                and_later=form.and_later,
            )
            panel.close_panel()

        attempt(panel, amend, form=panel.form)

    def _remove(self, panel: EventPanel, row: EventRow, and_later: bool) -> None:
        def remove(reason: str) -> None:
            del reason
            act, label = self._workspace.act(), f"Take {row.title} away"
            self._workspace.write(label, events.remove, row.id, act=act, and_later=and_later)
            panel.close_panel()

        attempt(panel, remove)


def _draft(row: EventRow) -> EventForm:
    kept = {field.name for field in fields(EventDraft)} - {"person_ids"}
    return EventForm(
        **{name: getattr(row, name) for name in kept}, person_ids=tuple(row.wanted_ids)
    )
