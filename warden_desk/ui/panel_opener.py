"""Opening a side panel on the page, and saving what is typed into it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

Call = tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]]
"""A service, and what it is given besides the session and the act."""


class PanelOpener:
    """One panel at a time. What is typed stays until it is saved or discarded."""

    def __init__(self, page: SplitPage, workspace: Workspace) -> None:
        self._page, self._workspace = page, workspace

    def open(
        self,
        heading: str,
        form: Form[Any],
        verb: str,
        save: Callable[[str], object],
        body: QWidget | None = None,
    ) -> SidePanel | None:
        """Open a form, on its own or in a larger body.

        Args:
            save: saves what is typed, and may refuse (see `saving.attempt`); it closes the panel.

        Returns:
            None if another panel holds typing, which stays.
        """
        panel = SidePanel(heading, body or form, verb, is_dirty=form.is_dirty)
        panel.accepted.connect(lambda: attempt(panel, save, form=form))
        return panel if self._page.open_panel(panel) else None

    def open_writing(
        self,
        heading: str,
        form: Form[Any],
        verb: str,
        undo_label: str,
        call: Callable[[], Call],
    ) -> None:
        """Open a form whose saving is one call of a service.

        Where a rule warns and a reason is given, the service gets it.
        """

        def save(reason: str) -> None:
            service, positional, named = call()
            if reason:
                named = {**named, "reason": reason}
            act = self._workspace.act()
            self._workspace.write(undo_label, partial(service, **named, act=act), *positional)
            self.close()

        self.open(heading, form, verb, save)

    def close(self) -> None:
        """Close the panel that is open, if one is."""
        if panel := self._page.panel():
            panel.close_panel()
