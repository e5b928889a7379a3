"""Somebody is sick: who and when, three ways to cover, and the papers that changed by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.errors import UserError
from warden_desk.domain.repairs import OFFERED, Repair, Repaired, days_words
from warden_desk.domain.rights import Right
from warden_desk.services import people
from warden_desk.services.repair import repairs
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.repair.paper import ChangedPapers
from warden_desk.ui.pages.repair.way_card import WayCard
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, empty, kind, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.choice_box import ChoiceBox, Option
from warden_desk.ui.widgets.editors import day, picking
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.scrolling import scrolling
from warden_desk.ui.workspace import Workspace

TABLES = ("shift", "stop", "absence", "person", "tasking", "tasking_assignment", "setting")


@dataclass(frozen=True, slots=True)
class SickDraft:
    """Who is sick, from which day, and until which; without one for that day alone."""

    person_id: str | None = None
    on_date: date | None = None
    until: date | None = None


class RepairPage(SplitPage):
    """Nothing is written before one of the ways is chosen; then it is one change, and one undo."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Somebody is sick", detail_width=320)
        self._workspace = workspace
        self.found: Repair | None = None
        self._done: Repaired | None = None
        self._asks = Card()
        self._who = ChoiceBox(self._everybody(), "Type to find")
        self.form = self._new_form(SickDraft(on_date=workspace.today()))
        self._ways = QVBoxLayout()
        self._papers: ChangedPapers | None = None
        self._build()
        self.follow(self._workspace.changed, *TABLES)

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Somebody is sick")
        act = partial(one, needs=Right.RECORD)
        numbers = range(1, OFFERED + 1)
        return (
            *(act(f"repair_{n}", f"Do way {n}", partial(self.choose, n), str(n)) for n in numbers),
            act("repair_print", "Print what changed", self.print_changed, "Ctrl+P"),
            one("repair_again", "Somebody else", self.begin, "N"),
            one("repair_week", "Back to the week", self.go_to_week, "Alt+Left"),
        )

    def open_item(self, item_id: str) -> None:
        """Show the ways for somebody's day, written as "PERSON/2026-11-23"."""
        person_id, _, on = item_id.partition("/")
        draft = SickDraft(person_id or None, date.fromisoformat(on))
        self.form.set_draft(draft)
        self.notice.clear()
        self.refresh()
        self.focus_list()

    def begin(self) -> None:
        """Begin with somebody else, today."""
        self.open_item(f"/{self._workspace.today()}")

    def read(self) -> None:
        """Look for the ways again."""
        self._who.set_options(self._everybody())
        draft = self.form.draft()
        self.found = None
        if draft.person_id and draft.on_date:
            act = self._workspace.act()
            try:
                self.found = self._workspace.read(
                    repairs.repair, draft.person_id, draft.on_date, draft.until, act=act
                )
            except UserError as refusal:
                self.tell(str(refusal), Tone.AMBER)
        self._show()

    def choose(self, number: int) -> None:
        """Do one of the ways; on a day without a shift only the absence is recorded."""
        found = self.found
        if found is None or number > max(1, len(found.ways)):
            self.tell("Say first who is sick, and when.", Tone.AMBER)
            return
        key = found.ways[number - 1].key if found.ways else ""

        def save(reason: str) -> None:
            done = self._workspace.write(
                f"{found.person} is sick, {days_words(found.on_date, found.until)}",
                repairs.choose,
                found.person_id,
                found.on_date,
                key,
                until=found.until,
                act=self._workspace.act(),
                reason=reason,
            )
            self._tell_done(done)

        attempt(self, save)

    def print_changed(self) -> None:
        """Show the papers that changed, to be printed or saved; Esc comes back."""
        if self._done is None:
            self.tell("Choose a way first: then the papers it changes are printed here.")
            return
        if self._papers is not None and self._papers.isVisible():
            self._papers.print_pages()
            return
        if self._papers is None:
            self._papers = ChangedPapers(self._workspace)
            self._papers.closed.connect(partial(self.show_whole, None))
        self.progress.follow(self._papers.make(self._done))
        self.show_whole(self._papers)

    def papers(self) -> ChangedPapers | None:
        """What is printed, once it was asked for."""
        return self._papers

    def go_to_week(self) -> None:
        """Show the week."""
        self._workspace.open_thing("page", "week")

    def has_typing(self) -> bool:
        return False  # the form asks a question, and saves nothing

    def focus_list(self) -> None:
        """Put the cursor on the best way, or on who is sick."""
        cards = self.cards()
        target = cards[0].findChild(Button) if cards else self.form.editor("person_id")
        if target is not None:
            target.setFocus()

    def cards(self) -> list[WayCard]:
        """The ways shown, from the top."""
        items = [self._ways.itemAt(at) for at in range(self._ways.count())]
        widgets = [item.widget() for item in items if item]
        return [widget for widget in widgets if isinstance(widget, WayCard)]

    def _build(self) -> None:
        self.actions_row.addWidget(Button("Back to the week", self.go_to_week, name="to_week"))
        self.print_button = Button(
            "Print what changed", self.print_changed, icon_name="print", name="print_changed"
        )
        self.print_button.setEnabled(False)
        self.actions_row.addWidget(self.print_button)
        inner = kind(QWidget(), "clear")
        inner.setLayout(self._ways)
        self._ways.setContentsMargins(0, 0, 0, 0)
        self._ways.setSpacing(12)
        self._asks.box.addWidget(label("Who is sick, and when?", "h2"))
        self._asks.box.addWidget(self.form)
        self._asks.box.addWidget(
            label("Everything that is not named in a way stays as it is.", "quiet", wrap=True)
        )
        self._asks.box.addStretch(1)
        self.set_sides(scrolling(inner), self._asks)

    def _new_form(self, draft: SickDraft) -> Form[SickDraft]:
        fields = {
            "person_id": ("Who", picking(self._who)),
            "on_date": ("Day", day(self._workspace.today)),
            "until": ("Until", day(self._workspace.today)),
        }
        form = Form(draft, fields, label_width=44)
        form.left.connect(self._look_again)
        return form

    def _everybody(self) -> list[Option]:
        rows = self._workspace.read(people.rows, self._workspace.today())
        return [
            Option(row.id, row.name, " · ".join(filter(None, (row.collar_number, row.team))))
            for row in rows
        ]

    def _look_again(self, name: str) -> None:
        del name  # whichever was changed
        self.refresh()

    def _show(self) -> None:
        empty(self._ways)
        found = self.found
        if found is None:
            self.set_titles("Somebody is sick")
            sentence = "Say who is sick. The three ways that change least are shown here."
            self._ways.addWidget(Card(EmptyState("people", "Who is it?", sentence)))
            return
        days = days_words(found.on_date, found.until)
        self.set_titles(f"{found.person} is sick", f"{days} · {_shifts(found)}")
        for note in found.notes:
            self._ways.addWidget(Card(label(note, "strong", wrap=True)))
        for number, way in enumerate(found.ways, start=1):
            self._ways.addWidget(WayCard(number, way, partial(self.choose, number)))
        if found.is_marked and not found.shifts:
            self._ways.addWidget(Card(label("Marked as away; nothing is left to cover.", "quiet")))
        elif not found.ways:
            only = Button("Record the absence", partial(self.choose, 1), key="1", name="way_1")
            words = label("There is no shift to cover.", wrap=True)
            self._ways.addWidget(Card(row(words, None, only)))
        self._ways.addStretch(1)

    def _tell_done(self, done: Repaired) -> None:
        self._done = done
        self.print_button.setEnabled(True)
        self.tell(
            f"Done: {done.title}. Ctrl P prints the papers that changed; Ctrl Z takes it back. "
            "A week that was issued needs its next version signed.",
            Tone.GREEN,
        )


def _shifts(found: Repair) -> str:
    if found.on_date == found.until:
        return ", ".join(shift.head for shift in found.shifts) or "no shift that day"
    count = len(found.shifts)
    return f"{count} {'shift' if count == 1 else 'shifts'}" if count else "no shift on these days"
