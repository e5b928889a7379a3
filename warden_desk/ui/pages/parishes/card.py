"""All that is known of one parish, as the right side of the Parishes page."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from warden_desk.domain.dates import uk_date
from warden_desk.domain.parishes import CarerRow, ContactRow, ParishCard
from warden_desk.ui.widgets.basics import column, empty, kind, label, row, rule
from warden_desk.ui.widgets.buttons import Button, icon_button
from warden_desk.ui.widgets.facts import LogList


class ParishDetail(QWidget):
    """Shows one `ParishCard`; people and taskings open themselves."""

    def __init__(
        self,
        open_thing: Callable[[str, str], object],
        relieve: Callable[[str], object],
    ) -> None:
        super().__init__()
        kind(self, "clear")
        self._open_thing = open_thing
        self._relieve = relieve
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 12, 0)
        self._box.setSpacing(10)

    def show_nothing(self) -> None:
        """Leave the side empty."""
        empty(self._box)
        self._box.addStretch(1)

    def show_parish(self, card: ParishCard) -> None:
        """Show a parish instead of what was shown."""
        empty(self._box)
        self._box.addWidget(label(card.area.name, "h1", wrap=True))
        words = [card.area.district, "no parish council" if card.area.is_unparished else ""]
        self._box.addWidget(label(" · ".join(filter(None, words)), "quiet", wrap=True))
        self._heading("Looked after by")
        for carer in card.carers:
            self._box.addLayout(self._carer(carer))
        if not card.carers:
            self._box.addWidget(label("Nobody yet.", "quiet"))
        if card.contacts:
            self._heading("Whom to ring")
            for contact in card.contacts:
                self._box.addLayout(_contact(contact))
        if card.meets:
            self._box.addWidget(label(f"The council meets: {card.meets}", "quiet", wrap=True))
        self._open_work(card)
        self._past(card)
        self._box.addStretch(1)

    def _open_work(self, card: ParishCard) -> None:
        if card.open_taskings:
            self._heading("Open taskings")
        for key, reference, title in card.open_taskings:
            link = Button(reference, lambda key=key: self._open_thing("tasking", key), rank="link")
            self._box.addLayout(row(link, label(title), None))

    def _past(self, card: ParishCard) -> None:
        if card.last_visits:
            self._heading("Last visits")
            visits = LogList()
            visits.show_entries((uk_date(day), who) for day, who in card.last_visits)
            self._box.addWidget(visits)
        if card.earlier:
            self._heading("Before")
            before = LogList()
            before.show_entries(
                (f"until {uk_date(c.valid_to)}" if c.valid_to else "", f"{c.name}, {c.role}")
                for c in card.earlier
            )
            self._box.addWidget(before)

    def _heading(self, text: str) -> None:
        self._box.addWidget(rule())
        self._box.addWidget(label(text, "h2"))

    def _carer(self, carer: CarerRow) -> QHBoxLayout:
        link = Button(carer.name, lambda: self._open_thing("person", carer.person_id), rank="link")
        rhythm = f", every {carer.visit_every_days} days" if carer.visit_every_days else ""
        said = f"{carer.role.capitalize()}{rhythm} · {carer.mobile}".rstrip(" ·")
        end = icon_button(
            "remove", f"End {carer.name}'s time here", lambda: self._relieve(carer.assignment_id)
        )
        return row(column(row(link, None), label(said, "label"), gap=0), None, end)


def _contact(contact: ContactRow) -> QVBoxLayout:
    reach = " · ".join(filter(None, (contact.phone, contact.email)))
    name = row(label(contact.name), None, label(contact.role, "quiet"))
    return column(name, label(reach, "label"), gap=2)
