"""Where the week stands, as a pill beside its title; and the way to the page that issues it."""

from PySide6.QtCore import QTimer

from warden_desk.domain.changes import Change
from warden_desk.domain.dates import Week
from warden_desk.domain.sheet_versions import Standing, VersionRow
from warden_desk.services.papers import issue_views, sheet_versions
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.pill import Pill
from warden_desk.ui.workspace import Workspace

_PAUSE_MS = 400
"""After the last change, until the week is compared with what was issued."""


class StandingPill(Pill):
    """`Draft`, `v2 issued`, `v2 · 3 changes since`.

    Until something is issued, the answer is one small query. Afterwards the whole sheet has to be
    compared, which is done in the background, once nobody types any more.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Draft", Tone.BLUE, "✎")
        self._workspace = workspace
        self._team_id, self._week = "", Week.of(workspace.today())
        self._versions: list[VersionRow] | None = None
        workspace.changed.connect(self._hear)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._later.timeout.connect(self._compare)
        self.setObjectName("standing")

    def follow(self, team_id: str, week: Week) -> None:
        """Say where this team's week stands."""
        is_other = (team_id, week) != (self._team_id, self._week)
        self._team_id, self._week = team_id, week
        if is_other or self._versions is None:
            self._versions = self._workspace.read(sheet_versions.versions, team_id, week)
        found = self._versions
        issued = sheet_versions.issued(found)
        if issued is None:
            self._later.stop()
            waiting = found[0] if found else None
            self._say(Standing(waiting=waiting))
            return
        if is_other:
            self._say(Standing(issued=issued))
        self._later.start()

    def turn_to(self, team_id: str) -> None:
        """Say where another team of the same week stands."""
        if team_id != self._team_id:
            self.follow(team_id, self._week)

    def open_page(self, team_id: str) -> None:
        """Look this team's week over, sign it, issue it."""
        if team_id:
            self._workspace.open_thing("issue", f"{team_id}/{self._week}")

    def _hear(self, change: Change) -> None:
        """Most changes are of cells, and leave the versions as they are."""
        if change.touches("deployment_sheet", "team"):
            self._versions = None

    def _compare(self) -> None:
        team_id, week, today = self._team_id, self._week, self._workspace.today()
        self._workspace.start(
            "Compare the week with what was issued",
            lambda session, _: (
                team_id,
                week,
                issue_views.standing(session, team_id, week, today=today),
            ),
            self._take,
        )

    def _take(self, answer: tuple[str, Week, Standing]) -> None:
        team_id, week, standing = answer
        if (team_id, week) == (self._team_id, self._week):
            self._say(standing)

    def _say(self, standing: Standing) -> None:
        if standing.is_current:
            self.set_state(standing.words, Tone.GREEN)
        elif standing.issued or standing.waiting:
            self.set_state(standing.words, Tone.AMBER)
        else:
            self.set_state(standing.words, Tone.BLUE, "✎")
