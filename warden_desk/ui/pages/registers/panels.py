"""The side panels of the page: a marker or an agreement is added, approved, ended."""

from dataclasses import replace

from warden_desk.domain.funding import FundingMonth
from warden_desk.domain.markers import MarkerRow
from warden_desk.services import areas, funding, markers
from warden_desk.ui.pages.registers import forms
from warden_desk.ui.panel_opener import Call, PanelOpener
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace


class Panels:
    """Each asks for one thing, saves it, and closes."""

    def __init__(self, page: SplitPage, workspace: Workspace) -> None:
        self._page, self._workspace = page, workspace
        self._opener = PanelOpener(page, workspace)

    def add_marker(self) -> None:
        """Enter a marker."""
        today = self._workspace.today()
        form = forms.marker_form(self._workspace.read(areas.local_areas, today), today)

        def save(_: str) -> None:
            act = self._workspace.act()
            self._workspace.write("Add risk marker", markers.add, form.draft(), act=act)
            self._opener.close()
            self._page.tell("It counts once another person has approved it (A).", Tone.GREEN)

        self._opener.open("New marker", form, "Save marker", save)

    def add_agreement(self) -> None:
        """Enter an agreement."""
        today = self._workspace.today()
        form = forms.funding_form(self._workspace.read(areas.local_areas, today), today)
        self._opener.open_writing(
            "New agreement",
            form,
            "Save agreement",
            "Add agreement",
            lambda: (funding.add, (form.draft().agreement(),), {}),
        )

    def approve(self, row: MarkerRow) -> None:
        """Let a marker count; another person than the one who entered it signs."""
        form = forms.approval_form(self._workspace.act().by)

        def save(_: str) -> None:
            act = replace(self._workspace.act(), by=form.draft().name.strip())
            self._workspace.write(f"Approve marker: {row.about}", markers.approve, row.id, act=act)
            self._opener.close()

        self._opener.open(f"Approve: {row.about}", form, "Approve", save)

    def end_marker(self, row: MarkerRow) -> None:
        """Take a marker out of use, with a reason."""
        form = forms.marker_end_form()
        self._opener.open_writing(
            f"End: {row.about}",
            form,
            "End it",
            f"End marker: {row.about}",
            lambda: (markers.end, (row.id, form.draft().reason), {}),
        )

    def end_agreement(self, row: FundingMonth) -> None:
        """Take an agreement out of use from a day on."""
        form = forms.funding_end_form(self._workspace.today())

        def call() -> Call:
            on = form.draft().valid_to or self._workspace.today()
            return funding.end, (row.id, on), {}

        payer = row.agreement.payer
        self._opener.open_writing(f"End: {payer}", form, "End it", f"End agreement: {payer}", call)
