"""How contacts and what was said with them read on these pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warden_desk.domain.contact_log import ContactEntryRow
from warden_desk.domain.contacts import ContactRow, Due
from warden_desk.domain.dates import plain_date, uk_date
from warden_desk.domain.mailing import greeting
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column, PillState
from warden_desk.ui.workspace import Workspace

_DUE: dict[Due, PillState] = {
    Due.BOUNCED: ("Mail came back", Tone.RED, None),
    Due.TERM_ENDED: ("Term ended", Tone.AMBER, None),
    Due.NEVER: ("Never asked", Tone.AMBER, None),
    Due.OLD: ("Ask again", Tone.AMBER, None),
}


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A line of the list: a contact, or an organisation that names nobody."""

    row: ContactRow

    @property
    def id(self) -> str:
        return self.row.key


def state(row: ContactRow) -> PillState:
    """Whether what is known of somebody holds."""
    return _DUE[row.due[0]] if row.due else ("Confirmed", Tone.GREEN, None)


def columns() -> list[Column[ContactLine]]:
    """In the order of reading; a narrow window keeps who it is and whether it holds."""
    return [
        Column("Who", lambda line: line.row.shown, 138, _who_role),
        Column("Role", lambda line: line.row.role, 84, "quiet", can_hide=True),
        Column("Organisation", lambda line: line.row.organisation),
        Column("State", _state, 142, pill=_pill),
        Column("Asked", lambda line: _asked(line.row), 104, "quiet", can_hide=True),
        Column("Place", lambda line: ", ".join(line.row.places), 104, "quiet", can_hide=True),
    ]


def facts(row: ContactRow) -> list[tuple[str, str]]:
    """What is known of one contact beyond name, role and how to reach them."""
    return [
        ("Confirmed", uk_date(row.confirmed_on) if row.confirmed_on else "never"),
        ("Mail", f"came back on {uk_date(row.bounced_on)}" if row.bounced_on else ""),
        ("Term", _term(row)),
        ("Best way", row.preferred),
        ("Letters", _letters(row)),
        ("Kept as", row.lawful_basis or "no lawful basis on record"),
    ]


def reach(row: ContactRow) -> str:
    """Number and address, side by side."""
    return " · ".join(filter(None, (row.phone, row.email)))


def named(row: ContactRow) -> str:
    """Somebody in a list to choose from: Ann Ames, clerk."""
    if not row.id:
        return row.organisation
    return f"{row.name}, {row.role}" if row.name and row.role else row.shown


def log_lines(log: Iterable[ContactEntryRow], *, with_struck: bool) -> list[tuple[str, str]]:
    """The log, newest first: when, and what was said; struck lines only on request."""
    return [
        (plain_date(entry.happened_on), _said(entry))
        for entry in log
        if with_struck or entry.struck_at is None
    ]


def keep_looks(workspace: Workspace, log: Sequence[ContactEntryRow]) -> None:
    """Keep that what was said about sensitive taskings came to the screen."""
    seen = {entry.tasking_id for entry in log if entry.is_sensitive and entry.text}
    workspace.at_desk.looked(sorted(seen), "contact log")


def _state(line: ContactLine) -> str:
    return state(line.row)[0] if line.row.id else ""


def _pill(line: ContactLine) -> PillState | None:
    return state(line.row) if line.row.id else None


def _who_role(line: ContactLine) -> str:
    return "text" if line.row.id else "quiet"


def _asked(row: ContactRow) -> str:
    return plain_date(row.confirmed_on) if row.confirmed_on else ""


def _term(row: ContactRow) -> str:
    begins = f"from {plain_date(row.term_from)}" if row.term_from else ""
    ends = f"to {plain_date(row.term_ends_on)}" if row.term_ends_on else ""
    return f"{begins} {ends}".strip()


def _letters(row: ContactRow) -> str:
    if row.objected_on:
        return f"does not want any, since {uk_date(row.objected_on)}"
    return f"“{greeting(row)}”"


def _said(entry: ContactEntryRow) -> str:
    if entry.struck_at is None:
        return entry.words()
    return f"Struck by {entry.struck_by}: {entry.struck_reason}\n({entry.words()})"
