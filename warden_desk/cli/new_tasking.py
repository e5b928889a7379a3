"""`tasking new`: one tasking taken in from what is said of it."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json
from warden_desk.cli.reading import day, reason_option
from warden_desk.domain.repeats import Repeat
from warden_desk.domain.taskings import TaskingDetail, TaskingDraft

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.services.tasking.tasking_intake import TakenIn

_PLACE_HELP = "A postcode, a grid reference or a name: ME17 2PX, TR0636, “tesco ash”."
_REPEAT_HELP = {
    "link": "Where it seems to repeat an earlier one: take it in and link the two.",
    "merge": "Where it seems to repeat an earlier one: write it into that one’s log instead.",
    "ignore": "Take it in without looking for earlier ones.",
}


@click.command("new")
@click.argument("title")
@click.option("--place", default="", help=_PLACE_HELP)
@click.option("--district", default="", help="Whose CSU asks; without it the place’s own.")
@click.option("--csu", default="", help="The CSU that asks; without it the district’s.")
@click.option("--own", "is_own", is_flag=True, help="No CSU asks: it is our own work.")
@click.option("--category", default="", help="A code or label of the list of categories.")
@click.option("--urgency", default="", help="A code or label, such as high.")
@click.option("--priority", default="", help="A code or label of the Community Safety Agreement.")
@click.option("--marking", default="", help="OFFICIAL unless said.")
@click.option("--wanted", default="", help="What shall be done.")
@click.option("--about", "description", default="", help="What happens; no names.")
@click.option("--postcode", default="", help="Of the place; “me17 2px” will do.")
@click.option("--times", "problem_times", default="", help="When it happens: “Fri evenings”.")
@click.option("--mind", "constraints", default="", help="What to mind: “do not cold-call”.")
@click.option("--pair-up", is_flag=True, help="Nobody goes there alone.")
@click.option("--due", "due_on", type=day, help="Without it the rule for its urgency.")
@click.option("--due-words", default="", help="As the sender put it: “asap”, “next mtg”.")
@click.option("--review", "review_on", type=day, help="When it is looked at again.")
@click.option("--received", "received_on", type=day, help="Today unless said.")
@click.option("--how", "received_how", default="", help="E-mail, phone, meeting.")
@click.option("--meeting", "meeting_on", type=day, help="The tasking meeting it is from.")
@click.option("--requester", default="", help="A post, such as PC or housing officer.")
@click.option("--agency", default="", help="Whose post that is: police, housing.")
@click.option("--their-ref", "external_reference", default="", help="The CSU’s own reference.")
@click.option("--case-ref", "case_reference", default="", help="Themis, E-CINS.")
@click.option("--subject", "subject_kind", default="", help="Victim, location, event …")
@click.option("--subject-ref", "subject_reference", default="", help="A reference, never a name.")
@click.option("--score", type=int, help="Of its urgency, where the sender scores.")
@click.option("--power", "needed_power", default="", help="The statutory power it takes.")
@click.option("--link", "on_repeat", flag_value="link", help=_REPEAT_HELP["link"])
@click.option("--merge", "on_repeat", flag_value="merge", help=_REPEAT_HELP["merge"])
@click.option("--ignore", "on_repeat", flag_value="ignore", help=_REPEAT_HELP["ignore"])
@reason_option
@json_option
@on_a_desk
def new_tasking(
    asked: Asked,
    *,
    title: str,
    received_on: date | None,
    on_repeat: str | None,
    reason: str,
    as_json: bool,
    **facts: Any,
) -> None:
    """Take in a tasking called TITLE; it says where it repeats an earlier one."""
    from warden_desk.services.tasking import tasking_details, tasking_intake
    from warden_desk.services.tasking.tasking_intake import OnRepeat, SeemsRepeated, Words

    said = Words(**{name: facts.pop(name) for name in Words.__dataclass_fields__})
    today = asked.today()
    draft = TaskingDraft(title=title, district_id=None, received_on=received_on or today, **facts)
    with asked.desk() as desk:
        database = desk.database
        draft = database.read(tasking_intake.understood, draft, said, today)
        try:
            done, _ = database.write(
                "Record tasking",
                tasking_intake.take_in,
                draft,
                act=asked.act(),
                on_repeat=OnRepeat(on_repeat or "ask"),
                reason=reason,
            )
        except SeemsRepeated as repeated:
            if as_json:
                print_json({"ref": None, "repeats": [_repeat_as_json(r) for r in repeated.repeats]})
            raise
        detail = database.read(tasking_details.detail, done.tasking_id)
    if as_json:
        print_json(_done_as_json(done, detail))
    else:
        click.echo(_words(done, detail))


def _words(done: "TakenIn", detail: TaskingDetail) -> str:
    where = ", ".join(filter(None, (detail.draft.place, detail.area, detail.district)))
    verb = "is taken in" if done.is_new else "was here already: the request is in its log"
    linked = f" It is linked with {done.linked_with}." if done.linked_with else ""
    return f"{detail.reference} {verb}. {where}.{linked}"


def _done_as_json(done: "TakenIn", detail: TaskingDetail) -> dict[str, object]:
    return {
        "ref": detail.reference,
        "new": done.is_new,
        "linked": done.linked_with or None,
        "area": detail.area,
        "district": detail.district,
        "csu": detail.csu,
        "due": detail.draft.due_on,
    }


def _repeat_as_json(repeat: Repeat) -> dict[str, object]:
    return {
        "ref": repeat.reference,
        "title": repeat.title,
        "state": repeat.state,
        "received": repeat.received_on,
        "why": repeat.why,
    }
