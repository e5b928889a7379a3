"""Adding a guest: somebody of another team who works a day for this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from warden_desk.domain.errors import Invalid
from warden_desk.domain.people import PersonRow
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import day, pick, text
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.side_panel import SidePanel


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestDraft:
    """Who comes, when, and what is typed into their cell."""

    person_id: str | None = None
    on_date: date | None = None
    cell: str = ""

    def check(self) -> tuple[str, date, str]:
        """All three, if they are there.

        Raises:
            Invalid: something is missing.
        """
        problems: dict[str, str] = {}
        if not self.person_id:
            problems["person_id"] = "Choose who comes."
        if self.on_date is None:
            problems["on_date"] = "Choose the day."
        if not self.cell.strip():
            problems["cell"] = "Write the shift, as in E Lenham."
        if problems or not self.person_id or self.on_date is None:
            raise Invalid(problems)
        return self.person_id, self.on_date, self.cell


class GuestPanel(SidePanel):
    """A form of three lines."""

    def __init__(self, people: Sequence[PersonRow], on: date, team: str) -> None:
        options = [Option(p.id, p.name, " · ".join((p.collar_number, p.team))) for p in people]
        self.form = Form(
            GuestDraft(on_date=on),
            {
                "person_id": ("Who", pick(options)),
                "on_date": ("Day", day()),
                "cell": ("Shift", text("E Lenham, or 0900-1700")),
            },
            label_width=52,
        )
        super().__init__(f"A guest for {team}", self.form, "Add", is_dirty=self.form.is_dirty)
