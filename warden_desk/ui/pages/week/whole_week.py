"""Planning a whole week at once: like the one before, or by everybody's rotation."""

from collections.abc import Callable

from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.services.week.weeks import CopyDone
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.pages.week.verbs import Verbs
from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.page import Page

Asked = Callable[[], tuple[str, Week]]
"""The team and the week that are meant."""


class WholeWeek:
    """What does not hold any more is left out and named; the findings show the rest."""

    def __init__(self, page: Page, planner: Planner, verbs: Verbs, asked: Asked) -> None:
        self._page, self._planner, self._verbs, self._asked = page, planner, verbs, asked

    def copy_last(self) -> None:
        """Plan the week like the one before."""
        team_id, target = self._asked()
        source = target.previous
        self._plan(
            team_id,
            lambda: self._planner.copy_week(team_id, source, target),
            f"Week {source.number} is empty: there is nothing to copy.",
            f"Copied from week {source.number}",
        )

    def apply_patterns(self) -> None:
        """Plan the week by everybody's own rotation."""
        team_id, week = self._asked()
        self._plan(
            team_id,
            lambda: self._planner.apply_patterns(team_id, week),
            "Nobody here has a rotation yet. Ctrl L copies last week instead.",
            "By the rotations",
        )

    def apply_one(self, person_id: str) -> None:
        """Plan one person's week by their rotation."""
        team_id, week = self._asked()
        self._plan(
            team_id,
            lambda: self._planner.apply_patterns(team_id, week, person_id),
            "There is nothing in that rotation for this week.",
            "By the rotation",
        )

    def _plan(self, team_id: str, plan: Callable[[], CopyDone], nothing: str, what: str) -> None:
        def run(reason: str) -> None:
            del reason  # none is asked for
            done = plan()
            if not (done.copied or done.kept or done.left_out):
                raise UserError(nothing)
            self._verbs.tell_done(done, what)

        if team_id:
            attempt(self._page, run)
