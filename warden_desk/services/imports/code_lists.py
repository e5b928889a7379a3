"""A list people may edit, as an import reads its entries."""

from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session

from warden_desk.domain.names import plain_name
from warden_desk.services import codes

_SURE = 90


@dataclass(slots=True)
class CodeList:
    """Codes by the plain form of their code and label, and where a score begins."""

    by_name: dict[str, str]
    score_from: dict[str, int] = field(default_factory=dict[str, int])
    meanings: tuple[tuple[str, str], ...] = ()
    """Each code, and how it is said that a word means it; in the order of the list."""
    _answers: dict[str, str | None] = field(default_factory=dict[str, str | None])

    def code(self, written: str) -> str | None:
        """The code an entry means: by its code or label, or nearly."""
        if written not in self._answers:  # lists repeat their words
            self._answers[written] = self._code(plain_name(written))
        return self._answers[written]

    def of_score(self, score: int) -> str:
        """The entry whose band a score falls in; empty if there are no bands."""
        fitting = [(least, code) for code, least in self.score_from.items() if score >= least]
        return max(fitting)[1] if fitting else ""

    def _code(self, plain: str) -> str | None:
        if plain in self.by_name or not plain:
            return self.by_name.get(plain)
        near = process.extractOne(plain, self.by_name.keys(), scorer=fuzz.ratio, score_cutoff=_SURE)
        return None if near is None else self.by_name[near[0]]


def load(session: Session, list_name: str, on: date) -> CodeList:
    """The entries of a list as they stand on a day."""
    by_name: dict[str, str] = {}
    entries = codes.entries(session, list_name, on)
    for entry in entries:
        by_name |= {plain_name(entry.code): entry.code, plain_name(entry.label): entry.code}
    bands = {
        code: int(data["score_from"])
        for code, data in codes.data(session, list_name, on).items()
        if "score_from" in data
    }
    meanings = tuple((entry.code, f"is {entry.label}") for entry in entries)
    return CodeList(by_name, bands, meanings)
