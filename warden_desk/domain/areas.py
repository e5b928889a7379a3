"""Places of the service: districts, parishes, and the towns that have no parish council."""

from dataclasses import dataclass
from enum import StrEnum


class AreaKind(StrEnum):
    """What sort of area it is."""

    COUNTY = "county"
    DISTRICT = "district"
    PARISH = "parish"
    UNPARISHED = "unparished"
    WARD = "ward"


LOCAL_KINDS = (AreaKind.PARISH, AreaKind.UNPARISHED)
"""The areas a warden is designated for."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area as it was called on the day asked for."""

    id: str
    gss_code: str
    kind: AreaKind
    name: str
    district_id: str | None
    district: str
    short_code: str = ""

    @property
    def is_unparished(self) -> bool:
        """Whether no parish council exists here."""
        return self.kind == AreaKind.UNPARISHED


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One entry of a list that people may edit, such as the outcomes."""

    code: str
    label: str
