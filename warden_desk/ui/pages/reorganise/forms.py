"""What is filled in for a step: the fields its kind needs, with the places of its day."""

from collections.abc import Callable, Mapping, Sequence

from warden_desk.domain.reorganisation_drafts import StepDraft, StepKind
from warden_desk.services.reorganisation.reorganisation_choices import NamedPlace, PlanChoices
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import (
    Editor,
    choice,
    day,
    long_text,
    pick,
    pick_several,
    text,
    yes_no,
)
from warden_desk.ui.widgets.form import Form

_Field = Callable[[PlanChoices], tuple[str, Editor]]

_FIELDS: Mapping[str, _Field] = {
    "on": lambda _: ("From", day()),
    "districts": lambda offered: ("Districts", pick_several(_options(offered.districts))),
    "parishes": lambda offered: ("And parishes", pick_several(_options(offered.parishes))),
    "parish": lambda offered: ("Parish", pick(_options(offered.parishes), "Type a parish")),
    "name": lambda _: ("New name", text("East Kent")),
    "letters": lambda _: ("Letters", text("EKE", longest=4)),
    "code": lambda _: ("Official code", text("E06000099", longest=12)),
    "parts": lambda _: ("Into", long_text("Lenham\nLenham Heath, E04099001", lines=4)),
    "keeps_rest": lambda _: ("", yes_no("A part of the town stays without one")),
    "list_name": lambda offered: ("List", choice({n: _title(n) for n in offered.lists})),
    "entries": lambda _: ("Entries", long_text("SAFE, Safer streets", lines=6)),
    "note": lambda _: ("Note", long_text("Why, for whoever reads the plan", lines=3)),
}
_NEEDED: Mapping[StepKind, Sequence[str]] = {
    StepKind.MERGE: ("districts", "name", "letters", "code"),
    StepKind.AUTHORITY: ("districts", "parishes", "name", "letters", "code"),
    StepKind.SPLIT: ("parish", "parts"),
    StepKind.RENAME: ("parish", "name", "code"),
    StepKind.PARISH: ("parish", "name", "code", "keeps_rest"),
    StepKind.LIST: ("list_name", "entries"),
}
_HINTS = {
    "districts": "Each comes whole, with all its parishes. Enter takes one in.",
    "parishes": "Single parishes of districts that go on, or go elsewhere.",
    "letters": "References of new taskings begin with them: EKE-28-0001.",
    "code": "Leave it empty until it is known.",
    "parts": "One a line. The first goes on under the code of the whole; a code of its own may "
    "stand after a comma.",
    "entries": "One a line: code, comma, words. Entries of before end with that day.",
}


def step_form(draft: StepDraft, offered: PlanChoices) -> Form[StepDraft]:
    """The form of a step."""
    needed = ("on", *_NEEDED[draft.kind], "note")
    rows = {name: _FIELDS[name](offered) for name in needed}
    if draft.kind is StepKind.PARISH:
        towns = _options(offered.towns)
        rows["parish"] = ("Town", pick(towns, "Type a town without a council"))
    form = Form(draft, rows, label_width=92)
    for name in needed:
        form.show_hint(name, _HINTS.get(name, ""))
    return form


def _options(places: Sequence[NamedPlace]) -> list[Option]:
    return [Option(place.written, place.written, place.hint) for place in places]


def _title(list_name: str) -> str:
    return list_name.replace("_", " ").capitalize()
