"""A desk full of invented people and work, always the same for the same day."""

import random
import tomllib
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.paths import resource
from warden_desk.services.practice import parishes, people, planning, taskings, weeks

_SEED = 20261123


def fill(session: Session, *, today: date) -> None:
    """Fill a newly founded desk, as if the service had worked with it until `today`."""
    texts = tomllib.loads(resource("practice.toml").read_text("utf-8"))
    dice = random.Random(_SEED)  # the same desk each time is the point
    staff = people.add(session, texts, dice, today)
    parishes.add(session, texts, dice, today, staff)
    taskings.add(session, texts, dice, today, staff)
    weeks.add(session, texts, dice, today, staff)
    planning.add(session, texts, dice, today, staff)
