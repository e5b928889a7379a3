"""What a committed transaction did, and who did it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and when. `at` is aware, in UTC."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ManyRows:
    """Rows of one table to add, or to remove: a statement for each would take seconds.

    A row is removed only if it is still as it stands here.
    """

    table: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]
    adds: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One commit: what the user called it, which tables it touched, and what reverses it.

    Attributes:
        inverse: statements of SQL, and many rows at a time, in the order in which they are done.
        about: for shifts and stops, what each changed row was and is about: its table, and whose
            shift of which day, or which shift.
        needs: the rights that were asked for, so that only who has them takes it back.
    """

    label: str
    tables: frozenset[str]
    inverse: tuple[str | ManyRows, ...]
    about: frozenset[tuple[str, ...]] = frozenset()
    needs: frozenset[str] = frozenset()

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables changed."""
        return not self.tables.isdisjoint(tables)

    @property
    def size(self) -> int:
        """How many rows it touched."""
        return sum(len(step.rows) if isinstance(step, ManyRows) else 1 for step in self.inverse)
