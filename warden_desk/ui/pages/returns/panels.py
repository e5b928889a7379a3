"""The side panels of the page: a query, a meeting, what was undertaken, a text to copy."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from warden_desk.domain.chasers import Chaser
from warden_desk.domain.errors import Invalid
from warden_desk.domain.meetings import ActionDraft, MeetingDraft, MeetingRow
from warden_desk.domain.returns import SentReturn
from warden_desk.services.returns import meetings, returns_answers
from warden_desk.ui.pages.returns import words
from warden_desk.ui.panel_opener import Call, PanelOpener
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.editors import choice, day, long_text, text, time_of_day
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

_TEXT_HEIGHT = 340


@dataclass(frozen=True, slots=True)
class _QueryDraft:
    item_id: str | None = None
    text: str = ""


class Panels:
    """Opens the panels on a page. What is typed stays until it is saved or discarded."""

    def __init__(self, page: SplitPage, workspace: Workspace) -> None:
        self._page, self._workspace = page, workspace
        self._opener = PanelOpener(page, workspace)

    def query(self, sent: SentReturn) -> None:
        """Write down what the CSU asks about one of its answers."""
        items = {item.id: words.item_text(item) for item in sent.items}
        first = next(iter(items)) if len(items) == 1 else None
        form = Form(
            _QueryDraft(first),
            {
                "item_id": ("About", choice(items)),
                "text": ("They ask", long_text("What they want to know, without names", lines=5)),
            },
        )

        def call() -> Call:
            draft = form.draft()
            if draft.item_id is None:
                raise Invalid({"item_id": "Choose the answer they ask about."})
            return returns_answers.query, (draft.item_id, draft.text), {}

        self._opener.open_writing(
            "What the CSU asks", form, "Keep the query", "Query from the CSU", call
        )

    def meeting(self, csus: dict[str, str], csu_id: str | None, on: date | None) -> None:
        """Enter a tasking meeting."""
        form = self._meeting_form(MeetingDraft(csu_id=csu_id, on_date=on), csus)
        self._opener.open_writing(
            "Tasking meeting",
            form,
            "Enter",
            "Enter meeting",
            lambda: (meetings.record, (form.draft(),), {}),
        )

    def correct(self, meeting: MeetingRow, csus: dict[str, str]) -> None:
        """Put the facts of a meeting right."""
        form = self._meeting_form(meeting.draft(), csus)
        self._opener.open_writing(
            "Correct the meeting",
            form,
            "Save",
            "Correct meeting",
            lambda: (meetings.amend, (meeting.id, form.draft()), {}),
        )

    def _meeting_form(self, draft: MeetingDraft, csus: dict[str, str]) -> Form[MeetingDraft]:
        return Form(
            draft,
            {
                "csu_id": ("CSU", choice(csus)),
                "on_date": ("Day", day(self._workspace.today)),
                "start_minute": ("Time", time_of_day()),
                "chair": ("Chair", text("A post, such as CSU Inspector")),
                "attendees": ("Attend", long_text("Posts and agencies", lines=3)),
                "place": ("Place", text()),
            },
        )

    def action(self, meeting_id: str) -> None:
        """Keep what somebody undertook at a meeting."""
        form = Form(
            ActionDraft(),
            {
                "text": ("To do", long_text(lines=3)),
                "who": ("Who", text("A post or an agency")),
                "due_on": ("By", day(self._workspace.today)),
            },
        )
        self._opener.open_writing(
            "What is to be done",
            form,
            "Enter",
            "Enter action",
            lambda: (meetings.undertake, (meeting_id, form.draft()), {}),
        )

    def chase(self, chaser: Chaser) -> None:
        """A text for an e-mail: read it, copy it."""
        box = QPlainTextEdit(chaser.text())
        box.setReadOnly(True)
        box.setObjectName("chase_text")
        box.setAccessibleName("Text to copy")
        box.setMinimumHeight(scaled(_TEXT_HEIGHT))
        panel = SidePanel(f"To settle with {chaser.csu}", box, "Copy")

        def copy() -> None:
            QGuiApplication.clipboard().setText(box.toPlainText())
            panel.close_panel()
            self._page.tell("Copied. Paste it into an e-mail.", Tone.GREEN)

        panel.accepted.connect(copy)
        self._page.open_panel(panel)
