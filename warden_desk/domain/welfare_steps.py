"""What to do when somebody out alone does not answer, as a list that is typed: a step a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from warden_desk.domain.errors import Invalid

PLAN_KNOWS = ("buddy", "leader", "out-of-hours")
"""Those whose number the plan or the settings know."""
_RINGS = " = "


@dataclass(frozen=True, slots=True)
class StepDraft:
    """One step: its words, whom the plan knows for it, or a number as it is."""

    label: str
    ring: str = ""
    phone: str = ""

    @property
    def line(self) -> str:
        """As it is typed: "Ask the buddy = buddy"."""
        rung = self.ring or self.phone
        return f"{self.label}{_RINGS}{rung}" if rung else self.label


@dataclass(frozen=True, slots=True)
class StepsDraft:
    """The steps in their order, as lines of text."""

    steps: str = ""

    @classmethod
    def of(cls, steps: Sequence[StepDraft]) -> "StepsDraft":
        """The text of these steps."""
        return cls("\n".join(step.line for step in steps))

    def read(self) -> tuple[StepDraft, ...]:
        """The steps that are written.

        Raises:
            Invalid: no step, one twice, or one that rings neither somebody known nor a number.
        """
        found = tuple(_read(line.strip()) for line in self.steps.splitlines() if line.strip())
        if not found:
            raise Invalid({"steps": "Write at least one step: somebody may need it."})
        labels = [step.label.casefold() for step in found]
        for label in labels:
            if labels.count(label) > 1:
                raise Invalid({"steps": f"“{label}” is there twice."})
        return found


def _read(line: str) -> StepDraft:
    label, parted, rung = line.rpartition(_RINGS)
    if not parted:
        return StepDraft(line)
    whom = rung.strip().casefold()
    if whom in PLAN_KNOWS:
        return StepDraft(label.strip(), ring=whom)
    if whom and all(letter.isdigit() or letter in "+ " for letter in whom):
        return StepDraft(label.strip(), phone=rung.strip())
    known = ", ".join(PLAN_KNOWS)
    raise Invalid({"steps": f"“{rung.strip()}”: after = stands a number or one of {known}."})
