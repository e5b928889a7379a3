"""Beside the check list: how the week stands, its versions, what changed, what else waits."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from warden_desk.domain.sheet_versions import Approval, IssueView, VersionRow
from warden_desk.domain.sheets import SheetStatus
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, column, label
from warden_desk.ui.widgets.line_list import Entry, LineList


class Side(QWidget):
    """Lists, and a line above them that says what is to be done next."""

    def __init__(
        self, open_version: Callable[[str], object], open_week: Callable[[VersionRow], object]
    ) -> None:
        super().__init__()
        self._open_version, self._open_week = open_version, open_week
        self.next = label("", "strong", wrap=True)
        self.next.setObjectName("next_step")
        self._chosen = label("", "quiet", wrap=True)
        self._chosen.setObjectName("chosen_finding")
        self.since_sent = LineList(
            "Changed since it was sent", "", "Nothing: it is as it was sent."
        )
        self.versions = LineList("Versions", "Enter opens it", "Nothing was issued yet.")
        self.changes = LineList("Changed since", "", "")
        self.waiting = LineList("Waiting for sign-off", "all teams", "No week waits.")
        for name in ("versions", "changes", "since_sent", "waiting"):
            getattr(self, name).setObjectName(name)
        said = Card(column(self.next, self._chosen))
        self.tell_chosen("")
        box = column(said, self.since_sent, self.changes, self.versions, self.waiting, gap=12)
        for at in (1, 2, 3, 4):
            box.setStretch(at, 1)
        self.setLayout(box)

    def tell_chosen(self, text: str) -> None:
        """Say in full what the table may have had to cut."""
        self._chosen.setText(text)
        self._chosen.setVisible(bool(text))

    def show_view(self, view: IssueView, said: Callable[[VersionRow], str]) -> None:
        """Show how a week stands; `said` tells who did what last, and when."""
        self.next.setText(next_step(view))
        issued = view.standing.issued
        self.changes.setVisible(issued is not None)
        if issued is not None:
            self.changes.set_words(
                f"Changed since {issued.short}", f"Nothing has changed since {issued.short}."
            )
        show = partial(self._open_version, issued.id if issued else "")
        self.changes.show_entries(
            [Entry(f"{each.what}: {each.words}", each.when, show) for each in view.changes]
        )
        sent = view.standing.waiting
        is_sent = sent is not None and sent.is_waiting
        self.since_sent.setVisible(is_sent)
        now = partial(self._open_version, sent.id if sent else "")
        self.since_sent.show_entries(
            [Entry(f"{each.what}: {each.words}", each.when, now) for each in view.since_sent]
        )
        self.versions.show_entries([self._version(row, said(row)) for row in view.versions])
        self.waiting.show_entries(
            [
                Entry(
                    f"Week {row.week.number} · {row.team}",
                    f"{row.short}, sent by {row.sent_by}",
                    partial(self._open_week, row),
                    "Sign-off",
                    Tone.AMBER,
                )
                for row in view.waiting
            ]
        )

    def _version(self, row: VersionRow, said: str) -> Entry:
        word, tone = _state(row)
        return Entry(said, "", partial(self._open_version, row.id), f"{row.short} {word}", tone)


def _state(row: VersionRow) -> tuple[str, Tone]:
    if row.status is SheetStatus.ISSUED:
        return "issued", Tone.GREEN
    if row.status is SheetStatus.SUPERSEDED:
        return "superseded", Tone.NEUTRAL
    return ("waiting", Tone.AMBER) if row.is_waiting else ("sent back", Tone.RED)


def next_step(view: IssueView) -> str:
    """What is to be done, in one sentence."""
    checks, standing = view.checks, view.standing
    if standing.is_current:
        return "What is planned is what was issued. There is nothing to sign."
    if checks.stops:
        return "Put right what stops it: no reason sets a stop aside."
    if standing.waiting is not None and standing.waiting.approval is Approval.RETURNED:
        back = standing.waiting
        return f"{back.answered_by} sent it back: {back.answer}"
    if checks.open:
        count = len(checks.open)
        what = "1 warning needs" if count == 1 else f"{count} warnings need"
        return f"{what} a reason before it is signed. R gives one to what is chosen."
    if standing.waiting is not None:
        changed = " It was changed since: look below." if view.since_sent else ""
        return f"{standing.waiting.sent_by} has sent it. It waits for a supervisor.{changed}"
    return "Everything is settled: send it for sign-off."
