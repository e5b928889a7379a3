"""Taking a tasking in by hand: where it is from a few letters, and whether it came in before."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from warden_desk.domain import private_text
from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import UserError
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services import places
from warden_desk.services.places import FoundPlace, Places
from warden_desk.services.tasking import deadlines, repeats, tasking_choices, tasking_links
from warden_desk.ui.pages.taskings import drafts
from warden_desk.ui.pages.taskings.repeat_note import RepeatNote
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.widgets.basics import column
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.widgets.suggest_line import SuggestLine
from warden_desk.ui.workspace import Workspace

COMPARED = {"area_id", "place", "postcode", "category", "csu_id", "external_reference"}
"""The fields by which a request is known again."""
FREE_TEXT = ("title", "wanted", "description", "constraints")
"""The fields in which somebody may type more than a reference about a person."""


class Intake(QWidget):
    """The form of a new tasking, and what it finds out while one types."""

    def __init__(
        self,
        workspace: Workspace,
        opener: PanelOpener,
        district_ids: Sequence[str],
        on_recorded: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._workspace, self._opener, self._on_recorded = workspace, opener, on_recorded
        self._districts = tuple(district_ids)
        self._places: Places | None = None
        self._requesters: Sequence[str] = ()
        self._found: FoundPlace | None = None
        self._offered = workspace.read(tasking_choices.choices, workspace.today(), district_ids)
        self._place = SuggestLine(self._suggest, "tesco ash, ME17 2PX or TR 061 364")
        self.form = drafts.new_tasking_form(
            self._first_draft(), self._offered, self._place, SuggestLine(self._who, "PC, housing…")
        )
        self.note = RepeatNote()
        self.setLayout(column(self.note, self.form, gap=8))
        self._place.left.connect(self._settle_place)
        self._parish.left.connect(self._follow_parish)
        self.form.left.connect(self._compare)
        self.form.left.connect(self._look_for_names)
        self.form.edited.connect(self._foresee)
        self.note.merged.connect(self._merge)
        today = workspace.today()
        workspace.start(
            "Loading places",
            lambda session, _: places.for_typing(session, today),
            self._take_places,
        )

    def save(self, reason: str) -> None:
        """Record it, unless it may be a repeat nobody has looked at yet.

        Raises:
            UserError: it may be one.
        """
        del reason
        draft = self._draft()
        was_open = self.note.is_open
        self.note.show_repeats(self._workspace.read(repeats.find, draft))
        if self.note.is_open and not was_open:
            raise UserError("It may have come in before. Decide above the form, or save again.")
        made = self._workspace.write(
            "Record tasking",
            tasking_links.record,
            draft,
            self.note.linked_with,
            act=self._workspace.act(),
        )
        self._opener.close()
        self._on_recorded(made)

    @property
    def _parish(self) -> ChoiceBox:
        box: QWidget = self.form.editor("area_id")
        assert isinstance(box, ChoiceBox)
        return box

    def _first_draft(self) -> TaskingDraft:
        csus = {district: csu for csu, _, district in self._offered.csus}
        district = self._offered.districts[0].id if self._offered.districts else None
        return TaskingDraft(
            title="",
            district_id=district,
            csu_id=csus.get(district or ""),
            received_on=self._workspace.today(),
            marking=self._workspace.settings.default_marking,
        )

    def _draft(self) -> TaskingDraft:
        """What is typed, with the point of the place that was found."""
        draft, found = drafts.typed(self.form), self._found
        if found is None or found.area.id != draft.area_id:
            return draft
        return replace(draft, easting=found.easting, northing=found.northing)

    def _take_places(self, loaded: tuple[Places, Sequence[str]]) -> None:
        self._places, self._requesters = loaded
        if self._place.text() and self._parish.value() is None:
            self._settle_place()

    def _suggest(self, typed: str) -> list[str]:
        if self._places is None:
            return []
        return [each.words for each in self._places.suggest(typed, self._districts)]

    def _who(self, typed: str) -> list[str]:
        plain = typed.casefold()
        return [name for name in self._requesters if plain in name.casefold()][:8]

    def _settle_place(self) -> None:
        """Find the parish of what was typed, or say under it why it is not clear."""
        typed = self._place.text().strip()
        if not typed or self._places is None or self._is_settled(typed):
            return
        answer = self._places.find(typed, self._districts)
        self._found = answer.found
        self.form.show_hint("place", answer.why if answer.found is None else answer.found.words)
        if answer.found is not None:
            self._show_place(answer.found)

    def _is_settled(self, typed: str) -> bool:
        return self._found is not None and typed == self._found.place

    def _show_place(self, found: FoundPlace) -> None:
        self._place.setText(found.place)
        self._parish.set_value(found.area.id)
        postcode = self.form.editor("postcode")
        if found.postcode and isinstance(postcode, QLineEdit):
            postcode.setText(found.postcode)
        self._follow_parish()
        self._compare("area_id")

    def _follow_parish(self) -> None:
        """A parish tells its district, and the district whose CSU asks."""
        area = next((a for a in self._offered.areas if a.id == self._parish.value()), None)
        csus = {district: name for _, name, district in self._offered.csus}
        if area is not None and area.district_id != self.form.draft().district_id:
            _pick(self.form.editor("district_id"), area.district)
            _pick(self.form.editor("csu_id"), csus.get(area.district_id or "", ""))

    def _compare(self, field: str) -> None:
        is_readable = not self.form.unreadable() and cast(
            date | None, self.form.draft().received_on
        )
        if field in COMPARED and is_readable:
            self.note.show_repeats(self._workspace.read(repeats.find, self._draft()))

    def _look_for_names(self, field: str) -> None:
        """Say under a text that it seems to tell more about somebody than it should."""
        if field in FREE_TEXT:
            text = str(getattr(self.form.draft(), field))
            self.form.show_hint(field, " ".join(private_text.warnings(text)))

    def _foresee(self) -> None:
        """Say under the empty date when the tasking will be due."""
        draft = self.form.draft()
        hint = ""
        is_open = draft.due_on is None and draft.urgency and not self.form.unreadable()
        if is_open and cast(date | None, draft.received_on):
            found = self._workspace.read(deadlines.foreseen, draft)
            if found.due_on:
                hint = f"Without a date: {uk_date(found.due_on)}, {found.due_rule}"
        self.form.show_hint("due_on", hint)

    def _merge(self, tasking_id: str) -> None:
        self._workspace.write(
            "Add to the earlier tasking",
            tasking_links.merge,
            tasking_id,
            self._draft(),
            act=self._workspace.act(),
        )
        self._opener.close()
        self._on_recorded(tasking_id)


def _pick(box: QWidget, words: str) -> None:
    if isinstance(box, QComboBox) and (at := box.findText(words)) >= 0:
        box.setCurrentIndex(at)
