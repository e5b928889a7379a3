"""What the list of people shows of each, and how a clearance that runs out is marked."""

from datetime import date

from warden_desk.domain.people import PersonRow
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column, PillState
from warden_desk.ui.workspace import Workspace


def columns(workspace: Workspace) -> list[Column[PersonRow]]:
    """In the order of reading; a narrow window keeps who it is and whether they are cleared."""

    def vetting(person: PersonRow) -> PillState | None:
        return _pill(person, workspace.today(), workspace.settings.vetting_warning_days)

    return [
        Column("Name", lambda person: person.name),
        Column("Number", lambda person: person.collar_number, 76, "quiet", can_hide=True),
        Column("Is a", lambda person: person.kind.value.capitalize(), 100, "quiet", can_hide=True),
        Column("Base", lambda person: person.base, 160, can_hide=True),
        Column("Mobile", lambda person: person.mobile, 112, role="quiet", can_hide=True),
        Column("Vetting", _words, 180, pill=vetting),
    ]


def lapses(person: PersonRow, today: date, warning_days: int) -> bool:
    """Cleared for no longer than the warning time, or not any more."""
    if person.vetting_ends is None:
        return person.vetting == "run out"
    return (person.vetting_ends - today).days <= warning_days


def _words(person: PersonRow) -> str:
    """A volunteer need not be vetted by the police; where one is, it is said."""
    return "" if person.kind.is_volunteer and person.vetting == "none" else person.vetting


def _pill(person: PersonRow, today: date, warning_days: int) -> PillState | None:
    if not _words(person):
        return None
    if person.vetting in ("none", "awaited"):
        return f"Vetting {person.vetting}", Tone.AMBER, None
    if person.vetting == "run out":
        return "Vetting run out", Tone.RED, None
    if lapses(person, today, warning_days) and person.vetting_ends is not None:
        return f"{(person.vetting_ends - today).days} days left", Tone.AMBER, None
    return person.vetting, Tone.GREEN, None
