"""Looking a week over, having it signed, and issuing it; and every version there was."""

from collections.abc import Sequence
from functools import partial

from warden_desk.domain.dates import Week
from warden_desk.domain.desk_clock import moment
from warden_desk.domain.rights import Right
from warden_desk.domain.sheet_versions import IssueView, VersionRow
from warden_desk.domain.sheets import SheetStatus
from warden_desk.services import teams
from warden_desk.services.papers import issue_views
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.issuing.check_table import CheckRow, check_table, rows_of
from warden_desk.ui.pages.issuing.paper import VersionPaper
from warden_desk.ui.pages.issuing.side import Side
from warden_desk.ui.pages.issuing.signing import Signing
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, label
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.pill import Pill
from warden_desk.ui.workspace import Workspace


class IssuingPage(SplitPage):
    """One team's week; the others that wait for a supervisor are one step away."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Issue", detail_width=380)
        self._workspace = workspace
        self._team_id, self._week = "", Week.of(workspace.today())
        self._asked = 0
        self._view: IssueView | None = None
        self._rows: dict[str, CheckRow] = {}
        self.pill = Pill("Draft", Tone.BLUE, "✎")
        self.table = check_table()
        self.side = Side(self.open_version, self._open_other)
        self.paper = VersionPaper(workspace)
        self._signing = Signing(self, workspace)
        self._build()
        self.follow(workspace.changed)  # whatever changes may stand on the sheet

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Issue")
        return (
            one("issue_reason", "Give a reason", self.give_reason, "R", needs=Right.RECORD),
            one("issue_send", "Send for sign-off", self.send, "S", needs=Right.RECORD),
            one("issue_sign", "Sign off and issue", self.sign_off, "Ctrl+I", needs=Right.SIGN),
            one("issue_back", "Send back", self.send_back, "B", needs=Right.SIGN),
            one("issue_preview", "Look at the sheet", self.preview, "Ctrl+P"),
            one("issue_week", "Back to the week", self.go_to_week, "Alt+Left"),
        )

    def open_item(self, item_id: str) -> None:
        """Show a team's week, written as "TEAM/2026-W48"."""
        team_id, _, week = item_id.rpartition("/")
        self._show_week(team_id, Week.parse(week))

    def read(self) -> None:
        """Look again, in the background; only the last answer asked for is shown."""
        if not self._team_id and not self._choose_team():
            self.set_titles("Issue", "No team yet: import the staff list, it names the teams.")
            return
        self._asked += 1
        team_id, week, today = self._team_id, self._week, self._workspace.today()
        job = self._workspace.start(
            "Look the week over",
            lambda session, _: issue_views.view(session, team_id, week, today=today),
            partial(self._show, self._asked),
        )
        self.progress.follow(job)

    def give_reason(self) -> None:
        """Say why what is chosen may stand: findings, or whole items of the list."""
        chosen = [self._rows[key] for key in self.table.chosen_ids() if key in self._rows]
        found = tuple(dict.fromkeys(each for row in chosen for each in row.open))
        if not found:
            self.tell("Choose a warning that has no reason yet.", Tone.AMBER)
        else:
            self._signing.give_reason(found)

    def send(self) -> None:
        """Ask a supervisor to sign."""
        if self._team_id:
            self._signing.send(self._team_id, self._week)

    def sign_off(self) -> None:
        """Sign, and issue the version."""
        if self._team_id:
            self._signing.sign_off(self._team_id, self._week)

    def send_back(self) -> None:
        """Say what is to be done before it is signed."""
        waiting = self._view.standing.waiting if self._view else None
        if waiting is None or not waiting.is_waiting:
            self.tell("This week does not wait for sign-off.", Tone.AMBER)
        else:
            self._signing.send_back(waiting)

    def preview(self) -> None:
        """Show the sheet as it would be printed now."""
        if self._team_id:
            self.progress.follow(self.paper.show_now(self._team_id, self._week))
            self.show_whole(self.paper)

    def open_version(self, sheet_id: str) -> None:
        """Show an issued version as it was signed; of one that is not, the sheet as it stands."""
        known = {row.id: row for row in self._view.versions} if self._view else {}
        row = known.get(sheet_id)
        if row is None or row.status is SheetStatus.DRAFT:
            self.preview()
            return
        self.progress.follow(self.paper.show_version(row))
        self.show_whole(self.paper)

    def go_to_week(self) -> None:
        self._workspace.open_thing("week", str(self._week))

    def _build(self) -> None:
        for part in (
            self.pill,
            Button("Send back…", self.send_back, key="B", name="send_back"),
            Button("Send for sign-off", self.send, key="S", name="send"),
            Button("Sign off and issue", self.sign_off, rank="primary", name="sign_off"),
        ):
            self.actions_row.addWidget(part)
        for part in (
            Button("Give a reason…", self.give_reason, key="R", name="give_reason"),
            Button("Look at the sheet", self.preview, icon_name="print", name="preview"),
            Button("Back to the week", self.go_to_week, name="to_week"),
        ):
            self.chips_row.addWidget(part)
        self.chips_row.addWidget(label("Shift and Ctrl choose more than one.", "quiet"))
        self.chips_row.addStretch(1)
        self.set_sides(Card(self.table, margins=(0, 4, 0, 4)), self.side)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self.give_reason)
        self.table.chosen.connect(self._tell_chosen)
        self.paper.closed.connect(partial(self.show_whole, None))

    def _show(self, asked: int, view: IssueView) -> None:
        if asked != self._asked:
            return
        self._view = view
        checks, standing = view.checks, view.standing
        self.set_titles(f"Issue week {self._week.number}", f"{self._week.title} · {checks.team}")
        tone = Tone.AMBER if standing.changes or standing.waiting else Tone.BLUE
        self.pill.set_state(standing.words, Tone.GREEN if standing.is_current else tone)
        rows = rows_of(checks)
        self._rows = {row.id: row for row in rows}
        self.table.show_all(rows)
        self.side.show_view(view, self._told)

    def _tell_chosen(self, key: str) -> None:
        row = self._rows.get(key)
        self.side.tell_chosen("" if row is None else row.whole)

    def _told(self, row: VersionRow) -> str:
        settings = self._workspace.settings
        if row.issued_at is not None:
            return f"{row.issued_by}, {moment(row.issued_at, settings)}"
        if row.answered_at is not None:
            return f"{row.answered_by}: {row.answer}"
        sent = moment(row.sent_at, settings) if row.sent_at else ""
        return f"sent by {row.sent_by}, {sent}"

    def _choose_team(self) -> bool:
        found = self._workspace.read(teams.rows, self._week.monday)
        self._team_id = self._workspace.team_id or (found[0].id if found else "")
        return bool(self._team_id)

    def _show_week(self, team_id: str, week: Week) -> None:
        self._team_id, self._week = team_id, week
        self.notice.clear()
        self.show_whole(None)
        self.refresh()

    def _open_other(self, row: VersionRow) -> None:
        self._show_week(row.team_id, row.week)
