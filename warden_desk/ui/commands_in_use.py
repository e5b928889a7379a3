"""The commands keys reach now: the window's own, and those of the page in front."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from warden_desk.domain.rights import ALL, Rights
from warden_desk.ui import actions, permits
from warden_desk.ui.actions import Command
from warden_desk.ui.widgets.page import Page


class CommandsInUse:
    """As whoever sits at the desk may use them; none has a key before `allow` was called."""

    def __init__(
        self, window: QWidget, own: Sequence[Command], tell: Callable[[str], object]
    ) -> None:
        self._window, self._tell = window, tell
        self._every = tuple(own)
        self._rights, self._has_single_keys = ALL, True
        self._page: Page | None = None
        self.own, self.of_page = self._every, tuple[Command, ...]()
        self._own_actions: dict[str, QAction] = {}
        self._page_actions: dict[str, QAction] = {}

    def listed(self) -> list[Command]:
        """All of them, those of the page first."""
        return [*self.of_page, *self.own]

    def allow(self, rights: Rights) -> None:
        """Somebody sits at the desk, who may do less or more than whoever sat there before."""
        self._rights = rights
        actions.remove(self._window, self._own_actions)
        self.own = permits.permitted(self._every, rights, self._tell)
        self._own_actions = actions.install(self._window, self.own)
        if self._page is not None:
            self.take_page(self._page)

    def take_page(self, page: Page) -> None:
        """Another page is in front: the keys mean its commands, and its buttons what is allowed."""
        self._page = page
        actions.remove(self._window, self._page_actions)
        commands = page.commands()
        page.refuse(permits.refused(commands, self._rights))
        self.of_page = permits.permitted(commands, self._rights, self._tell)
        self._page_actions = actions.install(self._window, self.of_page)
        self.allow_single_keys(allowed=self._has_single_keys)

    def allow_single_keys(self, *, allowed: bool) -> None:
        """Whether bare letters are keys."""
        self._has_single_keys = allowed
        for held, commands in (
            (self._own_actions, self.own),
            (self._page_actions, self.of_page),
        ):
            if held:
                actions.allow_single_keys(held, commands, allowed=allowed)
