"""Leave that waits for an answer, as lines of the Today page."""

from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.today import Line, Opens, Weight
from warden_desk.services import absences
from warden_desk.services.week import week_people


def to_answer(session: Session, on: date, team_id: str | None) -> list[Line]:
    """What was asked for, of a team or of all, the next to begin first."""
    people = None
    if team_id is not None:
        people = [member.id for member in week_people.members(session, team_id, Week.of(on))]
    return [
        Line(
            "Leave",
            Weight.SOON,
            f"{row.person} asks for {row.code}, {row.span.sentence}",
            "to grant or refuse",
            Opens("week", f"leave/{row.id}"),
        )
        for row in absences.waiting(session, on, people)
    ]
