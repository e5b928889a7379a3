"""All that is known of one person, as the right side of the People page."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from warden_desk.domain.absences import AbsenceState
from warden_desk.domain.dates import uk_date
from warden_desk.domain.lone_cards import LoneCard
from warden_desk.domain.people import AbsenceRow, CredentialRow, PersonCard
from warden_desk.domain.shifts import clock
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import empty, kind, label, row, rule
from warden_desk.ui.widgets.buttons import Button, icon_button
from warden_desk.ui.widgets.facts import KeyValueList
from warden_desk.ui.widgets.flow import Flow
from warden_desk.ui.widgets.pill import Pill


class PersonDetail(QWidget):
    """Shows one `PersonCard`; every parish opens itself."""

    def __init__(
        self,
        open_thing: Callable[[str, str], object],
        add_absence: Callable[[], object],
        remove_absence: Callable[[str], object],
        planning: Sequence[tuple[str, Callable[[], object]]],
    ) -> None:
        """`planning` are verbs about how they are planned, with their words."""
        super().__init__()
        kind(self, "clear")
        self._open_thing = open_thing
        self._add_absence = add_absence
        self._remove_absence = remove_absence
        self._planning = planning
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 12, 0)
        self._box.setSpacing(10)

    def show_nobody(self) -> None:
        """Leave the side empty."""
        empty(self._box)
        self._box.addStretch(1)

    def show_person(self, card: PersonCard, lone: LoneCard, today: date, warning_days: int) -> None:
        """Show somebody; a clearance that ends within `warning_days` is marked."""
        empty(self._box)
        person = card.row
        self._box.addWidget(label(person.name, "h1", wrap=True))
        words = (person.kind.value.capitalize(), person.collar_number, person.team)
        self._box.addWidget(label(" · ".join(filter(None, words)), "quiet", wrap=True))
        facts = KeyValueList()
        facts.show_facts(_facts(card))
        self._box.addWidget(facts)
        self._add(
            "Clearances", [_credential(held, today, warning_days) for held in card.credentials]
        )
        self._add("Looks after", [self._parish(*parish) for parish in card.parishes])
        away = [self._absence(absence) for absence in card.absences]
        self._add("Away", [*away, row(Button("Record an absence", self._add_absence), None)])
        self._add("Planning", [Flow(*(Button(*verb) for verb in self._planning))])
        if not lone.is_empty:
            given = KeyValueList()
            given.show_facts([("Vehicle", lone.vehicle_words), ("To tell", lone.contact_words)])
            self._add("If they do not answer", [row(given)])
        self._box.addStretch(1)

    def _add(self, heading: str, lines: Sequence[QLayout]) -> None:
        if lines:
            self._box.addWidget(rule())
            self._box.addWidget(label(heading, "h2"))
        for line in lines:
            self._box.addLayout(line)

    def _parish(self, area_id: str, name: str, role: str) -> QHBoxLayout:
        link = Button(name, lambda: self._open_thing("area", area_id), rank="link")
        return row(link, None, label(role, "quiet"))

    def _absence(self, absence: AbsenceRow) -> QHBoxLayout:
        days = uk_date(absence.starts_on)
        if absence.ends_on != absence.starts_on:
            days += f" – {uk_date(absence.ends_on)}"
        if absence.start_minute is not None and absence.end_minute is not None:
            days += f", {clock(absence.start_minute)}–{clock(absence.end_minute)}"
        if absence.role:
            days += f", {absence.role} only"
        if absence.state is AbsenceState.ASKED:
            days += f", asked for by {absence.by}"
        remove = icon_button("remove", f"Remove {days}", lambda: self._remove_absence(absence.id))
        return row(Pill(absence.code, Tone.NEUTRAL, ""), label(days), None, remove)


def _facts(card: PersonCard) -> list[tuple[str, str]]:
    hours = "" if card.contract_minutes is None else f"{card.contract_minutes / 60:g} h a week"
    taskings = "no open taskings" if not card.open_taskings else f"{card.open_taskings} open"
    if not card.takes_taskings and not card.agreement:
        taskings += ", does not take CSU taskings"
    return [
        ("Mobile", card.row.mobile),
        ("Phone", card.phone),
        ("E-mail", card.email),
        ("Base", card.row.base),
        ("Hours", hours),
        ("Agreement", card.agreement),
        ("Since", "" if card.started_on is None else uk_date(card.started_on)),
        ("Taskings", taskings),
        ("Status", "" if card.row.status == "active" else card.row.status.value),
    ]


def _credential(held: CredentialRow, today: date, warning_days: int) -> QHBoxLayout:
    what = label(f"{held.kind} {held.level}".strip(), wrap=True)
    line = row(what, _state(held, today, warning_days))
    line.setStretch(0, 1)
    return line


def _state(held: CredentialRow, today: date, warning_days: int) -> Pill:
    if held.status != "held":
        return Pill(held.status.capitalize(), Tone.AMBER)
    if held.expires_on is None:
        issued = "" if held.issued_on is None else f" {uk_date(held.issued_on)}"
        return Pill(f"Held{issued}", Tone.GREEN)
    if held.expires_on < today:
        return Pill(f"Ran out {uk_date(held.expires_on)}", Tone.RED)
    soon = (held.expires_on - today).days <= warning_days
    return Pill(f"Until {uk_date(held.expires_on)}", Tone.AMBER if soon else Tone.GREEN)
