"""Who looked at invented taskings that are sensitive."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import audit
from warden_desk.storage.tables import Tasking

_COUNT = 12


def add(session: Session, names: Sequence[str], today: date) -> None:
    """Some looks at the latest of them, on the days before today."""
    marking = desk_settings.load(session).sensitive_marking
    query = select(Tasking.id).where(Tasking.marking == marking).order_by(Tasking.id.desc())
    looked_at = list(enumerate(session.scalars(query.limit(_COUNT))))
    for at, key in reversed(looked_at):  # the earliest first, as they would have been kept
        day = today - timedelta(days=1 + at // 2)
        moment = datetime.combine(day, time(9 + at % 7, 7 * at % 60), UTC)
        audit.looked(session, [key], "screen", act=Act(names[at % len(names)], moment))
