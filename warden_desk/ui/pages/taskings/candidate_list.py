"""The people who suit a tasking best."""

from collections.abc import Sequence

from warden_desk.domain.tasking_people import Candidate
from warden_desk.ui.widgets.suited_list import Suited, SuitedList


class CandidateList(SuitedList):
    """One line each; who may not have it cannot be taken."""

    def __init__(self, people: Sequence[Candidate]) -> None:
        super().__init__([_suited(person) for person in people])


def _suited(person: Candidate) -> Suited:
    return Suited(
        key=person.person_id,
        name=person.name,
        at_right=person.team,
        reasons=person.reasons,
        warnings=person.warnings,
        stops=person.stops,
    )
