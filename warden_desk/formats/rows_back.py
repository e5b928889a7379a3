"""Rows that could not be taken in, as a file their sender can correct and send again."""

from collections.abc import Iterable, Sequence

from warden_desk.formats import text_csv

WHY = "Why it was not taken in"


def as_csv(headings: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> bytes:
    """The rows under their own headings, with a last column that says why."""
    filled = ((*cells, *[""] * (len(headings) - len(cells)), why) for cells, why in rows)
    return text_csv.render((*headings, WHY), filled)
