"""The commands of the window. Pages bring their own (see `Page.commands`)."""

from collections.abc import Iterator
from functools import partial
from typing import Protocol

from PySide6.QtGui import QKeySequence

from warden_desk.domain.rights import Right
from warden_desk.ui.actions import Command
from warden_desk.ui.page_table import PAGES, RAIL
from warden_desk.ui.theme import ThemeChoice


class Window(Protocol):
    """What the commands do, by name."""

    def open_palette(self) -> object: ...
    def focus_search(self) -> object: ...
    def show_keys(self) -> object: ...
    def undo(self) -> object: ...
    def redo(self) -> object: ...
    def go_to(self, key: str) -> object: ...
    def step_text(self, direction: int) -> object: ...
    def set_theme(self, choice: ThemeChoice) -> object: ...
    def share_screen(self) -> object: ...
    def choose_user(self) -> object: ...
    def back_up(self) -> object: ...
    def close(self) -> object: ...


def window_commands(window: Window) -> tuple[Command, ...]:
    """What can be done on every page."""
    return (
        Command("palette", "Search or type a command", window.open_palette, "Ctrl+K"),
        Command("search", "Search this page", window.focus_search, "/"),
        Command("keys", "Show all keys", window.show_keys, "?"),
        Command("undo", "Undo", window.undo, QKeySequence.StandardKey.Undo, needs=Right.RECORD),
        Command("redo", "Redo", window.redo, "Ctrl+Y", needs=Right.RECORD),
        Command(
            "share_screen",
            "Others can see this screen: hide what is sensitive, or show it again",
            window.share_screen,
            "Ctrl+Shift+H",
        ),
        Command("choose_user", "At the desk: choose who sits here", window.choose_user),
        Command("back_up", "Back up now", window.back_up),
        Command("quit", "Close Warden Desk", window.close, "Ctrl+Q"),
        *_pages(window),
        Command("text_larger", "Larger text", partial(window.step_text, 1), "+", group="Look"),
        Command("text_smaller", "Smaller text", partial(window.step_text, -1), "-", group="Look"),
        *_themes(window),
    )


def _pages(window: Window) -> Iterator[Command]:
    keys = {page.key: f"Ctrl+{number}" for number, page in enumerate(RAIL, start=1)}
    for page in PAGES:
        run = partial(window.go_to, page.key)
        key = keys.get(page.key)
        yield Command(f"go_{page.key}", f"Go to {page.title}", run, key, group="Pages")


def _themes(window: Window) -> Iterator[Command]:
    for choice, text in (
        (ThemeChoice.LIGHT, "light"),
        (ThemeChoice.DARK, "dark"),
        (ThemeChoice.SYSTEM, "as the system"),
    ):
        run = partial(window.set_theme, choice)
        yield Command(f"theme_{choice}", f"Theme: {text}", run, group="Look")
