"""The side panels about an organisation: taken in, changed, gone."""

from collections.abc import Callable

from warden_desk.domain.areas import AreaKind, AreaRow
from warden_desk.domain.contact_log import OrganisationCard
from warden_desk.domain.contacts import OrganisationDraft
from warden_desk.services import areas
from warden_desk.services.contacts import organisations
from warden_desk.ui.pages.parishes.contact_panels import ReasonDraft, Shown
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import long_text, pick_several, suggesting, text
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.suggest_line import SuggestLine
from warden_desk.ui.workspace import Workspace


class OrganisationPanels:
    """Opens a form beside the list about the organisation shown."""

    def __init__(
        self,
        page: SplitPage,
        workspace: Workspace,
        shown: Callable[[], Shown | None],
        show: Callable[[str], object],
    ) -> None:
        """`show` shows an organisation by its key, once it is made."""
        self._page, self._workspace = page, workspace
        self._shown, self._show = shown, show
        self._opener = PanelOpener(page, workspace)

    def new(self) -> None:
        """Ask for a group, a school, a council."""
        form = self._form(OrganisationDraft())

        def save(_: str) -> None:
            key = self._workspace.write(
                f"New organisation: {form.draft().name}",
                organisations.record,
                form.draft(),
                act=self._workspace.act(),
            )
            self._opener.close()
            self._show(key)

        self._opener.open("New organisation", form, "Add", save)

    def change(self) -> None:
        """Ask what is different about an organisation."""
        if (card := self._card()) is None:
            return
        today = self._workspace.today()
        form = self._form(self._workspace.read(organisations.draft_of, card.id, today))
        self._opener.open_writing(
            f"Change {card.name}",
            form,
            "Save",
            f"Change {card.name}",
            lambda: (organisations.amend, (card.id, form.draft()), {}),
        )

    def put_aside(self) -> None:
        """Ask why an organisation is no longer on the list."""
        if (card := self._card()) is None:
            return
        form = Form(ReasonDraft(), {"reason": ("Why", text("dissolved"))})
        self._opener.open_writing(
            f"{card.name} is no longer there",
            form,
            "Put aside",
            f"Put {card.name} aside",
            lambda: (organisations.put_aside, (card.id, form.draft().reason), {}),
        )

    def _card(self) -> OrganisationCard | None:
        shown = self._shown()
        if shown is None:
            self._page.tell("Choose an organisation first.", Tone.AMBER)
        return None if shown is None else shown.card

    def _form(self, draft: OrganisationDraft) -> Form[OrganisationDraft]:
        workspace, today = self._workspace, self._workspace.today()
        kinds = workspace.read(organisations.kinds)
        places = [
            *workspace.read(areas.local_areas, today),
            *workspace.read(areas.districts, today),
        ]

        def suggest(typed: str) -> list[str]:
            return [each for each in kinds if typed.casefold() in each.casefold()]

        return Form(
            draft,
            {
                "name": ("Name", text()),
                "kind": (
                    "Is a",
                    suggesting(SuggestLine(suggest, "school, residents’ association")),
                ),
                "area_ids": ("Serves", pick_several([_option(area) for area in places])),
                "meets": ("Meets", text("second Tuesday, 19:30")),
                "note": ("Note", long_text(lines=3)),
            },
        )


def _option(area: AreaRow) -> Option:
    is_whole = area.kind is AreaKind.DISTRICT
    return Option(area.id, area.name, area.kind.value if is_whole else area.district)
