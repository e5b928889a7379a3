"""A place where too much happens, and what is done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warden_desk.domain.dates import plain_date
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.months import Month
from warden_desk.domain.places import parse_grid_reference

USUAL_RADIUS_M = 250
SMALLEST_RADIUS_M, LARGEST_RADIUS_M = 50, 5000
WHOLE_PARISH = 0
"""A radius that means all of the parish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSpotDraft:
    """A hot-spot as typed in. Without a place, or with no radius, it is all of the parish.

    `grid` is the place as typed, a grid reference; it counts before `easting` and `northing`.
    """

    name: str = ""
    area_id: str | None = None
    easting: int | None = None
    northing: int | None = None
    grid: str = ""
    radius_m: int = USUAL_RADIUS_M
    kinds: tuple[str, ...] = ()
    before_from: Month | None = None
    before_to: Month | None = None
    acts_from: date | None = None
    acts_to: date | None = None
    wanted: str = ""

    def check(self) -> tuple[str, Month, Month, date]:
        """The parish, the months before and the first day, if all is well.

        Raises:
            Invalid: something is missing, or the periods do not fit.
        """
        first, last = self.before_from, self.before_to
        problems = self._problems()
        try:
            self.point()
        except UserError as refusal:
            problems["grid"] = str(refusal)
        if problems or not (self.area_id and first and last and self.acts_from):
            raise Invalid(problems)
        return self.area_id, first, last, self.acts_from

    def point(self) -> tuple[int, int] | None:
        """The place; None for all of the parish.

        Raises:
            UserError: what is typed is no grid reference.
        """
        if not self.radius_m:
            return None
        if self.grid.strip():
            return parse_grid_reference(self.grid)
        if self.easting is None or self.northing is None:
            return None
        return self.easting, self.northing

    def _problems(self) -> dict[str, str]:
        low, high = SMALLEST_RADIUS_M, LARGEST_RADIUS_M
        first, last = self.before_from, self.before_to
        ends_early = self.acts_from and self.acts_to and self.acts_to < self.acts_from
        wrong = {
            "name": (not self.name.strip(), "Give it a name, as in “High Street, Lenham”."),
            "area_id": (not self.area_id, "Choose the parish."),
            "acts_from": (self.acts_from is None, "Choose the first day of the patrols."),
            "acts_to": (bool(ends_early), "The last day is before the first."),
            "radius_m": (
                bool(self.radius_m) and not low <= self.radius_m <= high,
                f"Give {low} to {high} metres, or 0 for all of the parish.",
            ),
            "before_from": (first is None or last is None, "Choose the months to compare with."),
            "before_to": (
                bool(first and last and last < first),
                "The last month is before the first.",
            ),
        }
        return {name: said for name, (is_wrong, said) in wrong.items() if is_wrong}


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSpotRow:
    """A hot-spot as lists show it."""

    id: str
    name: str
    area_id: str
    area: str
    district: str
    easting: int | None
    northing: int | None
    radius_m: int
    kinds: tuple[str, ...]
    before_from: Month
    before_to: Month
    acts_from: date
    acts_to: date | None
    wanted: str
    patrols: int = 0

    @property
    def is_whole_parish(self) -> bool:
        return self.easting is None or self.northing is None or not self.radius_m

    @property
    def place(self) -> str:
        """`250 m around a point in Lenham`, or the parish."""
        if self.is_whole_parish:
            return f"All of {self.area}"
        return f"{self.radius_m:,} m around a point in {self.area}"

    @property
    def period(self) -> str:
        """`from 2 Mar 2026 to 29 May 2026`."""
        until = f" to {plain_date(self.acts_to)}" if self.acts_to else ""
        return f"from {plain_date(self.acts_from)}{until}"

    def state(self, on: date) -> str:
        """Whether it is still to come, goes on, or has ended."""
        if on < self.acts_from:
            return "Planned"
        return "Ended" if self.acts_to is not None and on > self.acts_to else "Running"

    @property
    def about(self) -> str:
        """The kinds of incidents it is about."""
        return ", ".join(self.kinds) if self.kinds else "All kinds of incidents"

    def months_after(self, known: Sequence[Month]) -> tuple[Month, ...]:
        """The whole months since the patrols began that the desk has figures of.

        A month counts from its first day, or not at all: the police tell no days.
        """
        began = Month.of(self.acts_from)
        first = began if self.acts_from.day == 1 else began.plus(1)
        last = None
        if self.acts_to is not None:
            ended = Month.of(self.acts_to)
            is_whole = (self.acts_to + timedelta(days=1)).day == 1
            last = ended if is_whole else ended.plus(-1)
        return tuple(month for month in known if month >= first and (last is None or month <= last))


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolOffer:
    """Somebody whose round could take the hot-spot in. `why` says what speaks for them."""

    person_id: str
    person: str
    on_date: date
    team_id: str
    times: str
    why: str
    is_planned: bool = False
    is_proposed: bool = False

    @property
    def id(self) -> str:
        return f"{self.person_id},{self.on_date.isoformat()}"
