"""Reading and changing the desk's settings."""

import json
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from warden_desk.domain.rights import Right
from warden_desk.domain.settings import Settings
from warden_desk.services import rights
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
    """Keep these settings; a value put back to its default is not kept.

    Raises:
        NotAllowed: more is changed than who sits here, by somebody who may not.
    """
    if replace(load(session), user_name=settings.user_name) != settings:
        rights.need(session, Right.SETTINGS)
    session.info.pop(_LOADED, None)
    changes = settings.changes()
    session.execute(delete(Setting).where(Setting.key.not_in(changes)))
    for key, value in changes.items():
        session.merge(Setting(key=key, value=json.dumps(value)))
