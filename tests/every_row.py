"""All that a desk holds, to be compared before and after."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.storage.database import Database
from warden_desk.storage.tables import Base


def dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""

    def rows(session: Session) -> dict[str, list[tuple[object, ...]]]:
        return {
            table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }

    return database.read(rows)
