"""Dealing the rows of a grid to pages."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar


class Dealable(Protocol):
    """A row as tall as it is, or the heading of the rows that follow."""

    @property
    def height(self) -> float: ...

    @property
    def is_heading(self) -> bool: ...


R = TypeVar("R", bound=Dealable)


def deal(rows: Sequence[R], room: float, *, first_less: float = 0) -> list[list[R]]:
    """The rows by page; a heading never stands alone at a page's foot.

    Args:
        first_less: what the first page lacks of the room the others have.
    """
    pages: list[list[R]] = [[]]
    left = room - first_less
    for index, row in enumerate(rows):
        needed = row.height
        if row.is_heading and index + 1 < len(rows):
            needed += rows[index + 1].height
        if needed > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= row.height
    return pages


def deal_tall(
    rows: Callable[[float], Sequence[R]], room: float, *, tallest: int, least: int
) -> list[list[R]]:
    """On as few pages as the least height allows, the rows as tall as these pages hold them.

    Args:
        rows: all of them, at a height.
    """
    pages = deal(rows(least), room)
    for height in range(tallest, least, -1):
        if len(taller := deal(rows(height), room)) <= len(pages):
            return taller
    return pages
