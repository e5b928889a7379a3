"""The forms of the People page: somebody new, and time away."""

from collections.abc import Callable

from warden_desk.domain.people import AbsenceDraft, PersonDraft, PersonKind, PersonRow
from warden_desk.services import absences, codes, new_people
from warden_desk.services.welfare import lone_cards
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.widgets.editors import choice, day, long_text, text, time_of_day
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace


class Panels:
    """Opens a form beside the list and saves what is typed in it."""

    def __init__(
        self, page: SplitPage, workspace: Workspace, open_item: Callable[[str], object]
    ) -> None:
        self._workspace, self._opener = workspace, PanelOpener(page, workspace)
        self._open_item = open_item

    def new_person(self) -> None:
        """Ask for somebody new; they join the team the window is about."""
        form = Form(
            PersonDraft("", ""),
            {
                "forename": ("First name", text()),
                "surname": ("Surname", text()),
                "kind": ("Is a", choice({kind: kind.value.capitalize() for kind in PersonKind})),
                "collar_number": ("Collar number", text("CW105", longest=20)),
                "mobile": ("Mobile", text(longest=40)),
                "email": ("E-mail", text()),
            },
        )

        def save(_: str) -> None:
            key = self._workspace.write(
                "Add person",
                new_people.record,
                form.draft(),
                team_id=self._workspace.team_id,
                act=self._workspace.act(),
            )
            self._opener.close()
            self._open_item(key)

        self._opener.open("New person", form, "Add", save)

    def absence(self, person: PersonRow) -> None:
        """Ask for somebody's time away."""
        today = self._workspace.today
        kinds = self._workspace.read(codes.entries, "absence", today())
        form = Form(
            AbsenceDraft(starts_on=today()),
            {
                "code": ("Kind", choice({kind.code: kind.label for kind in kinds})),
                "starts_on": ("First day", day(today)),
                "ends_on": ("Last day", day(today)),
                "start_minute": ("From", time_of_day()),
                "end_minute": ("Until", time_of_day()),
                "note": ("Note", long_text("No medical reason, please.", lines=3)),
            },
        )
        form.show_hint("ends_on", "Leave it empty for one day.")
        form.show_hint("end_minute", "Leave the times empty for whole days.")
        self._opener.open_writing(
            f"Absence of {person.name}",
            form,
            "Record",
            f"Record absence of {person.name}",
            lambda: (absences.record, (person.id, form.draft()), {}),
        )

    def lone_card(self, person: PersonRow) -> None:
        """Ask for a vehicle and whom to tell, used on the Welfare page alone."""
        workspace = self._workspace
        form = Form(
            workspace.read(lone_cards.card, person.id, workspace.today()),
            {
                "vehicle": ("Vehicle", text("Blue Fiat Panda", longest=60)),
                "registration": ("Plate", text("GN19 ABC", longest=12)),
                "contact": ("To tell", text("Sam Tilley", longest=60)),
                "relation": ("Who is", text("partner", longest=30)),
                "contact_phone": ("Phone", text(longest=40)),
            },
        )
        form.show_hint("contact_phone", "Gone the day they leave. Tell the contact it is kept.")
        self._opener.open_writing(
            f"If {person.name} does not answer",
            form,
            "Save",
            f"Vehicle and contact of {person.name}",
            lambda: (lone_cards.save, (person.id, form.draft()), {}),
        )
