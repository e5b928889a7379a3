"""What `import …` says about the lists it has read: for people, or as JSON."""

from collections import Counter
from typing import Any

import click

from warden_desk.domain.imports import ImportDone, ImportPlan, Verdict

_WORDS = {
    Verdict.NEW: "new",
    Verdict.UPDATE: "changed",
    Verdict.SAME: "the same",
    Verdict.ERROR: "cannot be read",
    Verdict.LOOK: "to look at",
}

_LOOK_HINT = "Rows to look at: say --area ROW=PLACE, or take others in with --accept ROW."


def print_plan(plan: ImportPlan, done: ImportDone | None, *, dry_run: bool) -> None:
    """Say what became of a list, or would."""
    counts = ", ".join(f"{count} {_WORDS[verdict]}" for verdict, count in plan.counts.items())
    click.echo(f"{plan.file_name}: {counts}")
    for note in plan.notes:
        click.echo(f"  {note}")
    _print_what_stays_out(plan)
    if dry_run:
        click.echo("  Nothing was written.")
    elif done is None:
        click.echo("  Nothing to write: the desk has all of it.")
    else:
        click.echo(f"  {done.sentence} Take it back with: import undo {done.batch_id}")


def _print_what_stays_out(plan: ImportPlan) -> None:
    for row in plan.rows:
        if row.repeats:
            click.echo(f"  row {row.row}  perhaps a repeat: {row.repeats[0].sentence}")
        if row.verdict in (Verdict.ERROR, Verdict.LOOK):
            click.echo(f"  row {row.row}  {row.verdict.value}  {row.shown}: {row.why}")
            for candidate in row.candidates:
                click.echo(f"      perhaps {candidate}")
    if plan.counts[Verdict.LOOK]:
        click.echo(f"  {_LOOK_HINT}")
    for line in plan.left_out:
        click.echo(f"  row {line.row}  left out: {line.why}")


def plans_as_json(plans: list[ImportPlan]) -> dict[str, Any]:
    """One object, however many files: counts in sum, every row with its file."""
    from warden_desk.services.imports.report import plan_as_json

    whole = [plan_as_json(plan) for plan in plans]
    counts: Counter[str] = Counter()
    for one in whole:
        counts.update(one["counts"])
    return {
        "counts": {verdict.value: counts[verdict.value] for verdict in Verdict},
        "rows": [{**row, "file": one["file"]} for one in whole for row in one["rows"]],
        "files": [{k: v for k, v in one.items() if k != "rows"} for one in whole],
    }
