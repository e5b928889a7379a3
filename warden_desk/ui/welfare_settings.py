"""The steps if somebody out alone does not answer, as lines that are typed."""

from warden_desk.domain.welfare_steps import StepsDraft
from warden_desk.services.welfare import welfare_steps
from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.basics import Card, column, label
from warden_desk.ui.widgets.editors import long_text
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace

_HINT = "One step a line, in order. Whom to ring follows =: buddy, leader, out-of-hours, a number."


class StepsCard(Card):
    """Saved as it is left."""

    def __init__(self, page: Page, workspace: Workspace) -> None:
        self._page, self._workspace = page, workspace
        fields = {"steps": ("If nobody answers", long_text("Ask the buddy = buddy", lines=6))}
        self.form: Form[StepsDraft] = Form(self._kept(), fields, label_width=180)
        self.form.show_hint("steps", _HINT)
        super().__init__(column(label("Steps of a call", "h2"), self.form, gap=10))
        self.form.left.connect(self._save)

    def _kept(self) -> StepsDraft:
        read, today = self._workspace.read, self._workspace.today()
        return StepsDraft.of(read(welfare_steps.steps, today))

    def _save(self, name: str) -> None:
        def save(reason: str) -> None:
            del reason  # no rule warns here
            wanted = self.form.draft().read()
            today = self._workspace.today()
            self._workspace.write("Set the steps of a call", welfare_steps.keep, wanted, today)

        if attempt(self._page, save, form=self.form):
            self.form.show_problems({})
            self.form.mark_saved(name)

    def show_kept(self) -> None:
        """Follow the desk, unless something is being typed."""
        if not self.form.is_dirty():
            self.form.set_draft(self._kept())
