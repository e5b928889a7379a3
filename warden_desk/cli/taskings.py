"""`tasking list|show|assign|visit|result|move`."""

import json
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import clock_minute, day, reason_option
from warden_desk.cli.tasking_words import detail_as_json, due_text, print_detail, row_as_json
from warden_desk.domain.progress import Silent
from warden_desk.domain.tasking_entries import VisitDraft
from warden_desk.domain.tasking_filters import SortBy, TaskingFilter, Which, filter_of
from warden_desk.domain.tasking_states import LABELS, RULES, Move

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from sqlalchemy.orm import Session

_FOLLOWING = (Move.ASSIGN, Move.UNASSIGN, Move.START, Move.ENTER_RESULT, Move.RETURN)
BY_HAND = [move for move in Move if move not in _FOLLOWING]
"""What `move` does; the others follow from assigning, visiting, a result, a pack that went."""

COMMAND = "command line"
"""Where a tasking was looked at, as the record of who looked has it."""


@click.group()
def tasking() -> None:
    """Taskings: what the CSUs ask for, who does it, and what came of it."""


@tasking.command("list")
@click.option("--team", help="Only this team's districts: its number or name.")
@click.option(
    "--which",
    type=click.Choice([which.value for which in Which]),
    default=Which.OPEN.value,
    show_default=True,
    help="Which of them, by how far they are.",
)
@click.option("--search", "text", default="", help="Words from the tasking or its log.")
@click.option(
    "--sort",
    type=click.Choice([by.value for by in SortBy]),
    default=SortBy.DUE.value,
    show_default=True,
    help="By what the list is ordered.",
)
@click.option("--backwards", is_flag=True, help="In the other direction.")
@click.option("--view", "view", help="As a view that was kept in the window, by its name.")
@json_option
@on_a_desk
def list_taskings(
    asked: Asked,
    *,
    team: str | None,
    which: str,
    text: str,
    sort: str,
    backwards: bool,
    view: str | None,
    as_json: bool,
) -> None:
    """List taskings, the first due first."""
    from warden_desk.services import teams
    from warden_desk.services.tasking import tasking_lists

    with asked.desk() as desk:
        read = desk.database.read
        districts = read(teams.find, team, asked.today()).district_ids if team else ()
        wanted = TaskingFilter(
            today=asked.today(),
            which=Which(which),
            district_ids=districts,
            text=text,
            sort=SortBy(sort),
            is_descending=backwards,
        )
        if view is not None:
            wanted = read(_viewed, view, asked)
        rows = read(tasking_lists.everything, wanted, Silent())
    if as_json:
        print_json([row_as_json(row) for row in rows])
    else:
        print_table(
            ("Reference", "What", "Where", "Who", "State", "Due"),
            [
                (r.reference, r.title, r.area, ", ".join(r.who), LABELS[r.state], due_text(r))
                for r in rows
            ],
        )


@tasking.command()
@click.argument("reference")
@json_option
@on_a_desk
def show(asked: Asked, *, reference: str, as_json: bool) -> None:
    """Show one tasking with its log, newest first."""
    from warden_desk.services.access import audit
    from warden_desk.services.tasking import tasking_details, taskings

    with asked.desk() as desk:
        key = desk.database.read(taskings.find, reference)
        detail = desk.database.read(tasking_details.detail, key)
        if detail.is_sensitive and not detail.is_hidden:  # noted first: then it may be shown
            keep = desk.database.write_as_anybody
            keep("Keep who looked", audit.looked, [key], COMMAND, act=asked.act())
    if as_json:
        print_json(detail_as_json(detail))
    else:
        print_detail(detail)


