"""Going to a parish, a postcode or a grid reference that is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from warden_desk.domain.degrees import from_place
from warden_desk.services import places
from warden_desk.services.places import FoundPlace, Places
from warden_desk.ui.workspace import Workspace

Fly = Callable[[FoundPlace, tuple[float, float] | None], object]


class Finder(QObject):
    """Reads what it must know when it is first asked, in the background.

    Args:
        fly: goes to what was found; the place is None where only a parish was named.
        refuse: says why nothing was.
    """

    def __init__(
        self, workspace: Workspace, fly: Fly, refuse: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace, self._fly, self._refuse = workspace, fly, refuse
        self._places: Places | None = None

    def forget(self) -> None:
        """Read anew next time: names have changed."""
        self._places = None

    def find(self, typed: str) -> None:
        """Go there, or say why not."""
        if not typed.strip():
            return
        known, day = self._places, self._workspace.today()

        def look(loaded: Places) -> None:
            self._places = loaded
            self._answer(typed)

        if known is not None:
            self._answer(typed)
        else:
            self._workspace.start("Find a place", lambda s, _: places.load(s, day), look)

    def _answer(self, typed: str) -> None:
        assert self._places is not None
        answer = self._places.find(typed)
        if answer.found is None:
            self._refuse(answer.why)
            return
        found = answer.found
        if found.easting is None or found.northing is None:
            self._fly(found, None)
        else:
            self._fly(found, from_place(found.easting, found.northing))
