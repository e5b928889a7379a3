"""A council and the parishes it serves: one, or the several of a joint council."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.dates import Week
from warden_desk.domain.ids import new_id
from warden_desk.services.imports.writes import Writes
from warden_desk.storage.tables import OrganisationArea

T = TypeVar("T")


def council_name(areas: Sequence[AreaRow], written: str) -> str:
    """The register's name, not the sender's "PC": it is what letters are headed with."""
    kind = "Town Council" if "town council" in written.casefold() else "Parish Council"
    return f"{names_of(areas)} {kind}"


def names_of(areas: Sequence[AreaRow]) -> str:
    """Brabourne and Smeeth."""
    return " and ".join(area.name for area in areas)


def joint_words(areas: Sequence[AreaRow]) -> str:
    """What is said of a council whose name puts several parishes together."""
    return f"It is the joint council of {names_of(areas)} ({areas[0].district})."


def too_many(areas: Sequence[AreaRow]) -> str:
    """Why a joint council is no matter of course where its parishes have councils of their own."""
    return (
        f"{names_of(areas)} have a council each on the desk. Say whose this is, or put one of "
        "them aside first."
    )


def of_areas(councils: Mapping[str, T], areas: Sequence[AreaRow]) -> list[T]:
    """The councils on the desk that serve any of these areas, each once."""
    found: list[T] = []
    for area in areas:
        council = councils.get(area.id)
        if council is not None and council not in found:
            found.append(council)
    return found


def serve(writes: Writes, organisation_id: str, areas: Sequence[AreaRow], today: date) -> None:
    """Have an organisation serve these areas from this week on."""
    for area in areas:
        writes.add(
            OrganisationArea,
            id=new_id(),
            organisation_id=organisation_id,
            area_id=area.id,
            valid_from=Week.of(today).monday,
            valid_to=None,
        )