@tasking.command()
@click.argument("references", nargs=-1, required=True)
@click.argument("person")
@click.option("--role", default="", help="What they do in it; the first is the lead.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; nothing is changed.")
@reason_option
@on_a_desk
def assign(
    asked: Asked,
    *,
    references: tuple[str, ...],
    person: str,
    role: str,
    dry_run: bool,
    reason: str,
) -> None:
    """Give a tasking, or several in one change, to PERSON (collar number or name)."""
    from warden_desk.services import people
    from warden_desk.services.tasking import tasking_bulk, tasking_people, taskings

    act = asked.act()
    with asked.desk() as desk:
        database = desk.database
        keys = [database.read(taskings.find, reference) for reference in references]
        who = database.read(people.find, person, asked.today())
        if dry_run:
            plan = database.read(tasking_bulk.plan_assign, keys, who.id, act=act)
            said = plan.words(f"give {{}} to {who.name}")
            click.echo("\n".join((said, *(f"Needs --reason: {w}" for w in plan.warnings))))
        elif len(keys) == 1:
            assigned = partial(tasking_people.assign, role=role, act=act, reason=reason)
            database.write("Assign tasking", assigned, keys[0], who.id)
            click.echo(f"{references[0].upper()} is {who.name}'s now.")
        else:
            given = partial(tasking_bulk.assign, act=act, reason=reason)
            plan, _ = database.write("Assign taskings", given, keys, who.id)
            click.echo(plan.done(f"{{}} given to {who.name}"))


@tasking.command()
@click.argument("reference")
@click.option("--by", "people_named", multiple=True, help="Who went (may be given twice).")
@click.option("--date", "on", type=day, help="When; today unless said.")
@click.option("--start", type=clock_minute, help="At what time, such as 16:40.")
@click.option("--minutes", type=int, default=15, show_default=True, help="How long it took.")
@click.option("--text", "--note", default="", help="What was found and done.")
@on_a_desk
def visit(
    asked: Asked,
    *,
    reference: str,
    people_named: tuple[str, ...],
    on: date | None,
    start: int | None,
    minutes: int,
    text: str,
) -> None:
    """Log a visit; without --by it was whoever has the tasking."""
    from warden_desk.services import people
    from warden_desk.services.tasking import tasking_details, tasking_log, taskings

    with asked.desk() as desk:
        database = desk.database
        key = database.read(taskings.find, reference)
        named = [database.read(people.find, name, asked.today()).id for name in people_named]
        if not named:
            held = database.read(tasking_details.detail, key).assignments
            named = [assignment.person_id for assignment in held]
        draft = VisitDraft(
            on=on or asked.today(),
            start_minute=start,
            minutes=minutes,
            person_ids=tuple(named),
            text=text,
        )
        database.write("Log visit", tasking_log.visit, key, draft, act=asked.act())
    click.echo(f"Visit of {minutes} minutes logged on {reference.upper()}.")


@tasking.command()
@click.argument("reference")
@click.option("--outcome", required=True, help="A code or label of the outcome list.")
@click.option("--text", "--note", default="", help="What came of it, in a sentence or two.")
@on_a_desk
def result(asked: Asked, *, reference: str, outcome: str, text: str) -> None:
    """Enter what came of a tasking."""
    from warden_desk.services import codes
    from warden_desk.services.tasking import tasking_log, taskings

    with asked.desk() as desk:
        database = desk.database
        key = database.read(taskings.find, reference)
        entry = database.read(codes.find, "outcome", outcome, asked.today())
        database.write("Enter result", tasking_log.result, key, entry.code, text, act=asked.act())
    click.echo(f"Result of {reference.upper()} entered: {entry.label}.")


@tasking.command("move")
@click.argument("reference")
@click.argument("move", type=click.Choice([move.value for move in BY_HAND]))
@reason_option
@click.option("--until", type=day, help="For a hold: until which day.")
@on_a_desk
def move_tasking(
    asked: Asked, *, reference: str, move: str, reason: str, until: date | None
) -> None:
    """Move a tasking on: accept, check, close, hold and so on."""
    from warden_desk.services.tasking import tasking_moves, taskings

    with asked.desk() as desk:
        key = desk.database.read(taskings.find, reference)
        what = Move(move)
        state, _ = desk.database.write(
            RULES[what].label,
            tasking_moves.move,
            key,
            what,
            act=asked.act(),
            reason=reason,
            until=until,
        )
    click.echo(f"{reference.upper()} is now: {LABELS[state]}.")


def _viewed(session: "Session", name: str, asked: Asked) -> TaskingFilter:
    """What a kept view shows today."""
    from warden_desk.services import saved_views
    from warden_desk.services.tasking import tasking_choices

    view = json.loads(saved_views.find(session, "taskings", name).view)
    me = tasking_choices.myself(session, asked.act().by)
    wanted = filter_of(view, asked.today(), me=me)
    districts = saved_views.districts_on(session, wanted.district_ids, wanted.today)
    return replace(wanted, district_ids=districts)
