"""Work on the map: parishes are picked and given to somebody, for good or only to see."""

from collections.abc import Sequence

from warden_desk.domain.coverage_modes import ModeRow
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.services import people
from warden_desk.services.coverage import coverage_handing
from warden_desk.ui.pages.map.handing import HandOverPanel
from warden_desk.ui.pages.map.trying import WhatIf
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace


class MapWork:
    """Hands parishes over.

    Args:
        page: where the form opens, and where it is said what is missing.
        switch: turns *what if* on and off.
    """

    def __init__(self, workspace: Workspace, page: SplitPage, switch: Chip) -> None:
        self._workspace, self._page, self._switch = workspace, page, switch
        self.trial = WhatIf(self._keep)
        switch.toggled.connect(self._try)
        self.trial.changed.connect(self._follow_trial)

    def begin(self, rows: Sequence[ModeRow]) -> None:
        """Open the form that gives these parishes to somebody."""
        if not rows:
            self._page.tell("Choose a parish first, or several with Ctrl or the lasso.", Tone.AMBER)
            return
        today = self._workspace.today()
        draft = HandOverDraft(area_ids=tuple(row.area_id for row in rows), from_day=today)
        everybody = self._workspace.read(people.rows, today)
        panel = HandOverPanel(
            self._workspace, draft, [row.name for row in rows], everybody, self.trial
        )

        def save(_: str) -> None:
            self._hand_over(panel.draft())
            panel.close_panel()

        panel.accepted.connect(lambda: attempt(panel, save, form=panel.form))
        self._page.open_panel(panel)

    def _hand_over(self, draft: HandOverDraft) -> None:
        if self.trial.is_on:
            self._workspace.read(coverage_handing.preview, draft, self.trial.drafts)
            self.trial.add(draft)
        else:
            self._write([draft])

    def _write(self, drafts: Sequence[HandOverDraft]) -> None:
        count = sum(len(draft.area_ids) for draft in drafts)
        what = "a parish" if count == 1 else f"{count} parishes"
        self._workspace.write(
            f"Hand over {what}", coverage_handing.carry_out, drafts, act=self._workspace.act()
        )

    def _try(self, is_on: bool) -> None:
        if is_on:
            self.trial.begin()
        elif self.trial.drafts:
            self._switch.setChecked(True)
            self._page.tell("Keep what you tried, or discard it, above the map.", Tone.AMBER)
        elif self.trial.is_on:
            self.trial.discard()

    def _keep(self) -> None:
        if attempt(self._page, lambda _: self._write(self.trial.drafts)):
            self.trial.discard()

    def _follow_trial(self) -> None:
        if not self.trial.is_on:
            self._page.notice.clear()
            self._switch.setChecked(False)
