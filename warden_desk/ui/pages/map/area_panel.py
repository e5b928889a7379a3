"""What is known of the parish one clicked: who covers it, who was there, whom to ring."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from warden_desk.domain.coverage import AreaCard, AreaNeed, AreaVisit, Keeper
from warden_desk.domain.dates import uk_date
from warden_desk.domain.funding import FundingRow
from warden_desk.domain.parishes import ContactRow
from warden_desk.domain.shifts import hours
from warden_desk.ui.pages.map.links import Links
from warden_desk.ui.pages.map.need_panel import NeedPanel
from warden_desk.ui.pages.map.words import visit_words
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, empty, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.facts import KeyValueList, LogList
from warden_desk.ui.widgets.pill import Pill

Ways = Sequence[tuple[str, Callable[[], object]]]


class AreaPanel(QWidget):
    """Shows one `AreaCard`."""

    def __init__(self, open_thing: Callable[[str, str], object]) -> None:
        super().__init__()
        self._open_thing = open_thing
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 0, 8, 0)
        self._box.setSpacing(10)
        self._need: NeedPanel | None = None
        self._is_empty = False
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what a click would do."""
        if self._is_empty:
            return
        self._is_empty = True
        empty(self._box)
        self._need = None
        self._box.addWidget(label("Choose a parish", "h2"))
        words = (
            "Click one on the map, or go there with F6 and the arrow keys and press Enter. Ctrl, "
            "Shift with the arrow keys, and the lasso pick several."
        )
        self._box.addWidget(label(words, "quiet", wrap=True))
        self._box.addWidget(rule())
        self._box.addWidget(Links(self._open_thing))
        self._box.addStretch(1)

    def show_card(self, card: AreaCard, on: date, sharing: Ways = ()) -> None:
        """Show a parish instead of what was shown.

        Args:
            sharing: other parishes that are drawn with the same land, each with the way there.
        """
        self._hold_painting()
        self._is_empty = False
        empty(self._box)
        self._head(card)
        self._sharing(sharing)
        self._facts(card, on)
        self._keepers(card)
        self._contacts(card)
        self._taskings(card)
        self._need = NeedPanel(self._open_thing)
        self._box.addWidget(self._need)
        self._visits(card)
        self._agreements(card)
        self._earlier(card)
        self._box.addStretch(1)

    def _hold_painting(self) -> None:
        """Until all has its place: else it is seen pressed into the height of what was shown."""
        self.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True))

    def go_to_top(self) -> None:
        """Another parish is read from its name on."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def show_need(self, found: AreaNeed) -> None:
        """Add why somebody is wanted there to the card that is shown."""
        if self._need is not None:
            self._need.show_need(found)

    def _head(self, card: AreaCard) -> None:
        shown = card.row
        name = label(shown.name, "h2", wrap=True)
        name.setObjectName("area_name")
        state = Pill(shown.state.label, Tone(shown.state.tone), shown.state.mark)
        state.setObjectName("area_state")
        place = f"{shown.district} · unparished" if shown.is_unparished else shown.district
        self._box.addLayout(row(name, state))
        self._box.addLayout(
            row(
                label(place, "quiet"),
                None,
                Button("Open parish", self._opener("area", shown.area_id), rank="link"),
            )
        )

    def _sharing(self, sharing: Ways) -> None:
        """Say that a click on this land means more than one parish, and offer the others."""
        if not sharing:
            return
        said = "Drawn with the same land until new boundaries are taken in:"
        self._box.addWidget(label(said, "quiet", wrap=True))
        for name, go in sharing:
            self._box.addLayout(row(Button(name, go, rank="link", name="sharing"), None))

    def _facts(self, card: AreaCard, on: date) -> None:
        facts = KeyValueList(key_width=72)
        facts.show_facts(
            [
                ("Last visit", visit_words(card.row.last_visit, on)),
                ("Target", f"every {card.row.target_days} days" if card.row.primary else ""),
                ("Council", card.parish.meets),
            ]
        )
        self._box.addWidget(facts)

    def _keepers(self, card: AreaCard) -> None:
        self._heading("Looked after by")
        for keeper in card.keepers:
            self._box.addLayout(self._keeper(keeper))
        if not card.keepers:
            self._box.addWidget(label("Nobody.", "quiet"))

    def _keeper(self, keeper: Keeper) -> QVBoxLayout:
        parts = (keeper.role.capitalize(), f"since {uk_date(keeper.since)}", keeper.mobile)
        said = " · ".join(filter(None, parts))
        link = Button(keeper.name, self._opener("person", keeper.person_id), rank="link")
        return column(row(link, None), label(said, "label", wrap=True), *_note(keeper), gap=0)

    def _contacts(self, card: AreaCard) -> None:
        if card.parish.contacts:
            self._heading("Whom to ring")
            for contact in card.parish.contacts:
                self._box.addLayout(_contact(contact))

    def _taskings(self, card: AreaCard) -> None:
        if card.parish.open_taskings:
            self._heading(f"Open taskings: {len(card.parish.open_taskings)}")
        for key, reference, title in card.parish.open_taskings:
            link = Button(reference, self._opener("tasking", key), rank="link")
            self._box.addLayout(column(row(link, None), label(title, "label", wrap=True), gap=0))

    def _visits(self, card: AreaCard) -> None:
        if card.visits:
            self._heading("Last visits")
            log = LogList()
            log.show_entries((uk_date(visit.on), _visited(visit)) for visit in card.visits)
            self._box.addWidget(log)

    def _agreements(self, card: AreaCard) -> None:
        if card.agreements:
            self._heading("Hours bought")
        for agreement in card.agreements:
            self._box.addWidget(label(_bought(agreement), wrap=True))

    def _earlier(self, card: AreaCard) -> None:
        if card.earlier:
            self._heading("Before")
        for keeper in card.earlier:
            until = uk_date(keeper.until) if keeper.until else ""
            said = f"{keeper.role.capitalize()} from {uk_date(keeper.since)} until {until}"
            link = Button(keeper.name, self._opener("person", keeper.person_id), rank="link")
            words = label(said, "label", wrap=True)
            self._box.addLayout(column(row(link, None), words, *_note(keeper), gap=0))

    def _heading(self, text: str) -> None:
        self._box.addWidget(rule())
        self._box.addWidget(label(text, "strong"))

    def _opener(self, kind: str, key: str) -> Callable[[], object]:
        return lambda: self._open_thing(kind, key)


def _note(keeper: Keeper) -> list[QWidget]:
    return [label(f"“{keeper.note}”", wrap=True)] if keeper.note else []


def _visited(visit: AreaVisit) -> str:
    who = visit.who or "nobody named"
    return f"{who}, {visit.reference}" if visit.reference else f"{who}, on a round"


def _bought(agreement: FundingRow) -> str:
    others = len(agreement.areas) - 1
    shared = f", with {others} more" if others else ""
    until = f" until {uk_date(agreement.valid_to)}" if agreement.valid_to else ""
    week = f"{hours(agreement.minutes_a_week)} h a week"
    return f"{week}, {agreement.payer}{shared}, from {uk_date(agreement.valid_from)}{until}"


def _contact(contact: ContactRow) -> QVBoxLayout:
    reach = " · ".join(filter(None, (contact.role, contact.phone, contact.email)))
    return column(label(contact.name, wrap=True), label(reach, "label", wrap=True), gap=2)
