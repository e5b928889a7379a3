"""One person's day beside the grid: hours, stops with minutes, what could be added, details."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from warden_desk.domain.dates import long_date, short_day
from warden_desk.domain.rounds import DayRound, Offer, RoundDraft, booked_words, is_too_full
from warden_desk.domain.shifts import ShiftRow
from warden_desk.ui.pages.week.round_list import RoundList
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import icon_button
from warden_desk.ui.widgets.day_strip import Bar, DayStrip
from warden_desk.ui.widgets.editors import Editor, text, yes_no
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.line_list import Entry, LineList
from warden_desk.ui.widgets.pill import Pill
from warden_desk.ui.widgets.scrolling import scrolling

_HEAD, _LINE = 56, 31


class DayPanel(Card):
    """Shows a day and asks for changes; whoever owns it makes them and shows the day again."""

    added = Signal(str, str)
    """A shift, and what was typed: a place or a reference, perhaps with minutes after it."""
    given = Signal(str)
    """A tasking, for this person and day."""
    stretched = Signal(object, int, int)
    """A `ShiftRow`, its new start and end."""
    described = Signal(str, object)
    """A shift, and the `RoundDraft` typed."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(margins=(14, 10, 10, 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rounds = RoundList()
        self.strip = DayStrip()
        self._day: DayRound | None = None
        self._shift: ShiftRow | None = None
        self._heading = label("", "h2", wrap=True)
        self._state = Pill("", Tone.NEUTRAL)
        self._booked = label("", "quiet", wrap=True)
        self.line = QLineEdit()
        self.offers = LineList("Could be added", "Enter adds it", "Nothing is due on the way.")
        self.form = Form(RoundDraft(), _fields(), label_width=64)
        self._lay_out()
        self.strip.stretched.connect(self._stretch)
        self.line.returnPressed.connect(self._add)
        self.form.left.connect(self._describe)

    def show_day(self, day: DayRound, *, is_over: bool) -> None:
        """Show this day."""
        self._day = day
        working = [shift for shift in day.shifts if shift.code.is_work]
        self._shift = next(iter(working), None)
        self._heading.setText(f"{day.person} · {short_day(day.on_date)}")
        self.setAccessibleName(f"{day.person}, {long_date(day.on_date)}")
        timed = [s for s in day.shifts if s.start_minute is not None]
        bars = [Bar(s.start_minute or 0, s.end_minute or 0, s.code.name) for s in timed]
        self.strip.show_bars(bars)
        self.strip.setVisible(bool(timed))
        stops = [stop for shift in working for stop in shift.stops]
        self.rounds.show_stops(stops, is_over=is_over)
        for part in (self.rounds, self.line, self.offers, self.form):
            part.setVisible(bool(working))
        self._say(day, working)
        self.offers.show_entries([self._offer(offer) for offer in day.offers])
        self.offers.setFixedHeight(scaled(_HEAD + _LINE * max(1, len(day.offers))))
        if self._shift is not None and not self.form.is_dirty():
            self.form.set_draft(_draft(self._shift))

    def shown(self) -> DayRound | None:
        """The day that is shown."""
        return self._day

    def take_cursor(self) -> None:
        """Put the cursor where one begins: on the hours, if there are any."""
        (self if self.strip.isHidden() else self.strip).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _say(self, day: DayRound, working: Sequence[ShiftRow]) -> None:
        if working:
            shift = working[0]
            self._booked.setText("; ".join(booked_words(each) for each in working))
            tone = Tone.AMBER if any(map(is_too_full, working)) else Tone.NEUTRAL
            self._state.set_state(shift.status, tone)
            self._state.show()
            return
        self._state.hide()
        heads = ", ".join(shift.code.name for shift in day.shifts)
        self._booked.setText(heads or "Nothing is planned. Type a shift into the cell.")

    def _stretch(self, at: int, start: int, end: int) -> None:
        assert self._day is not None
        timed = [shift for shift in self._day.shifts if shift.start_minute is not None]
        self.stretched.emit(timed[at], start, end)

    def _add(self) -> None:
        if self._shift is not None and self.line.text().strip():
            self.added.emit(self._shift.id, self.line.text())

    def _describe(self, name: str) -> None:
        if self._shift is not None:
            self.described.emit(self._shift.id, self.form.draft())
            self.form.mark_saved(name)

    def _offer(self, offer: Offer) -> Entry:
        due = f"due {short_day(offer.due_on)}" if offer.due_on else ""
        word = "own" if offer.is_own else "here"
        run: Callable[[], object] = partial(self.given.emit, offer.tasking_id)
        return Entry(f"{offer.reference} {offer.title}", due, run, word, Tone.NEUTRAL, "")

    def _lay_out(self) -> None:
        self.line.setObjectName("add_stop")
        self.line.setAccessibleName("Add a stop: a parish, an event or a reference")
        self.line.setPlaceholderText("Add: Charing 45, or ASH-26-0147")
        self._heading.setObjectName("day_heading")
        self._booked.setObjectName("booked")
        inner = QWidget()
        inner.setLayout(
            column(
                self.strip,
                self._booked,
                self.rounds,
                self.line,
                self.offers,
                self.form,
                None,
                gap=10,
            )
        )
        close = icon_button("close", "Close the day (Esc)", self.closed.emit)
        head = row(self._heading, self._state, close)
        head.setStretch(0, 1)
        self.box.addLayout(head)
        self.box.addWidget(scrolling(inner), 1)


def _fields() -> dict[str, tuple[str, Editor]]:
    return {
        "buddy": ("Buddy", text("name or collar number")),
        "vehicle": ("Vehicle", text()),
        "note": ("Note", text()),
        "is_lone": ("", yes_no("Works alone")),
    }


def _draft(shift: ShiftRow) -> RoundDraft:
    return RoundDraft(
        buddy=shift.buddy, vehicle=shift.vehicle, is_lone=shift.is_lone, note=shift.note
    )
