"""One key that takes the cursor from part to part of a page, past all that can be tabbed to."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QWidget

Part = tuple[QWidget, Callable[[], object]]
"""A part, and what puts the cursor into it."""


def go_on(parts: Sequence[Part]) -> None:
    """Put the cursor into the part after the one that has it; into the first from elsewhere."""
    here = QApplication.focusWidget()
    at = -1
    if here is not None:
        inside = [number for number, (part, _) in enumerate(parts) if part.isAncestorOf(here)]
        at = next(iter(inside), -1)
    _, take_cursor = parts[(at + 1) % len(parts)]
    take_cursor()
