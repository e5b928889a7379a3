"""The side panels about an organisation: taken in, changed, gone."""

from warden_desk.domain.areas import AreaKind, AreaRow
from warden_desk.domain.contacts import OrganisationDraft
from warden_desk.services import areas
from warden_desk.services.contacts import organisations
from warden_desk.ui.pages.parishes.card_panels import CardPanels
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import long_text, pick_several, suggesting, text
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.suggest_line import SuggestLine


class OrganisationPanels(CardPanels):
    """About the organisation shown."""

    def new(self) -> None:
        """Ask for a group, a school, a council."""
        form = self._form(OrganisationDraft())

        def words() -> str:
            return f"New organisation: {form.draft().name}"

        self._add("New organisation", form, words, organisations.record)

    def change(self) -> None:
        """Ask what is different about an organisation."""
        if (shown := self._organisation()) is None:
            return
        card = shown.card
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
        if shown := self._organisation():
            card = shown.card
            self._put_aside(card.name, card.id, organisations.put_aside, "dissolved")

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
