"""When somebody can come: their usual week, and what they say for one day."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from warden_desk.domain.availability import AnswerDraft
from warden_desk.domain.availability_text import format_answers, parse_answers
from warden_desk.domain.dates import WEEKDAYS, short_day
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.services import availability
from warden_desk.services.week import week_rows
from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.editors import day, text
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

_HELP = "yes, no pm, maybe 1800-2100"


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityForm:
    """What is typed, day by day; `on_date` and `says` are about a single day."""

    monday: str = ""
    tuesday: str = ""
    wednesday: str = ""
    thursday: str = ""
    friday: str = ""
    saturday: str = ""
    sunday: str = ""
    valid_from: date | None = None
    on_date: date | None = None
    says: str = ""

    @property
    def week(self) -> tuple[str, ...]:
        """The usual week, Monday first."""
        return tuple(getattr(self, name) for name in _FIELDS)


_FIELDS = tuple(name.lower() for name in WEEKDAYS)


class AvailabilityPanel(SidePanel):
    """Seven lines, from when they hold, and a line for one day."""

    def __init__(self, person: str, draft: AvailabilityForm, single: str) -> None:
        self.before = draft
        days = {field: (name, text(_HELP)) for field, name in zip(_FIELDS, WEEKDAYS, strict=True)}
        self.form = Form(
            draft,
            {
                **days,
                "valid_from": ("Holds from", day()),
                "on_date": ("But on", day()),
                "says": ("They say", text(_HELP)),
            },
        )
        self.form.show_hint("sunday", "An empty day says nothing. Two answers: yes 9-12 / no pm.")
        self.form.show_hint("says", single or "Left empty, the usual holds again that day.")
        super().__init__(f"When {person} can come", self.form, is_dirty=self.form.is_dirty)


def open_availability(page: SplitPage, workspace: Workspace, person_id: str, name: str) -> None:
    """Open the form for somebody, and save what is typed as one change."""
    today = workspace.today()
    usual = workspace.read(availability.usual, person_id, today)
    week = {field: format_answers(usual.get(at, ())) for at, field in enumerate(_FIELDS)}
    single = "; ".join(
        f"{short_day(on)}: {format_answers(said)}"
        for on, said in workspace.read(availability.exceptions, person_id, today).items()
    )
    panel = AvailabilityPanel(name, replace(AvailabilityForm(valid_from=today), **week), single)
    if page.open_panel(panel):
        save = partial(_save, panel, workspace, person_id, name)
        panel.accepted.connect(lambda: attempt(panel, save, form=panel.form))


def _save(
    panel: AvailabilityPanel, workspace: Workspace, person_id: str, name: str, reason: str
) -> None:
    del reason  # no rule speaks against what somebody says
    draft = panel.form.draft()
    book = workspace.read(week_rows.code_book, workspace.today())
    roles = [row.code for row in book.codes if row.is_work]
    week = None
    if draft.week != panel.before.week or draft.valid_from != panel.before.valid_from:
        said = {field: getattr(draft, field) for field in _FIELDS}
        week = dict(enumerate(_parsed(said, roles).values()))
        if draft.valid_from is None:
            raise Invalid({"valid_from": "From which day does it hold?"})
    single = _parsed({"says": draft.says}, roles)["says"]
    if draft.says and draft.on_date is None:
        raise Invalid({"on_date": "On which day?"})
    workspace.write(
        f"When {name} can come",
        availability.keep,
        person_id,
        week,
        draft.valid_from or workspace.today(),
        {} if draft.on_date is None else {draft.on_date: single},
        act=workspace.act(),
    )
    panel.close_panel()


def _parsed(typed: dict[str, str], roles: list[str]) -> dict[str, tuple[AnswerDraft, ...]]:
    """Each text as answers.

    Raises:
        Invalid: by field, what is not understood.
    """
    found: dict[str, tuple[AnswerDraft, ...]] = {}
    problems: dict[str, str] = {}
    for field, words in typed.items():
        try:
            found[field] = parse_answers(words, roles)
        except UserError as refusal:
            problems[field] = str(refusal)
    if problems:
        raise Invalid(problems)
    return found
