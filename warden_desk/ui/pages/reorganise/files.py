"""A plan comes from a file and goes into one; what is not in one is not left by accident."""

from collections.abc import Callable
from dataclasses import dataclass

from warden_desk.domain.reorganisation import Plan
from warden_desk.formats import reorganisation_file
from warden_desk.services.reorganisation import reorganisation_keeping
from warden_desk.ui.pages.reorganise.steps import PlanSteps
from warden_desk.ui.pages.reorganise.words import (
    AskForFile,
    AskWhere,
    ask_for_file,
    ask_where,
    file_name,
)
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.page import SplitPage


@dataclass(frozen=True, slots=True)
class Asks:
    """The windows of the system that ask for a file, and where to put one."""

    file: AskForFile = ask_for_file
    where: AskWhere = ask_where


class PlanFiles:
    """Opening, saving and leaving the plan of the page."""

    def __init__(
        self, page: SplitPage, steps: PlanSteps, asks: Asks, begin: Callable[[Plan | None], object]
    ) -> None:
        self._page, self._steps, self._asks, self._begin = page, steps, asks, begin
        self._was_told = False

    def open(self) -> None:
        """Ask for a file and show its steps; nothing is written."""
        if self.may_leave() and (path := self._asks.file(self._page)) is not None:
            attempt(self._page, lambda _: self._begin(reorganisation_file.read(path)))

    def save(self) -> None:
        """Keep the plan as a file, to be opened again, sent, or carried out by script."""
        if not self._steps:
            self._page.tell("There is no step yet.", Tone.AMBER)
            return
        plan = self._steps.plan
        if (path := self._asks.where(self._page, file_name(plan))) is None:
            return

        def save(_: str) -> None:
            reorganisation_keeping.keep(plan, path)
            self._steps.mark_kept()
            self._page.tell(f"Saved as {path.name}.", Tone.GREEN)

        attempt(self._page, save)

    def begin_anew(self) -> None:
        """Leave this plan for an empty one."""
        if self.may_leave():
            self._begin(None)

    def may_leave(self) -> bool:
        """Whether nothing would be lost; said once, and the second time it is meant."""
        if self._page.has_typing() and not self._was_told:
            self._page.tell(
                "The plan here is not saved. Save it (Ctrl S), or do this again to leave it.",
                Tone.AMBER,
            )
            self._was_told = True
            return False
        self._was_told = False
        return True
