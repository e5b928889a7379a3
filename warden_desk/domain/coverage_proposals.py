"""Who shall look after which parishes: as typed in, and what it would mean for everybody."""

from dataclasses import dataclass
from datetime import date

from warden_desk.domain.errors import Invalid
from warden_desk.domain.people import AssignmentRole

LONGEST_RHYTHM = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverDraft:
    """Parishes given to somebody from a day. A new primary follows the former one.

    With 0 days between visits, they go on as often as they were agreed on before.
    """

    area_ids: tuple[str, ...] = ()
    person_id: str | None = None
    role: AssignmentRole = AssignmentRole.PRIMARY
    from_day: date | None = None
    visit_every_days: int = 0
    note: str = ""

    def check(self) -> tuple[str, date]:
        """Who it is and from when, if all is well.

        Raises:
            Invalid: by field, what is missing.
        """
        problems: dict[str, str] = {}
        if not self.area_ids:
            problems["area_ids"] = "Choose one or more parishes."
        if self.person_id is None:
            problems["person_id"] = "Choose who shall look after them."
        if self.from_day is None:
            problems["from_day"] = "Give the first day."
        if not 0 <= self.visit_every_days <= LONGEST_RHYTHM:
            problems["visit_every_days"] = f"Give at most {LONGEST_RHYTHM} days."
        if problems or self.person_id is None or self.from_day is None:
            raise Invalid(problems)
        return self.person_id, self.from_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What somebody looks after as primary.

    `visits_a_week` are those agreed on; `kilometres` there and back again to all of them once in
    their rhythm, a week, as the crow flies from the base, or None if no base is known.
    """

    parishes: int = 0
    visits_a_week: float = 0
    minutes_a_week: int = 0
    kilometres: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChange:
    """One person's load before and after. `contract_minutes` is None for volunteers."""

    person_id: str
    name: str
    before: Load
    after: Load
    contract_minutes: int | None
    open_taskings: int

    @property
    def is_too_much(self) -> bool:
        """Whether visits alone would take more than the contract."""
        owed = self.contract_minutes
        return owed is not None and self.after.minutes_a_week > owed


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverPreview:
    """What a hand-over would mean: who gains, who loses, and what to mind."""

    parishes: tuple[str, ...]
    loads: tuple[LoadChange, ...]
    warnings: tuple[str, ...]
