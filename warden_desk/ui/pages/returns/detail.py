"""One CSU: when it meets, what it is owed, whom to chase, and what went before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from warden_desk.domain.chasers import ChaseLine, Chaser
from warden_desk.domain.dates import uk_date
from warden_desk.domain.meetings import ActionRow, MeetingRow
from warden_desk.domain.returns import SentItem, SentReturn, Standing, Status
from warden_desk.ui.pages.returns import words
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, column, empty, kind, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.facts import KeyValueList
from warden_desk.ui.widgets.line_list import Entry, LineButton
from warden_desk.ui.widgets.pill import Pill, pill_size


@dataclass(frozen=True, slots=True)
class Verbs:
    """What the detail asks the page to do."""

    open_tasking: Callable[[str], object]
    make_pack: Callable[[], object]
    chase: Callable[[], object]
    show_proof: Callable[[SentReturn], object]
    acknowledge: Callable[[SentReturn, bool], object]
    query: Callable[[SentReturn], object]
    send_back: Callable[[SentItem], object]
    correct: Callable[[MeetingRow], object]
    add_action: Callable[[str], object]
    finish: Callable[[str], object]


class CsuDetail(Card):
    """The right side of the page."""

    def __init__(self, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(margins=(0, 0, 0, 0), parent=parent)
        self._verbs = verbs
        inner = kind(QWidget(), "clear")
        self._parts = QVBoxLayout(inner)
        self._parts.setContentsMargins(16, 12, 14, 16)
        self._parts.setSpacing(8)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.box.addWidget(self._area)

    def show_nothing(self) -> None:
        """Say that no CSU is chosen."""
        empty(self._parts)
        self._parts.addWidget(label("Choose a CSU to see what it is owed.", "quiet", wrap=True))
        self._parts.addStretch(1)

    def show_csu(
        self,
        standing: Standing,
        chaser: Chaser,
        sent: Sequence[SentReturn],
        met: Sequence[MeetingRow],
        columns: str,
        today: date,
    ) -> None:
        """Show one CSU; `columns` says in which its answers go back."""
        empty(self._parts)
        self._parts.addWidget(label(standing.csu, "h1", wrap=True))
        self._parts.addLayout(row(Pill(*words.standing_pill(standing)), None))
        facts = KeyValueList()
        facts.show_facts(
            [("Meets", words.meets_in_full(standing.meeting, today)), ("Answers go", columns)]
        )
        self._parts.addWidget(facts)
        self._parts.addLayout(self._buttons(standing, chaser))
        self._show_lines("Queried by the CSU", chaser.queried, today)
        self._show_lines("Checked, to go back", chaser.owed, today)
        self._show_lines("Waiting for a result", chaser.waiting, today)
        for each in sent:
            self._show_sent(each)
        for meeting in met:
            self._show_meeting(meeting)
        self._parts.addStretch(1)

    def scroll_to_top(self) -> None:
        """As for a CSU that was just chosen."""
        self._area.verticalScrollBar().setValue(0)

    def _buttons(self, standing: Standing, chaser: Chaser) -> QHBoxLayout:
        pack = Button(
            "Make the pack",
            self._verbs.make_pack,
            rank="primary" if standing.owed else "secondary",
            key="P",
            name="make_pack",
        )
        pack.setEnabled(standing.owed > 0)
        chase = Button("Chase…", self._verbs.chase, key="C", name="chase")
        chase.setEnabled(bool(chaser.owed or chaser.waiting or chaser.queried))
        return row(pack, chase, None)

    def _head(self, text: str, *right: QWidget) -> None:
        self._parts.addWidget(rule())
        self._parts.addLayout(row(label(text, "h2"), *right, None))

    def _show_lines(self, heading: str, lines: Sequence[ChaseLine], today: date) -> None:
        if not lines:
            return
        self._head(heading, label(str(len(lines)), "quiet"))
        self._add_entries(
            [
                Entry(
                    f"{line.their_reference or line.reference} {line.title}",
                    _hint(line),
                    lambda key=line.tasking_id: self._verbs.open_tasking(key),
                    words.late(line.days_late, today),
                    Tone.RED,
                )
                for line in lines
            ]
        )

    def _show_sent(self, sent: SentReturn) -> None:
        self._head("Sent", Pill(*words.sent_pill(sent)))
        self._parts.addWidget(label(words.sent_heading(sent), "quiet", wrap=True))
        self._add_entries(
            [
                Entry(
                    words.item_text(item),
                    "",
                    lambda key=item.tasking_id: self._verbs.open_tasking(key),
                    *words.item_pill(item.status),
                )
                for item in sent.items
            ]
        )
        links = [Button("Show what was sent", lambda: self._verbs.show_proof(sent), rank="link")]
        links[0].setObjectName("show_proof")
        links.append(Button("Query…", lambda: self._verbs.query(sent), rank="link", name="query"))
        self._parts.addLayout(row(*links, None))
        if sent.waiting:
            self._parts.addLayout(row(*self._acknowledging(sent), None))
        for item in sent.items:
            if item.status is Status.QUERIED and item.is_open:
                text = f"Send {item.reference} back to work"
                back = Button(text, lambda held=item: self._verbs.send_back(held), name="send_back")
                self._parts.addLayout(row(back, None))

    def _acknowledging(self, sent: SentReturn) -> list[Button]:
        return [
            Button("They have it", lambda: self._verbs.acknowledge(sent, False), name="has_it"),
            Button(
                "They have it: close",
                lambda: self._verbs.acknowledge(sent, True),
                name="has_it_close",
            ),
        ]

    def _show_meeting(self, meeting: MeetingRow) -> None:
        self._head("Meeting")
        self._parts.addWidget(label(words.meeting_heading(meeting), "quiet", wrap=True))
        facts = KeyValueList()
        facts.show_facts([("Chair", meeting.chair), ("Attend", meeting.attendees)])
        self._parts.addWidget(facts)
        for action in meeting.actions:
            self._parts.addLayout(self._action(action))
        add = Button("Add an action", lambda: self._verbs.add_action(meeting.id), rank="link")
        add.setObjectName("add_action")
        correct = Button("Correct…", lambda: self._verbs.correct(meeting), rank="link")
        correct.setObjectName("correct")
        self._parts.addLayout(row(add, correct, None))

    def _action(self, action: ActionRow) -> QHBoxLayout:
        due = f"by {uk_date(action.due_on)}" if action.due_on else ""
        said = label(" · ".join(filter(None, (action.text, action.who, due))), wrap=True)
        if action.done_on:
            return row(said, Pill("Done", Tone.GREEN))
        done = Button("Done", lambda: self._verbs.finish(action.id), name="finish")
        line = row(said, done)
        line.setStretch(0, 1)
        return line

    def _add_entries(self, entries: Sequence[Entry]) -> None:
        widths = [pill_size(e.word, e.tone, e.mark).width() for e in entries if e.word]
        room = max(widths, default=0)
        lines = [LineButton(entry, room if entry.word else 0) for entry in entries]
        self._parts.addLayout(column(*lines, gap=1))


def _hint(line: ChaseLine) -> str:
    """Who has it; where nobody does, or the CSU asked, what it waits for."""
    return line.who[0] if line.who else line.says.partition(", ")[0]
