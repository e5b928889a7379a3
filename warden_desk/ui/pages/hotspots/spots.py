"""What can be done with a hot-spot: enter, change, plan patrols, print, remove."""

from collections.abc import Callable
from dataclasses import replace

from warden_desk.domain.dates import Week
from warden_desk.domain.hot_spot_effect import HotSpotSheet
from warden_desk.domain.hot_spots import HotSpotDraft, HotSpotRow, PatrolOffer
from warden_desk.domain.incidents import AreaIncidents, RepeatLocation
from warden_desk.domain.months import Month
from warden_desk.domain.places import grid_reference
from warden_desk.formats.pdf import hot_spot as paper
from warden_desk.services import areas, successions
from warden_desk.services.hot_spots import hot_spot_patrols, hot_spots
from warden_desk.services.incidents import incident_figures, incidents
from warden_desk.ui.pages.hotspots.forms import PatrolChoice, spot_form
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.print_preview import PrintPreview
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

_METRES = 10
"""Figures of a grid reference that is good to a metre."""
_YEAR = 12


class SpotActs:
    """Opens the panels of a page of hot-spots and saves what is filled in."""

    def __init__(
        self, page: SplitPage, workspace: Workspace, show: Callable[[str], object]
    ) -> None:
        self._page, self._workspace, self._show = page, workspace, show
        self._opener = PanelOpener(page, workspace)
        self.preview: PrintPreview | None = None
        self._sheet: HotSpotSheet | None = None

    def begin(self, place: RepeatLocation | None, area: AreaIncidents | None) -> None:
        """Open the form of a new one, at what is chosen in the list."""
        today = self._workspace.today()
        months = self._workspace.read(incident_figures.on_desk)
        lately = [month for month in months if months and month > months[-1].plus(-_YEAR)]
        draft = HotSpotDraft(
            acts_from=today,
            before_from=lately[0] if lately else None,
            before_to=lately[-1] if lately else None,
        )
        if place is not None:
            draft = replace(
                draft,
                name=f"{place.location}, {place.area}",
                area_id=place.area_id,
                grid=grid_reference(place.easting, place.northing, _METRES),
            )
        elif area is not None:
            draft = replace(draft, name=area.name, area_id=area.area_id, radius_m=0)
        self._open(draft, "")

    def change(self, spot: HotSpotRow) -> None:
        """Open the form of one there is."""
        workspace, grid = self._workspace, ""
        if spot.easting is not None and spot.northing is not None:
            grid = grid_reference(spot.easting, spot.northing, _METRES)
        draft = HotSpotDraft(
            name=spot.name,
            area_id=workspace.read(successions.heir, spot.area_id, workspace.today()),
            grid=grid,
            radius_m=spot.radius_m,
            kinds=spot.kinds,
            before_from=spot.before_from,
            before_to=spot.before_to,
            acts_from=spot.acts_from,
            acts_to=spot.acts_to,
            wanted=spot.wanted,
        )
        self._open(draft, spot.id)

    def plan(self, spot: HotSpotRow) -> None:
        """Offer rounds of the next weeks in which the patrols are wanted."""
        workspace, today = self._workspace, self._workspace.today()

        def offers(week: Week) -> list[PatrolOffer]:
            return workspace.read(hot_spot_patrols.offers, spot.id, week, since=today)

        body = PatrolChoice(workspace.read(hot_spot_patrols.weeks, spot.id, today), offers)
        panel = SidePanel(f"Patrols: {spot.name}", body, "Put on rounds")

        def save(_: str) -> None:
            put = workspace.write(
                f"Plan patrols: {spot.name}",
                hot_spot_patrols.plan,
                spot.id,
                body.chosen(),
                body.form.draft().minutes,
                act=workspace.act(),
            )
            panel.close_panel()
            said = "1 patrol is" if put == 1 else f"{put} patrols are"
            week = body.form.draft().week.title
            self._page.tell(f"{said} on the rounds of the week {week}.", Tone.GREEN)

        panel.accepted.connect(lambda: attempt(panel, save))
        self._page.open_panel(panel)

    def remove(self, spot: HotSpotRow) -> None:
        """Put one aside; Ctrl+Z brings it back."""
        workspace = self._workspace

        def save(_: str) -> None:
            workspace.write(
                f"Remove hot-spot {spot.name}",
                hot_spots.remove,
                spot.id,
                "Removed from the list",
                act=workspace.act(),
            )
            self._page.tell("Removed. Its patrols stay on their rounds.", Tone.BLUE)

        attempt(self._page, save)

    def show_sheet(self, spot: HotSpotRow) -> None:
        """The paper, over the whole page."""
        workspace = self._workspace
        if self.preview is None:
            self.preview = PrintPreview(may_not=workspace.at_desk.may_not_record)
            self.preview.closed.connect(self._close)
            self.preview.printed.connect(self._note)
            self.preview.saved.connect(self._note)
        today, act, is_practice = workspace.today(), workspace.act(), workspace.is_practice
        self._page.progress.follow(
            workspace.start(
                "Lay out the hot-spot sheet",
                lambda session, _: _laid_out(
                    hot_spots.sheet(session, spot.id, today=today, act=act, is_practice=is_practice)
                ),
                self._show_paper,
            )
        )
        self._page.show_whole(self.preview)

    def _open(self, draft: HotSpotDraft, key: str) -> None:
        workspace = self._workspace
        local = workspace.read(areas.local_areas, workspace.today())
        months: tuple[Month, ...] = workspace.read(incident_figures.on_desk)
        form = spot_form(draft, local, months, workspace.read(incidents.kinds))

        def save(_: str) -> None:
            new, act = form.draft(), workspace.act()
            saved = key
            if key:
                workspace.write(f"Change {new.name}", hot_spots.amend, key, new, act=act)
            else:
                saved = workspace.write(f"Hot-spot {new.name}", hot_spots.record, new, act=act)
            self._opener.close()
            self._show(saved)

        self._opener.open("Hot-spot" if key else "New hot-spot", form, "Save", save)

    def _show_paper(self, made: tuple[HotSpotSheet, bytes]) -> None:
        self._sheet, data = made
        if self.preview is not None:
            title = f"Hot-spot sheet, {self._sheet.row.name}"
            self.preview.show_pdf(data, title, paper.file_name(self._sheet))

    def _note(self) -> None:
        sheet, workspace = self._sheet, self._workspace
        if sheet is not None:
            workspace.write(
                "Print a hot-spot sheet", hot_spots.log_print, sheet, act=workspace.act()
            )

    def _close(self) -> None:
        self._page.show_whole(None)


def _laid_out(sheet: HotSpotSheet) -> tuple[HotSpotSheet, bytes]:
    return sheet, paper.render(sheet)
