"""How old files become new ones: Alembic's numbered steps, all of them in one transaction.

A verified copy is made first. SQLite takes changes of the schema into the transaction as long as
somebody begins one, which `database.engine` does; so a crash leaves the old file or the new one.
"""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from warden_desk.domain.errors import UserError

_HERE = Path(__file__).parent


class TooNew(UserError):
    """The file was written by a later version of the program."""


def upgrade(engine: Engine, back_up: Callable[[], object]) -> None:
    """Bring the file up to this program's schema, or leave it untouched.

    Args:
        back_up: called before an old file is changed (not for a new, empty one).

    Raises:
        TooNew: the file knows steps that this program does not.
    """
    steps = ScriptDirectory(str(_HERE))
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == steps.get_current_head():
        return
    if current is not None:
        if current not in {step.revision for step in steps.walk_revisions()}:
            raise TooNew(
                "This desk was last opened by a newer Warden Desk. Update the program on this "
                "computer, then open it again. Nothing was changed."
            )
        back_up()
    with engine.begin() as connection:
        command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.attributes["connection"] = connection
    return config
