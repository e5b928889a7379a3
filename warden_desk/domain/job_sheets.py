"""What a job sheet says of one tasking, as it is set on paper. Plain values, all in words."""

from dataclasses import dataclass, replace
from typing import Self

from warden_desk.domain.sheets import Imprint

SHOWN_VISITS = 6
"""Of the visits so far, the latest; how many more there were is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSheetContent:
    """One tasking for somebody to carry along. No subject is named, and no caller.

    What the text seems to say of a person is held back (`services.job_sheets`).
    """

    tasking_id: str
    reference: str
    title: str
    slip: str
    """The number of the slip at the foot, with its check letter."""
    slip_number: int
    due: str
    review: str
    facts: tuple[tuple[str, str], ...]
    """Label and text, in the order people ask for them; nothing empty."""
    measures: tuple[str, ...]
    """Constraints and control measures, each a line."""
    people: tuple[str, ...]
    visits: tuple[tuple[str, str], ...]
    """When, and what was found; the latest first."""
    earlier_visits: int
    outcomes: tuple[str, ...]
    is_sensitive: bool
    imprint: Imprint
    is_hidden: bool = False
    """It says nothing of what it is about: somebody who gets it is not cleared."""

    def held_back(self, due: str) -> Self:
        """The same sheet and slip without what the tasking is about, or any word of its sender."""
        marking = self.imprint.sensitive_marking
        return replace(
            self,
            title=f"Hidden: {marking}",
            due=due,
            facts=(("What", f"{marking}: ask the team leader."),),
            measures=("Ask the team leader before you go.",),
            visits=(("", "Not shown on this sheet."),),
            earlier_visits=0,
            is_hidden=True,
        )
