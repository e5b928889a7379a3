"""All that is known of one parish, as the right side of the Parishes page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from warden_desk.domain.contacts import PARISH_COUNCIL, ContactRow
from warden_desk.domain.dates import plain_date
from warden_desk.domain.parishes import CarerRow, ParishCard
from warden_desk.ui.pages.parishes.words import log_lines, reach, state
from warden_desk.ui.widgets.basics import column, empty, kind, label, row, rule
from warden_desk.ui.widgets.buttons import Button, icon_button
from warden_desk.ui.widgets.facts import LogList
from warden_desk.ui.widgets.pill import Pill

_TALKS = 4
"""Entries of the log on a parish's card; the whole stands on the Contacts page."""


class ParishDetail(QWidget):
    """Shows one `ParishCard`; people and taskings open themselves."""

    def __init__(
        self,
        open_thing: Callable[[str, str], object],
        relieve: Callable[[str], object],
        talk: Callable[[], object],
    ) -> None:
        super().__init__()
        kind(self, "clear")
        self._open_thing = open_thing
        self._relieve, self._talk = relieve, talk
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
                self._box.addLayout(self._contact(contact))
        if card.meets:
            self._box.addWidget(label(f"The council meets: {card.meets}", "quiet", wrap=True))
        self._said(card)
        self._open_work(card)
        self._past(card)
        self._box.addStretch(1)

    def _said(self, card: ParishCard) -> None:
        """What was last said with whoever serves the parish."""
        if not card.contacts and not card.log:
            return
        self._box.addWidget(rule())
        talk = Button("Log a talk", self._talk, key="L", name="talk")
        self._box.addLayout(row(label("Log", "h2"), None, talk))
        if lines := log_lines(card.log, with_struck=False)[:_TALKS]:
            log = LogList()
            log.show_entries(lines)
            self._box.addWidget(log)
        else:
            self._box.addWidget(label("Nothing was logged yet.", "quiet"))

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
            visits.show_entries((plain_date(day), who) for day, who in card.last_visits)
            self._box.addWidget(visits)
        if card.earlier:
            self._heading("Before")
            before = LogList()
            before.show_entries(
                (f"until {plain_date(c.valid_to)}" if c.valid_to else "", f"{c.name}, {c.role}")
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
            "remove",
            f"End {carer.name}'s time here",
            lambda: self._relieve(carer.assignment_id),
            as_command="parish_designate",
        )
        return row(column(row(link, None), label(said, "label"), gap=0), None, end)

    def _contact(self, contact: ContactRow) -> QVBoxLayout:
        """Somebody to ring; a pill only where somebody should ask whether they still are."""
        show = partial(self._open_thing, "contact", contact.id)
        name = Button(contact.shown, show, rank="link")
        marks = [Pill(*state(contact))] if contact.due else []
        role = contact.role if contact.name else ""
        where = "" if contact.organisation_kind == PARISH_COUNCIL else contact.organisation
        said = " · ".join(filter(None, (role, where, reach(contact))))
        return column(row(name, None, *marks), label(said, "label", wrap=True), gap=2)
