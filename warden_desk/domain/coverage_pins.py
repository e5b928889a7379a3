"""Points that may be laid over the map of areas."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A point with words. `kind` and `id` name the thing that a click opens.

    `tone` is a colour role, `mark` the sign that says the same without colour; `lines` are told
    beside the name, the parish as the last of them. `sort` is what a key calls pins of its look.
    Places are degrees.
    """

    kind: str
    id: str
    lat: float
    lon: float
    name: str
    lines: tuple[str, ...]
    tone: str = "blue"
    mark: str = ""
    sort: str = ""
    is_sensitive: bool = False
