"""`welfare list|tick`: who works a late alone, and that somebody was heard from."""

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.domain.shifts import clock
from warden_desk.domain.welfare import LoneShift
from warden_desk.domain.welfare_standing import Standing, in_order


@click.group("welfare")
def welfare_group() -> None:
    """Calls to those who work a late alone. This is no alarm: it rings nobody."""


@welfare_group.command("list")
@click.option("--team", default="", help="Only this team, by number or name.")
@json_option
@on_a_desk
def list_calls(asked: Asked, *, team: str, as_json: bool) -> None:
    """List who works late alone today, what presses most first."""
    from warden_desk.services import settings, teams
    from warden_desk.services.welfare import welfare

    now = asked.act().at
    with asked.desk() as desk:
        read = desk.database.read
        team_id = read(teams.find, team, asked.today()).id if team else None
        limits = read(settings.load)
        found = in_order(read(welfare.listed, now, team_id), now, limits)
    if as_json:
        print_json([_as_json(shift, how) for shift, how in found])
        return
    print_table(
        ("State", "Who", "Next call", "Until", "Phone", "Buddy"),
        [
            (
                how.words,
                shift.name,
                f"{how.call.at.astimezone():%H:%M} {how.call.kind.words}" if how.call else "",
                clock(shift.end_minute),
                shift.phone,
                shift.buddy,
            )
            for shift, how in found
        ],
    )


@welfare_group.command("tick")
@click.argument("person")
@click.option("--no-answer", is_flag=True, help="They did not answer.")
@click.option("--escalate", is_flag=True, help="The next step is taken.")
@click.option("--note", default="", help="A few words for the log.")
@on_a_desk
def tick(asked: Asked, *, person: str, no_answer: bool, escalate: bool, note: str) -> None:
    """Note that PERSON was heard from: the latest call whose time has come is made."""
    from warden_desk.services.welfare import welfare

    if no_answer and escalate:
        raise click.UsageError("Give --no-answer or --escalate, not both.")
    act = asked.act()
    with asked.desk() as desk:
        write = desk.database.write
        shift = desk.database.read(welfare.find, person, act)
        if escalate:
            step, _ = write("Escalate", welfare.escalate, shift.id, note, act=act)
            click.echo(f"{shift.name}: {step.sentence}.")
            return
        keep = welfare.no_answer if no_answer else welfare.tick
        call, _ = write("Welfare call", keep, shift.id, note, act=act)
    said = "no answer" if no_answer else "heard from"
    click.echo(f"{shift.name}: {said}, {call.kind.words} of {call.at.astimezone():%H:%M}.")


def _as_json(shift: LoneShift, how: Standing) -> dict[str, object]:
    return {
        "ref": shift.id,
        "person": shift.name,
        "team": shift.team,
        "date": shift.on_date,
        "state": how.alert,
        "minutes_late": max(0, how.minutes),
        "call": how.call.kind if how.call else None,
        "expected_at": how.call.at if how.call else None,
        "phone": shift.phone,
        "buddy": shift.buddy,
        "calls": [
            {"kind": call.kind, "expected_at": call.at, "noted": [e.outcome for e in call.entries]}
            for call in shift.calls
        ],
    }
