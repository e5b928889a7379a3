"""One tasking: what it is, what comes next, and all that was done."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from warden_desk.domain.tasking_states import Move
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.ui.pages.taskings import verbs, words
from warden_desk.ui.pages.taskings.link_list import LinkList
from warden_desk.ui.pages.taskings.verbs import Verb
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, column, empty, kind, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.facts import KeyValueList, LogList
from warden_desk.ui.widgets.pill import Pill

Do = Callable[[str], object]
DoMove = Callable[[Move], object]


class _Sheet(QWidget):
    """Takes the height its width calls for; its least height would be that of a narrower one."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class TaskingView(Card):
    """The right side of the page. It says what was asked for; the page does it."""

    def __init__(
        self,
        do: Do,
        move: DoMove,
        open_tasking: Callable[[str], object],
        files: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """`files` lists what is attached, above the log."""
        super().__init__(margins=(0, 0, 0, 0), parent=parent)
        self._do, self._move, self._open_tasking = do, move, open_tasking
        self._detail: TaskingDetail | None = None
        self._shows_struck = False
        self.reference = label("", "quiet")
        self.marking = Pill("", Tone.NEUTRAL, "▲")
        self.heading = label("", "h2", wrap=True)
        self._pills, self._buttons = row(), row()
        self._facts, self.log = KeyValueList(), LogList()
        self.links = LinkList(lambda: do("link"))
        self._struck = Button("", self._toggle_struck, rank="link", name="show_struck")
        self._note = Button(
            "Add a note",
            lambda: do("note"),
            rank="link",
            name="add_note",
            as_command=f"tasking_{verbs.NOTE[0]}",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "taskings", "No tasking chosen", "Choose one in the list to see all about it."
            )
        )
        self._scroll = self._built(files)
        self._stack.addWidget(self._scroll)
        self.box.addWidget(self._stack)

    def show_detail(self, detail: TaskingDetail | None, today: date) -> None:
        """Show a tasking, or that none is chosen."""
        changed = (detail and detail.id) != (self._detail and self._detail.id)
        self._detail = detail
        self._stack.setCurrentIndex(0 if detail is None else 1)
        if detail is None:
            return
        if changed:
            self._shows_struck = False
            self._scroll.verticalScrollBar().setValue(0)
        self.reference.setText(detail.reference)
        self.marking.setVisible(detail.is_sensitive)
        self.marking.set_state(detail.draft.marking, Tone.NEUTRAL, "▲")
        self.heading.setText(detail.draft.title)
        self._show_pills(detail, today)
        self._show_buttons(detail)
        self._facts.show_facts(words.facts(detail, today))
        self.links.show_links(detail.links, self._open_tasking)
        self._show_log(detail, today)

    def _built(self, files: QWidget) -> QScrollArea:
        inner = kind(_Sheet(), "clear")
        box = QVBoxLayout(inner)
        box.setContentsMargins(16, 12, 14, 16)
        log_head = row(label("Log", "h2"), None, self._struck, self._note)
        parts = column(
            row(self.reference, None, self.marking),
            self.heading,
            self._pills,
            self._facts,
            self._buttons,
            rule(),
            files,
            rule(),
            self.links,
            rule(),
            log_head,
            self.log,
            gap=10,
        )
        box.addLayout(parts)
        box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _show_pills(self, detail: TaskingDetail, today: date) -> None:
        empty(self._pills)
        pressing = words.deadline_pill(detail.state, detail.draft.due_on, today)
        if pressing:
            self._pills.addWidget(Pill(*pressing))
        self._pills.addWidget(Pill(*words.state_pill(detail.state, detail.hold_until)))
        self._pills.addStretch(1)

    def _show_buttons(self, detail: TaskingDetail) -> None:
        empty(self._buttons)
        first = verbs.first(detail)
        for at, what in enumerate(first):
            rank = "secondary" if at else "primary"
            self._buttons.addWidget(self._button(what, rank))
        edit = f"tasking_{verbs.EDIT[0]}"  # all that is in the menu keeps something
        more = Button("", rank="quiet", icon_name="more", name="more", as_command=edit)
        more.setAccessibleName("More to do")
        more.setToolTip("More to do")
        more.setMenu(self._menu(detail, first))
        self._buttons.addWidget(more)
        self._buttons.addStretch(1)

    def _button(self, what: Verb | Move, rank: str) -> Button:
        if isinstance(what, Move):
            run: Callable[[], object] = lambda: self._move(what)  # noqa: E731
            return Button(
                verbs.MOVE_WORDS[what],
                run,
                rank=rank,
                name=what.value,
                as_command=f"tasking_{what.value}",
            )
        name, text, key = what
        return Button(text, lambda: self._do(name), rank=rank, key=key, name=name)

    def _menu(self, detail: TaskingDetail, first: tuple[Verb | Move, ...]) -> QMenu:
        menu = QMenu(self)
        for verb in verbs.further(detail):
            if verb not in first:
                self._add_verb(menu, verb)
        menu.addSeparator()
        for move in verbs.further_moves(detail):
            if move not in first:
                menu.addAction(verbs.MOVE_WORDS[move]).triggered.connect(
                    lambda _=False, move=move: self._move(move)
                )
        return menu

    def _add_verb(self, menu: QMenu, verb: Verb) -> None:
        name, text, key = verb
        action = menu.addAction(f"{text}\t{key}" if key else text)
        action.triggered.connect(lambda: self._do(name))

    def _show_log(self, detail: TaskingDetail, today: date) -> None:
        struck = sum(entry.is_struck for entry in detail.entries)
        self._struck.setVisible(struck > 0)
        self._struck.setText("Hide struck" if self._shows_struck else f"Show {struck} struck")
        shown = [e for e in detail.entries if self._shows_struck or not e.is_struck]
        self.log.show_entries((words.when(e, today), words.said(e)) for e in shown)
        self._today = today

    def _toggle_struck(self) -> None:
        self._shows_struck = not self._shows_struck
        if self._detail is not None:
            self._show_log(self._detail, self._today)
