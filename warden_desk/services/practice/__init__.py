"""A desk full of invented people and work, always the same for the same day."""

import random
import tomllib
from datetime import date, timedelta

from sqlalchemy.orm import Session

from warden_desk.domain.clearance import Role, UserDraft
from warden_desk.paths import resource
from warden_desk.services import users
from warden_desk.services.practice import parishes, people, planning, taskings, weeks

USER = "Practice user"
"""Who sits at a practice desk: cleared, so that all of it can be tried."""

_SEED = 20261123


def fill(session: Session, *, today: date) -> None:
    """Fill a newly founded desk, as if the service had worked with it until `today`."""
    texts = tomllib.loads(resource("practice.toml").read_text("utf-8"))
    dice = random.Random(_SEED)  # the same desk each time is the point
    cleared = today + timedelta(days=1000)
    users.found_first(session, UserDraft(name=USER, cleared_until=cleared, valid_from=today))
    visitor = UserDraft(name="A. Visitor", role=Role.VIEWER, valid_from=today)
    users.add(session, visitor)
    staff = people.add(session, texts, dice, today)
    parishes.add(session, texts, dice, today, staff)
    taskings.add(session, texts, dice, today, staff)
    weeks.add(session, texts, dice, today, staff)
    planning.add(session, texts, dice, today, staff)
