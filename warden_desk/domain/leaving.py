"""Somebody leaves the service: what ends with their last day, and what is to be handed over."""

from dataclasses import dataclass
from datetime import date, timedelta

from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingDraft:
    """As it is typed in. A successor takes over the parishes, and the taskings at once."""

    last_day: date | None = None
    successor_id: str | None = None
    note: str = ""

    def check(self, person_id: str) -> date:
        """The first day on which they are gone.

        Raises:
            Invalid: no day is said, or they would succeed themselves.
        """
        if self.last_day is None:
            raise Invalid({"last_day": "Say their last day."})
        if self.successor_id == person_id:
            raise Invalid({"successor_id": "Choose somebody else."})
        return self.last_day + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What somebody's leaving means. `taskings` are references of what they have in hand.

    Attributes:
        shifts: planned after the last day; they are planned no more.
        counted_on: shifts of others, after that day, that name them as buddy.
        users: what they are called as users of this desk.
    """

    person: str
    last_day: date
    successor: str = ""
    parishes: tuple[str, ...] = ()
    taskings: tuple[str, ...] = ()
    shifts: int = 0
    teams: tuple[str, ...] = ()
    counted_on: int = 0
    users: tuple[str, ...] = ()
    has_card: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in words, what has to be done by hand last."""
        heir = self.successor
        has = f"{heir} has {{}} from now on." if heir else "Hand over by hand: {}."
        said = (
            (True, f"Leaves after {uk_date(self.last_day)}."),
            (self.parishes, f"{heir or 'Nobody'} looks after {_listed(self.parishes)} then."),
            (self.taskings, has.format(_listed(self.taskings))),
            (self.shifts, f"{_counted(self.shifts)} after that day will go from the plan."),
            (self.teams, f"No longer in {_listed(self.teams)}."),
            (self.has_card, "Vehicle and emergency contact are removed on leaving."),
            (self.counted_on, f"{_counted(self.counted_on)} alone had them as buddy."),
            (
                self.users,
                (
                    f"May sit at this desk as {_listed(self.users)}: end that under "
                    "“At this desk”. The desk can be given another key there, too."
                ),
            ),
        )
        return tuple(sentence for holds, sentence in said if holds)


def _counted(shifts: int) -> str:
    return f"{shifts} {'shift' if shifts == 1 else 'shifts'}"


def _listed(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
