"""Things found by name, whatever they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """Something one can open. `kind` is "person", "area", "contact", "tasking" or "team"."""

    kind: str
    id: str
    title: str
    hint: str
