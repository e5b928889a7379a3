"""What a committed transaction did, and who did it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and when. `at` is aware, in UTC."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One commit: what the user called it, which tables it touched, the SQL that reverses it.

    Attributes:
        about: for shifts and stops, what each changed row was and is about: its table, and whose
            shift of which day, or which shift.
        needs: the rights that were asked for, so that only who has them takes it back.
    """

    label: str
    tables: frozenset[str]
    inverse: tuple[str, ...]
    about: frozenset[tuple[str, ...]] = frozenset()
    needs: frozenset[str] = frozenset()

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables changed."""
        return not self.tables.isdisjoint(tables)
