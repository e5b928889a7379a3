"""What an import will write, as plain rows collected while planning, and writing it in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect, update
from sqlalchemy.orm import Session

from warden_desk.storage import many_rows
from warden_desk.storage.tables import Base

Values = dict[str, Any]


@dataclass(slots=True)
class Writes:
    """Rows to add and rows to change (each with its `id`); `needs` names shared writes."""

    inserts: list[tuple[type[Base], Values]] = field(
        default_factory=list[tuple[type[Base], Values]]
    )
    updates: list[tuple[type[Base], Values]] = field(
        default_factory=list[tuple[type[Base], Values]]
    )
    needs: set[str] = field(default_factory=set[str])

    def add(self, table: type[Base], **values: Any) -> None:
        self.inserts.append((table, values))

    def change(self, table: type[Base], key: str, **values: Any) -> None:
        if values:
            self.updates.append((table, {"id": key, **values}))


def write_all(session: Session, writes: Iterable[Writes]) -> None:
    """Write everything, tables before those that refer to them."""
    added: defaultdict[type[Base], list[Values]] = defaultdict(list)
    changed: defaultdict[type[Base], list[Values]] = defaultdict(list)
    for each in writes:
        for table, values in each.inserts:
            added[table].append(values)
        for table, values in each.updates:
            changed[table].append(values)
    for table in Base.metadata.sorted_tables:
        for entity, rows in added.items():
            if inspect(entity).local_table is table:
                many_rows.add(session, entity, rows)
    for entity, rows in changed.items():
        session.execute(update(entity), rows)
