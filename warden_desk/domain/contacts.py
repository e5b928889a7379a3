"""People at the organisations we work with: whether what we know of them still holds."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.dates import month_end
from warden_desk.domain.errors import Invalid
from warden_desk.domain.names import is_phone

PARISH_COUNCIL = "parish council"
"""The kind of organisation that a parish's letters go to."""

CLERK, CHAIR = "clerk", "chair"


class Due(StrEnum):
    """Why somebody should ask whether a contact is still the one, what presses most first."""

    BOUNCED = "mail came back"
    TERM_ENDED = "term ended"
    NEVER = "never confirmed"
    OLD = "not confirmed lately"


class Basis(StrEnum):
    """On what somebody's details are kept: UK GDPR, Article 6(1)."""

    PUBLIC_TASK = "public task"
    CONSENT = "consent"
    LEGITIMATE_INTERESTS = "legitimate interests"
    LEGAL_OBLIGATION = "legal obligation"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """Somebody to ring at an organisation; without an `id`, an organisation that names nobody."""

    id: str = ""
    organisation_id: str
    organisation: str
    organisation_kind: str
    places: tuple[str, ...] = ()
    """The areas the organisation serves."""
    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    preferred: str = ""
    salutation: str = ""
    confirmed_on: date | None = None
    term_from: date | None = None
    term_ends_on: date | None = None
    bounced_on: date | None = None
    objected_on: date | None = None
    source: str = ""
    lawful_basis: str = ""
    due: tuple[Due, ...] = ()
    """Why it is to be confirmed; empty while it holds."""

    @property
    def key(self) -> str:
        """What a list knows it by."""
        return self.id or self.organisation_id

    @property
    def pressing(self) -> int:
        """How much it presses to confirm them: the least number first."""
        return list(Due).index(self.due[0]) if self.due else len(Due)

    @property
    def shown(self) -> str:
        """Who it is, where a post is known and its holder is not."""
        return self.name or self.role.capitalize() or "nobody named"


def why_due(
    *,
    confirmed_on: date | None,
    term_ends_on: date | None,
    bounced_on: date | None,
    on: date,
    months: int,
) -> tuple[Due, ...]:
    """Why a contact is to be confirmed on a day; a confirmation answers what was before it."""
    found: list[Due] = []
    if bounced_on is not None:
        found.append(Due.BOUNCED)
    if (
        term_ends_on is not None
        and term_ends_on < on
        and (confirmed_on is None or confirmed_on <= term_ends_on)
    ):
        found.append(Due.TERM_ENDED)
    if confirmed_on is None:
        found.append(Due.NEVER)
    elif confirmed_on < months_before(on, months):
        found.append(Due.OLD)
    return tuple(found)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = month_end(year, month + 1)
    return last.replace(day=min(day.day, last.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft:
    """Somebody at an organisation, as typed in."""

    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    preferred: str = ""
    salutation: str = ""
    term_from: date | None = None
    term_ends_on: date | None = None
    lawful_basis: str = ""
    objected: bool = False
    """Whether they do not want to be written to."""

    def check(self) -> None:
        """Refuse what cannot be used.

        Raises:
            Invalid: neither name nor role, a number or an address that is none, a term that ends
                before it begins.
        """
        problems: dict[str, str] = {}
        if not self.name.strip() and not self.role.strip():
            problems["name"] = "Give the name, or at least the role."
        if self.phone.strip() and not is_phone(self.phone):
            problems["phone"] = "That is no telephone number."
        if self.email.strip() and not is_email(self.email):
            problems["email"] = "That is no e-mail address."
        problems |= term_problems(self.term_from, self.term_ends_on)
        if problems:
            raise Invalid(problems)


def is_email(text: str) -> bool:
    """Whether something could be an address: one sign in the middle, a point after it."""
    name, at, host = text.strip().partition("@")
    return bool(name and at and "." in host.strip(".")) and not any(
        c.isspace() or c in "@,;<>" for c in name + host
    )


def term_problems(begins: date | None, ends: date | None) -> dict[str, str]:
    """What is wrong with a term of office, by field."""
    if begins is not None and ends is not None and ends < begins:
        return {"term_ends_on": "A term ends after it begins."}
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsDraft:
    """A term of office for everybody elected to some councils, as typed in after an election."""

    term_from: date | None = None
    term_ends_on: date | None = None
    roles: str = ""
    """With commas between them."""

    def check(self) -> None:
        """Refuse a term nobody could have.

        Raises:
            Invalid: no last day, no role, or an end before the beginning.
        """
        problems = term_problems(self.term_from, self.term_ends_on)
        if self.term_ends_on is None:
            problems["term_ends_on"] = "Say when the terms end."
        if not self.wanted_roles:
            problems["roles"] = "Say whose terms: chair, councillor."
        if problems:
            raise Invalid(problems)

    @property
    def wanted_roles(self) -> frozenset[str]:
        """The roles in small letters."""
        return frozenset(r for part in self.roles.split(",") if (r := part.strip().casefold()))


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft:
    """An organisation as typed in."""

    name: str = ""
    kind: str = ""
    meets: str = ""
    note: str = ""
    area_ids: tuple[str, ...] = ()

    def check(self) -> None:
        """Refuse one that could not be found again.

        Raises:
            Invalid: no name or no kind.
        """
        problems: dict[str, str] = {}
        if not self.name.strip():
            problems["name"] = "Give its name."
        if not self.kind.strip():
            problems["kind"] = "Say what it is: school, residents' association."
        if problems:
            raise Invalid(problems)
