"""What the rules must know of a person beside their shifts."""

from dataclasses import dataclass
from datetime import date

from warden_desk.domain.people import CredentialRow, PersonKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A person as the rules see one.

    Attributes:
        adult_on: the eighteenth birthday of somebody under age; no other is known.
        minutes_a_month: what a volunteer agreed to; None where nothing is said.
        powers: code and period of each power held.
    """

    id: str = ""
    name: str = ""
    kind: PersonKind = PersonKind.WARDEN
    adult_on: date | None = None
    opted_out_on: date | None = None
    contract_minutes: int | None = None
    started_on: date | None = None
    minutes_a_month: int | None = None
    no_lone_work: bool = False
    withdrawn_on: date | None = None
    credentials: tuple[CredentialRow, ...] = ()
    powers: tuple[tuple[str, date, date | None], ...] = ()

    @property
    def is_volunteer(self) -> bool:
        """Whether the time is given, not owed."""
        return self.kind.is_volunteer

    def is_under_age(self, day: date) -> bool:
        """Whether they are under eighteen on this day."""
        return self.adult_on is not None and day < self.adult_on

    def has_opted_out(self, day: date) -> bool:
        """Whether the weekly average does not bind them on this day."""
        return self.opted_out_on is not None and self.opted_out_on <= day

    def holds_power(self, code: str, day: date) -> bool:
        """Whether they hold a statutory power on this day."""
        return any(
            held == code and first <= day and (end is None or day < end)
            for held, first, end in self.powers
        )


ANYBODY = Worker()
"""Of whom nothing is known but the shifts."""
