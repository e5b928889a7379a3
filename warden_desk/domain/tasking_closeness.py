"""What speaks for a person beyond the rules: near by, free, there before, skilled."""

from dataclasses import dataclass
from datetime import date

from warden_desk.domain.dates import short_day

FAR_KM = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """How close one person is to one tasking."""

    is_based_here: bool = False
    km: int | None = None
    """From the middle of their base area; None where either place is not known."""
    shift_on: date | None = None
    """Their next shift with time to spare, or simply their next."""
    free_minutes: int = 0
    """Of that shift, without its breaks and planned stops."""
    knows_case: bool = False
    knows_place: bool = False
    skills: tuple[str, ...] = ()
    """What they can that the tasking's words ask for."""

    @property
    def rank(self) -> tuple[int, ...]:
        """Sorts the closest first, where rules and load do not decide."""
        return (
            not self.skills,
            not (self.knows_case or self.knows_place),
            FAR_KM if self.km is None else self.km // 5,
            not self.free_minutes,
        )

    def reasons(self) -> tuple[str, ...]:
        """In words, the weightiest first."""
        found = list(self.skills)
        if self.knows_case:
            found.append("knows the case")
        elif self.knows_place:
            found.append("was there before")
        if self.is_based_here:
            found.append("based here")
        elif self.km is not None:
            found.append(f"{self.km} km away" if self.km else "under 1 km away")
        if self.shift_on is not None:
            found.append(_free(self.shift_on, self.free_minutes))
        return tuple(found)


def _free(day: date, minutes: int) -> str:
    if not minutes:
        return f"no time free on {short_day(day)}"
    hours, rest = divmod(minutes, 60)
    words = " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest else "")))
    return f"{words} free on {short_day(day)}"
