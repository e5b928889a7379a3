"""`reorganise --plan FILE`: districts merge, parishes split, towns get councils, from a day on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.examples import examples
from warden_desk.cli.output import json_option, print_json
from warden_desk.domain.reorganisation import Plan, StepDone
from warden_desk.formats import reorganisation_file

_PLAN_HELP = "The plan, as TOML or JSON; docs/examples/reorganisation.toml is one."


@click.command(
    "reorganise",
    epilog=examples("reorganise --plan 2028.toml --dry-run", "reorganise --plan 2028.toml"),
)
@click.option(
    "--plan", "plan_file", type=click.Path(path_type=Path), required=True, help=_PLAN_HELP
)
@click.option("--dry-run", is_flag=True, help="Say what every step would do; write nothing.")
@json_option
@on_a_desk
def reorganise(asked: Asked, *, plan_file: Path, dry_run: bool, as_json: bool) -> None:
    """Carry out a reorganisation of areas; what was before the day stays as it was."""
    from warden_desk.services.reorganisation import (
        reorganisation,  # slow to load, and `--help` never needs it
    )

    plan = reorganisation_file.read(plan_file)
    with asked.desk() as desk:
        if dry_run:
            seen = reorganisation.preview(desk.database, plan, act=asked.act())
            if seen.refused:
                raise seen.refused
            done: Sequence[StepDone] = seen.done
        else:
            done, _ = desk.database.write(plan.title, reorganisation.apply, plan, act=asked.act())
    if as_json:
        print_json(_as_json(plan, done, is_written=not dry_run))
    else:
        _print(plan, done, is_written=not dry_run)


def _print(plan: Plan, done: Sequence[StepDone], *, is_written: bool) -> None:
    click.echo(plan.title)
    for each in done:
        click.echo(f"\n{each.step.sentence}")
        if each.counts:
            counted = ", ".join(f"{count} {what}" for what, count in each.counts.items())
            click.echo(f"  Goes on: {counted}.")
        for warning in each.warnings:
            click.echo(f"  To decide: {warning}")
    click.echo("\nIt is done." if is_written else "\nNothing was written.")


def _as_json(plan: Plan, done: Sequence[StepDone], *, is_written: bool) -> dict[str, Any]:
    return {
        "title": plan.title,
        "steps": [
            {
                "act": each.step.deed.value,
                "date": each.step.on,
                "says": each.step.sentence,
                "counts": dict(each.counts),
                "to_decide": list(each.warnings),
            }
            for each in done
        ],
        "written": is_written,
    }
