"""Reading and changing the desk's settings."""

import json

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from warden_desk.domain.settings import Settings
from warden_desk.storage.tables import Setting

_LOADED = "settings"
"""Where a session keeps what it has loaded: one edit asks for it a dozen times."""


def load(session: Session) -> Settings:
    """The settings as they stand, for this session; `save` is what changes them."""
    loaded: Settings | None = session.info.get(_LOADED)
    if loaded is None:
        rows = session.execute(select(Setting.key, Setting.value)).all()
        loaded = Settings.from_dict({key: json.loads(value) for key, value in rows})
        session.info[_LOADED] = loaded
    return loaded


def save(session: Session, settings: Settings) -> None:
    """Keep these settings; a value put back to its default is not kept."""
    session.info.pop(_LOADED, None)
    changes = settings.changes()
    session.execute(delete(Setting).where(Setting.key.not_in(changes)))
    for key, value in changes.items():
        session.merge(Setting(key=key, value=json.dumps(value)))
