"""Doing one thing to several taskings: what will happen, said before it does."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from warden_desk.domain.errors import Invalid
from warden_desk.domain.taskings import TaskingDraft

NAMED = 3
"""So many of those that cannot are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class BulkChange:
    """Facts to be set on all; None leaves each as it is."""

    due_on: date | None = None
    urgency: str | None = None
    category: str | None = None
    priority: str | None = None

    def chosen(self) -> dict[str, Any]:
        """Only what shall be set."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def applied(self, draft: TaskingDraft) -> TaskingDraft:
        """The facts of one tasking, changed."""
        changes = self.chosen()
        if "due_on" in changes:
            changes["due_words"] = ""
        return replace(draft, **changes)

    def check(self) -> None:
        """Refuse a change of nothing.

        Raises:
            Invalid: nothing is chosen.
        """
        if not self.chosen():
            raise Invalid({"due_on": "Choose at least one thing to change."})


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What an act on several taskings will do: `can` are keys, `cannot` say why by reference."""

    can: tuple[str, ...]
    cannot: Mapping[str, str]
    unchanged: int = 0
    """They are so already."""
    warnings: tuple[str, ...] = ()

    def words(self, act: str) -> str:
        """In a sentence or two: "Will give 5 taskings to Ben Tilley. 1 cannot. …".

        Args:
            act: with "{}" where the count stands: "give {} to Ben Tilley".
        """
        count = len(self.can)
        what = act.replace("{}", counted(count))
        said = [f"Will {what}." if count else "Nothing will be done."]
        if self.unchanged:
            said.append(f"{self.unchanged} {'is' if self.unchanged == 1 else 'are'} so already.")
        if self.cannot:
            named = [f"{reference}: {why}" for reference, why in self.cannot.items()]
            rest = len(named) - NAMED
            more = f" And {rest} more." if rest > 0 else ""
            said.append(f"{len(named)} cannot. {' '.join(named[:NAMED])}{more}")
        return " ".join(said)

    def done(self, what: str) -> str:
        """Once it is done: "5 taskings changed. 1 could not be. …"; `what` has "{}" for them."""
        said = [f"{what.replace('{}', counted(len(self.can)))}."]
        if self.cannot:
            named = [f"{reference}: {why}" for reference, why in self.cannot.items()]
            said.append(f"{len(named)} could not be. {' '.join(named)}")
        return " ".join(said)


def counted(count: int) -> str:
    """`1 tasking`, `5 taskings`."""
    return "1 tasking" if count == 1 else f"{count} taskings"
