"""What the side panels of the page edit, and the fields they show for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from warden_desk.domain.areas import AreaRow, CodeRow
from warden_desk.domain.errors import Invalid
from warden_desk.domain.tasking_entries import VisitDraft
from warden_desk.domain.tasking_people import ROLES, SUPPORT, Candidate
from warden_desk.domain.taskings import AssignmentRow, TaskingDraft
from warden_desk.services.tasking.tasking_choices import TaskingChoices
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import (
    Editor,
    choice,
    day,
    long_text,
    pick,
    pick_several,
    suggesting,
    text,
    time_of_day,
    whole_number,
    yes_no,
)
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.suggest_line import SuggestLine

Fields = Mapping[str, tuple[str, Editor]]
SHORT_VISIT = 20


@dataclass(frozen=True, slots=True)
class AssignDraft:
    """Whom to ask, and perhaps others beside them."""

    person_id: str | None = None
    role: str = ""
    other_ids: tuple[str, ...] = ()
    other_role: str = SUPPORT

    def people(self) -> list[tuple[str, str]]:
        """(key, role) of each."""
        others = [(key, self.other_role) for key in self.other_ids]
        return [(self.person_id or "", self.role), *others]


@dataclass(frozen=True, slots=True)
class VisitFormDraft:
    """A visit by one or two people; more can be logged as a second visit."""

    on: date | None
    start_minute: int | None = None
    minutes: int = SHORT_VISIT
    person_ids: str | None = None
    other_id: str | None = None
    text: str = ""

    def visit(self) -> VisitDraft:
        """As the desk keeps it.

        Raises:
            Invalid: there is no day.
        """
        if self.on is None:
            raise Invalid({"on": "Say on which day."})
        people = tuple(dict.fromkeys(filter(None, (self.person_ids, self.other_id))))
        return VisitDraft(
            on=self.on,
            start_minute=self.start_minute,
            minutes=self.minutes,
            person_ids=people,
            text=self.text,
        )


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """How it ended."""

    outcome: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """Why, and for a hold until when."""

    reason: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class ReferDraft:
    """Which agency, and whether the person it is about agreed."""

    agency: str = ""
    has_consent: bool | None = None
    text: str = ""

    def consent(self) -> bool:
        """Whether they agreed.

        Raises:
            Invalid: that was not said.
        """
        if self.has_consent is None:
            raise Invalid({"has_consent": "Say whether the person agreed."})
        return self.has_consent


@dataclass(frozen=True, slots=True)
class StrikeDraft:
    """Which entry is wrong, and why."""

    entry_id: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """One of those who have it, and why."""

    person_id: str | None = None
    reason: str = ""


def tasking_form(draft: TaskingDraft, offered: TaskingChoices) -> Form[TaskingDraft]:
    """The facts of a tasking, those one types first at the top."""
    return Form(draft, _rows(draft, offered, text("Recreation ground"), text("PC, housing…")))


def new_tasking_form(
    draft: TaskingDraft, offered: TaskingChoices, place: SuggestLine, requester: SuggestLine
) -> Form[TaskingDraft]:
    """As `tasking_form`, with lines that propose what may be meant."""
    return Form(draft, _rows(draft, offered, suggesting(place), suggesting(requester)))


def _rows(draft: TaskingDraft, offered: TaskingChoices, place: Editor, requester: Editor) -> Fields:
    return {
        "title": ("What", text("Young people gathering at the recreation ground")),
        "place": ("Where", place),
        "category": ("Category", pick(_codes(offered.categories, draft.category))),
        "wanted": ("Wanted", long_text("High-visibility patrol 1600–2000", lines=2)),
        "due_on": ("Due", day()),
        "urgency": ("Urgency", choice({"": "Not said", **_labels(offered.urgencies)})),
        "area_id": ("Parish", pick(_places(offered.areas), "Type a parish")),
        "district_id": ("District", choice({d.id: d.name for d in offered.districts})),
        "postcode": ("Postcode", text("ME17 2PX", longest=10)),
        "csu_id": (
            "Asked by",
            choice({None: "Nobody: our own work"} | {key: n for key, n, _ in offered.csus}),
        ),
        "requester": ("Raised by", requester),
        "external_reference": ("Their ref.", text("SMP-2026-301", longest=60)),
        "marking": ("Marking", choice(_labels(offered.markings))),
        "description": ("About", long_text("No names: what happens, where, when", lines=3)),
        "problem_times": ("When", text("Fri and Sat evenings")),
        "constraints": ("Mind", text("Do not cold-call")),
        "pair_up": ("", yes_no("Pair up")),
        "received_on": ("Received", day()),
    }


def typed(form: Form[TaskingDraft]) -> TaskingDraft:
    """What the form says: a field left without a choice is empty text, where the desk keeps text.

    Raises:
        Invalid: there is no day of receipt.
    """
    draft = form.draft()
    # An emptied date field answers None, whatever the draft's type says.
    if cast(date | None, draft.received_on) is None:
        raise Invalid({"received_on": "Say when it came in."})
    return replace(draft, category=draft.category or "", urgency=draft.urgency or "")


def assign_form(found: Sequence[Candidate]) -> Form[AssignDraft]:
    """Whom to ask: those who suit best come first, those who may not say why."""
    people = [Option(person.person_id, person.name, hint(person)) for person in found]
    roles = {"": "Lead, or support beside one", **ROLES}
    return Form(
        AssignDraft(),
        {
            "person_id": ("Person", pick(people, "Type a name")),
            "role": ("Role", choice(roles)),
            "other_ids": ("And", pick_several(people, "Name, then Enter")),
            "other_role": ("They", choice(ROLES)),
        },
    )


def visit_form(
    today: date, having: Sequence[AssignmentRow], found: Sequence[Candidate]
) -> Form[VisitFormDraft]:
    """A visit by those who have it, unless another is chosen."""
    people = [Option(person.person_id, person.name, person.team) for person in found]
    first, second, *_ = (*(held.person_id for held in having), None, None)
    return Form(
        VisitFormDraft(on=today, person_ids=first, other_id=second),
        {
            "on": ("Day", day(lambda: today)),
            "start_minute": ("From", time_of_day()),
            "minutes": ("Minutes", whole_number(0, 720, " min")),
            "person_ids": ("Who", pick(people, "Type a name")),
            "other_id": ("And", pick(people, "Nobody else")),
            "text": ("What", long_text("What you found and did. No names.", lines=5)),
        },
    )


def result_form(outcomes: Sequence[CodeRow]) -> Form[ResultDraft]:
    """The outcome, and what it means in a sentence or two."""
    return Form(
        ResultDraft(),
        {
            "outcome": ("Outcome", choice(_labels(outcomes))),
            "text": ("In words", long_text("What changed for people there", lines=5)),
        },
    )


def move_form(needs_until: bool) -> Form[MoveDraft]:
    """A reason, and for a hold the day it ends."""
    rows: dict[str, tuple[str, Editor]] = {"until": ("Until", day())} if needs_until else {}
    rows["reason"] = ("Why", long_text("Kept in the log", lines=3))
    return Form(MoveDraft(), rows)


def note_form() -> Form[NoteDraft]:
    """Free text for the log."""
    return Form(NoteDraft(), {"text": ("Note", long_text("No names of residents", lines=5))})


def refer_form() -> Form[ReferDraft]:
    """An agency, consent, and what was asked of it."""
    return Form(
        ReferDraft(),
        {
            "agency": ("Agency", text("Age UK, housing, fire service…")),
            "has_consent": (
                "Consent",
                choice({None: "Choose…", True: "Yes, they agreed", False: "No: without consent"}),
            ),
            "text": ("What", long_text("What was asked, and on what ground. No names.", lines=4)),
        },
    )


def strike_form(entries: Mapping[str, str]) -> Form[StrikeDraft]:
    """One of the entries that may be struck."""
    return Form(
        StrikeDraft(entry_id=next(iter(entries), None)),
        {
            "entry_id": ("Entry", choice(entries)),
            "reason": ("Why", long_text("Wrong tasking, wrong day…", lines=3)),
        },
    )


def person_form(having: Sequence[AssignmentRow], *, with_reason: bool) -> Form[PersonDraft]:
    """One of those who have it."""
    people = {held.person_id: held.name for held in having}
    rows: dict[str, tuple[str, Editor]] = {"person_id": ("Person", choice(people))}
    if with_reason:
        rows["reason"] = ("Why", text("Away, moved team…"))
    return Form(PersonDraft(person_id=next(iter(people), None)), rows)


def hint(person: Candidate) -> str:
    """Why this person, or why not, in the width of a line."""
    if person.stops:
        return f"no: {person.stops[0].removeprefix(person.name).lstrip('’s ')}"
    return " · ".join(person.reasons)


def _places(areas: Sequence[AreaRow]) -> list[Option]:
    return [Option(area.id, area.name, area.district) for area in areas]


def _labels(codes: Sequence[CodeRow]) -> dict[str, str]:
    return {code.code: code.label for code in codes}


def _codes(codes: Sequence[CodeRow], held: str) -> list[Option]:
    """The list's entries; a word of the sender's that is on no list stays what it is."""
    found = [Option(code.code, code.label) for code in codes]
    known = {code.code for code in codes}
    return found if not held or held in known else [Option(held, held), *found]
