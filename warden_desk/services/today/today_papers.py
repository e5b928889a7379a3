"""What Today says of papers: weeks that wait for a signature, and sheets that are to be gone."""

from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.papers import Papers, papers
from warden_desk.domain.today import Line, Opens, Weight
from warden_desk.services.papers import print_log, sheet_versions


def to_sign(session: Session, team_id: str | None) -> list[Line]:
    """The weeks that were sent for sign-off, of one team or of all."""
    return [
        Line(
            "To sign",
            Weight.SOON,
            f"Week {row.week.number} of {row.team} waits for sign-off",
            f"sent by {row.sent_by}",
            Opens("issue", f"{row.team_id}/{row.week}"),
        )
        for row in sheet_versions.waiting(session, team_id or "")
    ]


def to_destroy(session: Session, on: date, team_id: str | None) -> list[Line]:
    """One line, if any paper should be gone by now."""
    count = print_log.count(session, Papers.DUE, on, team_id=team_id or "")
    if not count:
        return []
    page = Opens("page", "prints")
    return [Line("Papers", Weight.SOON, f"{papers(count)} to destroy", "Print log", page)]
