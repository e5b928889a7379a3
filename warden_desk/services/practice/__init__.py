"""A desk full of invented people and work, always the same for the same day."""

import random
import tomllib
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from warden_desk.domain.clearance import Role, UserDraft
from warden_desk.paths import resource
from warden_desk.services import settings
from warden_desk.services.access import users
from warden_desk.services.practice import (
    contacts,
    incidents,
    issued,
    looks,
    parishes,
    people,
    planning,
    rules,
    taskings,
    weeks,
    welfare,
)

USER = "Practice user"
"""Who sits at a practice desk: cleared, so that all of it can be tried."""

_VISITOR = ("A. Visitor", Role.VIEWER, None)

_SEED = 20261123


def fill(session: Session, *, today: date) -> None:
    """Fill a newly founded desk, as if the service had worked with it until `today`."""
    texts = tomllib.loads(resource("practice.toml").read_text("utf-8"))
    dice = random.Random(_SEED)  # the same desk each time is the point
    cleared = today + timedelta(days=1000)
    users.found_first(session, UserDraft(name=USER, cleared_until=cleared, valid_from=today))
    for name, role, until in (("M. Quested", Role.SUPERVISOR, cleared), _VISITOR):
        draft = UserDraft(name=name, role=role, cleared_until=until, valid_from=today)
        users.add(session, draft)
    phones = replace(
        settings.load(session), out_of_hours_phone="01632 960900", service_phone="01632 960901"
    )
    settings.save(session, phones)
    staff = people.add(session, texts, dice, today)
    parishes.add(session, texts, dice, today, staff)
    taskings.add(session, texts, dice, today, staff)
    weeks.add(session, texts, dice, today, staff)
    rules.add(session, today, staff)
    looks.add(session, (USER, "M. Quested"), today)
    planning.add(session, texts, dice, today, staff)
    welfare.add(session, today, staff)
    issued.add(session, today, staff)
    incidents.add(session, dice, today)
    contacts.add(session, texts, today, staff)
