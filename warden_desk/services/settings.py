"""Reading and changing the desk's settings."""

import json

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from warden_desk.domain.settings import Settings
from warden_desk.storage.tables import Setting


def load(session: Session) -> Settings:
    """The settings as they stand."""
    rows = session.execute(select(Setting.key, Setting.value)).all()
    return Settings.from_dict({key: json.loads(value) for key, value in rows})


def save(session: Session, settings: Settings) -> None:
    """Keep these settings; a value put back to its default is not kept."""
    changes = settings.changes()
    session.execute(delete(Setting).where(Setting.key.not_in(changes)))
    for key, value in changes.items():
        session.merge(Setting(key=key, value=json.dumps(value)))
