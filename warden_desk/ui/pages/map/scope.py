"""Whose part of the county the page is about: the chosen team's districts, or all of it."""

from collections.abc import Callable
from datetime import date

from warden_desk.services import areas, teams
from warden_desk.ui.workspace import Workspace


class Scope:
    """The team the page is limited to, if it is; `is_whole` says whether it is not."""

    def __init__(self, workspace: Workspace, is_whole: Callable[[], bool]) -> None:
        self._workspace, self._is_whole = workspace, is_whole

    def district_ids(self, on: date) -> list[str] | None:
        """The team's districts on a day; None means the whole county."""
        team = self._team()
        if team is None:
            return None
        return [row.id for row in self._workspace.read(areas.team_districts, team, on)]

    def name(self, on: date) -> str:
        """The team's name on a day, or ""."""
        team = self._team()
        if team is None:
            return ""
        found = self._workspace.read(teams.rows, on)
        return next((row.name for row in found if row.id == team), "")

    def _team(self) -> str | None:
        return None if self._is_whole() else self._workspace.team_id
