"""What somebody asks to be printed: which papers, for whom, which pages."""

from dataclasses import dataclass

from warden_desk.domain.copies import CopyKind
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRequest:
    """What is to be printed.

    Attributes:
        reader_ids: people, parishes or CSUs; for the other papers teams. Empty for all who have
            something that week, or for the one team.
    """

    kind: CopyKind
    team_id: str
    week: Week
    reader_ids: tuple[str, ...] = ()
    copy_for: str = ""


def parse_pages(typed: str) -> frozenset[int] | None:
    """Read "1-2, 4"; None for all of them.

    Raises:
        UserError: it is no list of pages.
    """
    if not typed.strip():
        return None
    found: set[int] = set()
    for part in typed.replace("–", "-").split(","):
        first, dash, last = (word.strip() for word in part.partition("-"))
        if not (first.isdecimal() and (last.isdecimal() if dash else True)):
            raise UserError(f"“{typed}” names no pages. Write them as 1-2, 4.")
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= 9999:
            raise UserError(f"“{typed}” names no pages. Write them as 1-2, 4.")
        found.update(range(low, high + 1))
    return frozenset(found)
