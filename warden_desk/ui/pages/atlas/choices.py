"""What an atlas shall show: what gets a page, which map, which day, whose part, who is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal

from warden_desk.domain.coverage_modes import PERIODS, USUAL_DAYS, Asked, Mode
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.map_papers import AtlasRequest, MapRequest, Per
from warden_desk.services import people, teams
from warden_desk.services.coverage.coverage_modes import MODES
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.basics import Card, column, label
from warden_desk.ui.widgets.choice_box import ChoiceBox, Option
from warden_desk.ui.widgets.editors import Editor
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.workspace import Workspace

_WIDTH = 304
_HINT = (
    "Nobody is named unless you tick it; then every page with a name is marked as sensitive. "
    "Ctrl P prints, Ctrl S saves, Esc goes back to the map."
)
_PER = {
    Per.DISTRICT: "Each district",
    Per.TEAM: "Each team",
    Per.PARISH: "Each parish",
}
_WHOLE = ""
"""Chosen instead of a team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasWish:
    """What somebody chose. `team` is a key, or "" for the whole county."""

    per: Per = Per.DISTRICT
    team: str | None = _WHOLE
    mode: Mode | None = Mode.COVERAGE
    on: date | None = None
    days_back: int = USUAL_DAYS
    person_id: str | None = None
    with_names: bool = False
    is_tried: bool = True


class AtlasChoices(Card):
    """Says `changed` whenever another atlas is wanted than before."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._teams = ChoiceBox(placeholder="Type to find")
        self._people = ChoiceBox(placeholder="Who might leave?")
        self._proposals: Sequence[HandOverDraft] = ()
        self._wish = AtlasWish(team=workspace.team_id or _WHOLE, on=workspace.today())
        self._offer()
        self.form: Form[AtlasWish] = Form(self._wish, self._rows(), label_width=62)
        hint = label(_HINT, "quiet", wrap=True)
        self.box.addLayout(column(label("A page for", "h2"), self.form, None, hint, gap=10))
        self.setFixedWidth(scaled(_WIDTH))
        self.form.edited.connect(self._follow)
        self._dress()

    def request(self) -> AtlasRequest | None:
        """The atlas wanted now; None while something is missing that it cannot be made without."""
        wish = self._wish
        if wish.mode is None or wish.on is None or wish.team is None:
            return None
        if wish.mode is Mode.VACANCY and wish.person_id is None:
            return None
        found = self._workspace.read(teams.rows, wish.on)
        team = next((row for row in found if row.id == wish.team), None)
        asked = Asked(
            mode=wish.mode,
            on=wish.on,
            days_back=wish.days_back,
            person_id=wish.person_id if wish.mode is Mode.VACANCY else None,
            proposals=tuple(self._proposals) if wish.is_tried else (),
        )
        shown = MapRequest(
            asked=asked,
            district_ids=team.district_ids if team else None,
            scope=team.name if team else "",
            with_names=wish.with_names,
        )
        return AtlasRequest(per=wish.per, shown=shown)

    def show_asked(self, asked: Asked, team_id: str) -> None:
        """Choose what a map shows, of a team's part or, with "", of the whole county.

        What is only tried there stays chosen, plainly marked, until the map shows no more of it.
        """
        self._proposals = asked.proposals
        self._set(
            replace(
                self._wish,
                mode=asked.mode,
                on=asked.on,
                days_back=asked.days_back,
                person_id=asked.person_id,
                team=team_id,
            )
        )

    def show_per(self, per: Per) -> None:
        """Choose what gets a page."""
        self._set(replace(self._wish, per=per))

    def focus_first(self) -> None:
        """Put the cursor where one begins."""
        self.form.editor("per").setFocus()

    def _set(self, wish: AtlasWish) -> None:
        blocked = self.form.blockSignals(True)
        self._offer()
        self.form.set_draft(wish)
        self.form.blockSignals(blocked)
        self._follow()

    def _rows(self) -> Mapping[str, tuple[str, Editor]]:
        return {
            "per": ("For", editors.choice(_PER)),
            "team": ("Of", editors.picking(self._teams)),
            "mode": ("Shows", editors.pick([Option(mode, mode.label) for mode in MODES])),
            "on": ("Day", editors.day(self._workspace.today)),
            "days_back": ("Period", editors.choice(PERIODS)),
            "person_id": ("Person", editors.picking(self._people)),
            "with_names": ("People", editors.yes_no("Name them")),
            "is_tried": ("What if", editors.yes_no("As tried on the map, marked so")),
        }

    def _offer(self) -> None:
        """List the teams and people of the day."""
        on = self._wish.on or self._workspace.today()
        found = self._workspace.read(teams.rows, on)
        self._teams.set_options(
            [Option(_WHOLE, "The whole county"), *(Option(row.id, row.name) for row in found)]
        )
        everybody = self._workspace.read(people.rows, on)
        self._people.set_options([Option(one.id, one.name, one.team) for one in everybody])

    def _follow(self) -> None:
        typed = self.form.draft()
        if self.form.unreadable() or typed == self._wish:
            return
        self._wish = typed
        self._dress()
        if self.request() is not None:
            self.changed.emit()

    def _dress(self) -> None:
        """Only what applies can be chosen."""
        mode = self._wish.mode
        self.form.editor("days_back").setEnabled(mode is not None and mode.has_period)
        self.form.editor("person_id").setEnabled(mode is Mode.VACANCY)
        self.form.editor("is_tried").setEnabled(bool(self._proposals))
