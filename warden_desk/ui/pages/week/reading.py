"""What the week page shows, read from the desk: the weeks, parishes and months of its teams."""

from functools import partial

from warden_desk.domain.changes import Change
from warden_desk.domain.dates import Week
from warden_desk.domain.month_rows import MonthGrid
from warden_desk.domain.months import Month
from warden_desk.domain.people import TeamRow
from warden_desk.domain.week_rows import FindingRow, ParishGrid, WeekGrid
from warden_desk.services import teams
from warden_desk.services.week import week_months
from warden_desk.services.week.kept_weeks import KeptWeek
from warden_desk.ui.workspace import Workspace

TABLES = (
    *("shift", "stop", "event", "absence", "shift_code", "setting", "tasking", "tasking_entry"),
    *("person", "person_status", "team", "team_member", "team_district", "parish_assignment"),
    *("area", "tasking_assignment", "availability", "availability_day", "event_person"),
    *("sheet_reason", "risk_marker", "funding_agreement", "credential", "power"),
    *("volunteer_agreement", "deployment_sheet"),
)
"""A change of any of these may be seen on the page."""


class Reading:
    """Of the teams wanted; without any, of the team of the window, or of the first."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.wanted: list[str] = []
        self.teams: list[TeamRow] = []
        """All there are."""
        self.grids: list[WeekGrid] = []
        self._teams_of: Week | None = None
        """In which week `teams` are as they were read."""
        self._kept: list[KeptWeek] = []
        workspace.changed.connect(self._follow)

    @property
    def team_ids(self) -> list[str]:
        """The teams that are shown."""
        return [grid.team_id for grid in self.grids]

    @property
    def names(self) -> str:
        """`Ashford & Swale · Dover and 2 more`."""
        more = len(self.grids) - 2
        shown = " · ".join(grid.team for grid in self.grids[:2])
        return f"{shown} and {more} more" if more > 0 else shown

    def read_week(self, week: Week) -> None:
        """Read people × days."""
        if self._teams_of != week:
            self.teams = self._workspace.read(teams.rows, week.monday)
            self._teams_of = week
        wanted = self.wanted or [self._workspace.team_id or next((t.id for t in self.teams), "")]
        shown = [team.id for team in self.teams if team.id in wanted]
        known = {(kept.team_id, kept.week): kept for kept in self._kept}
        self._kept = [known.get((team, week)) or KeptWeek(team, week) for team in shown]
        self.grids = [self._grid(kept) for kept in self._kept]

    def parishes(self) -> tuple[list[ParishGrid], list[FindingRow]]:
        """Who comes where in the week that was read, and everything that is to be settled.

        From then on the grids are marked with what is said of several people.
        """
        weeks = [self._workspace.read(kept.settled) for kept in self._kept]
        self.grids = [week.grid for week in weeks]
        return [week.parishes for week in weeks], [row for week in weeks for row in week.findings]

    def months(self, month: Month) -> list[MonthGrid]:
        """The month of the same teams."""
        read = partial(self._workspace.read, week_months.month_grid)
        return [read(team, month) for team in self.team_ids]

    def _grid(self, kept: KeptWeek) -> WeekGrid:
        """With all marks where they are to be had at once; else they come with the parishes."""
        if kept.is_settled:
            return self._workspace.read(kept.settled).grid
        return self._workspace.read(kept.people)

    def _follow(self, change: Change) -> None:
        if not change.tables <= {"shift", "stop"}:
            self._teams_of = None
        for kept in self._kept:
            kept.follow(change)
