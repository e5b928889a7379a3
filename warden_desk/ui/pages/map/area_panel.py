"""What is known of the parish one clicked: who covers it, who was there, whom to ring."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.coverage import AreaCard
from warden_desk.domain.dates import uk_date
from warden_desk.domain.parishes import CarerRow, ContactRow
from warden_desk.ui.pages.map.words import visit_words
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, empty, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.facts import KeyValueList, LogList
from warden_desk.ui.widgets.pill import Pill

MOST_VISITS = 4


class AreaPanel(QWidget):
    """Shows one `AreaCard`."""

    def __init__(self, open_thing: Callable[[str, str], object]) -> None:
        super().__init__()
        self._open_thing = open_thing
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 8, 0)
        self._box.setSpacing(10)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what a click would do."""
        empty(self._box)
        self._box.addWidget(label("Choose a parish", "h2"))
        words = "Click one on the map, or go there with Tab and the arrow keys and press Enter."
        self._box.addWidget(label(words, "quiet", wrap=True))
        self._box.addStretch(1)

    def show_card(self, card: AreaCard, on: date) -> None:
        """Show a parish instead of what was shown."""
        empty(self._box)
        self._head(card)
        self._facts(card, on)
        self._carers(card)
        self._visits(card)
        self._contacts(card)
        self._box.addStretch(1)

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

    def _facts(self, card: AreaCard, on: date) -> None:
        count = len(card.parish.open_taskings)
        facts = KeyValueList(key_width=72)
        facts.show_facts(
            [
                ("Last visit", visit_words(card.row, on)),
                ("Target", f"every {card.row.target_days} days" if card.row.primary else ""),
                ("Taskings", f"{count} open" if count else "none open"),
            ]
        )
        self._box.addWidget(facts)

    def _carers(self, card: AreaCard) -> None:
        self._heading("Looked after by")
        for carer in card.parish.carers:
            self._box.addLayout(self._carer(carer))
        if not card.parish.carers:
            self._box.addWidget(label("Nobody.", "quiet"))

    def _carer(self, carer: CarerRow) -> QVBoxLayout:
        said = " · ".join(filter(None, (carer.role.capitalize(), carer.mobile)))
        link = Button(carer.name, self._opener("person", carer.person_id), rank="link")
        return column(row(link, None), label(said, "label"), gap=0)

    def _visits(self, card: AreaCard) -> None:
        if card.parish.last_visits:
            self._heading("On taskings here")
            log = LogList()
            newest = card.parish.last_visits[:MOST_VISITS]
            log.show_entries((uk_date(day), who or "nobody named") for day, who in newest)
            self._box.addWidget(log)

    def _contacts(self, card: AreaCard) -> None:
        if card.parish.contacts:
            self._heading("Whom to ring")
            for contact in card.parish.contacts:
                self._box.addLayout(_contact(contact))

    def _heading(self, text: str) -> None:
        self._box.addWidget(rule())
        self._box.addWidget(label(text, "strong"))

    def _opener(self, kind: str, key: str) -> Callable[[], object]:
        return lambda: self._open_thing(kind, key)


def _contact(contact: ContactRow) -> QVBoxLayout:
    reach = " · ".join(filter(None, (contact.phone, contact.email)))
    who = row(label(contact.name, wrap=True), label(contact.role, "quiet"))
    return column(who, label(reach, "label", wrap=True), gap=2)
