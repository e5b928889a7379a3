"""The panel in which somebody leaves, with all that it means before it is saved."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from warden_desk.domain.errors import UserError
from warden_desk.domain.leaving import LeavingDraft
from warden_desk.domain.people import PersonRow
from warden_desk.services import leaving, people
from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.basics import column, kind, label
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import day, long_text, pick
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace


class LeavingPanel(SidePanel):
    """Says anew what it means whenever the day or the successor changes."""

    def __init__(self, workspace: Workspace, person: PersonRow) -> None:
        self._workspace, self._person = workspace, person
        self.form: Form[LeavingDraft] = Form(
            LeavingDraft(),
            {
                "last_day": ("Last day", day(workspace.today)),
                "successor_id": ("Hand over to", pick(self._others())),
                "note": ("Note", long_text("What whoever follows should know", lines=3)),
            },
        )
        self.means = label("", wrap=True)
        self.means.setObjectName("means")
        body = kind(QWidget(), "clear")
        body.setLayout(column(self.form, label("What it means", "strong"), self.means, gap=10))
        super().__init__(f"{person.name} leaves", body, "Leaves", is_dirty=self.form.is_dirty)
        self.form.left.connect(self.look)
        self.accepted.connect(lambda: attempt(self, self._save, form=self.form))
        self.look()

    def look(self, *_: object) -> None:
        """Say what leaving on the day typed in would mean."""
        draft = self.form.draft()
        if draft.last_day is None:
            self.means.setText("Say the last day: then all that ends with it is listed here.")
            return
        try:
            told = self._workspace.read(leaving.preview, self._person.id, draft).sentences
        except UserError as refusal:
            told = (str(refusal),)
        self.means.setText("\n".join(told))

    def _save(self, reason: str) -> None:
        self._workspace.write(
            f"{self._person.name} leaves",
            leaving.leave,
            self._person.id,
            self.form.draft(),
            act=self._workspace.act(),
            reason=reason,
        )
        self.close_panel()

    def _others(self) -> Sequence[Option]:
        rows = self._workspace.read(people.rows, self._workspace.today())
        return [
            Option(row.id, row.name, row.collar_number) for row in rows if row.id != self._person.id
        ]
