"""`boundaries import|list|diff|fetch`: the outlines that maps are drawn with."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.examples import examples
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import day
from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import SET_WORDS, BoundaryPlan, LineState
from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.services.incidents.incident_recount import TakenIn
    from warden_desk.storage.desks import Desk

_KIND_HELP = "What to read of a file that holds several; else the smallest areas."
_SINCE_HELP = (
    "From when it holds. Without it, the map has it from the day that the file shows, and the "
    "register from today."
)
_DECIDE_HELP = "Decide about an area: E04004824=leave. --dry-run lists what can be decided."


@click.group("boundaries")
def boundaries_group() -> None:
    """Take in official outlines, list and compare them."""


@boundaries_group.command(
    "import",
    epilog=examples(
        "boundaries import parishes.gpkg --dry-run",
        "boundaries import parishes.gpkg --valid-from 2027-04-01 --decide E04004824=leave",
        "boundaries import bdline_gb.gpkg --kind ward",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice([kind.value for kind in SET_WORDS]), help=_KIND_HELP)
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--valid-from", type=day, help=_SINCE_HELP)
@click.option("--decide", "decided", multiple=True, metavar="CODE=CHOICE", help=_DECIDE_HELP)
@json_option
@on_a_desk
def import_boundaries(
    asked: Asked,
    *,
    file: Path,
    kind: str | None,
    dry_run: bool,
    valid_from: date | None,
    decided: tuple[str, ...],
    as_json: bool,
) -> None:
    """Take in the FILE of a publisher (ONS, OS Boundary-Line): GeoPackage, GeoJSON or zip."""
    with asked.desk() as desk:
        plan = _planned(asked, desk, file, AreaKind(kind) if kind else None, valid_from)
        decisions = _decisions(plan, decided)
        done = None if dry_run else _take(asked, desk, plan, decisions)
    if as_json:
        print_json(_as_json(plan, decisions, done))
    else:
        _print(plan, decisions, done)


@boundaries_group.command("list")
@json_option
@on_a_desk
def list_boundaries(asked: Asked, *, as_json: bool) -> None:
    """List the sets of outlines, the newest of each kind first."""
    from warden_desk.services.boundaries import boundaries

    with asked.desk() as desk:
        found = desk.database.read(boundaries.sets)
    if as_json:
        facts = ("kind", "name", "source", "licence", "captured_on", "valid_from", "is_here")
        print_json([{"ref": row.id, **{f: getattr(row, f) for f in facts}} for row in found])
        return
    print_table(
        ("", "Set", "Kind", "Holds from", "File"),
        [
            (at, row.name, row.kind, row.valid_from, "here" if row.is_here else "missing")
            for at, row in enumerate(found, start=1)
        ],
    )


@boundaries_group.command(
    "diff",
    epilog=examples("boundaries diff 2 1", 'boundaries diff "Parishes, December 2020" 1 --json'),
)
@click.argument("first")
@click.argument("second")
@json_option
@on_a_desk
def compare(asked: Asked, *, first: str, second: str, as_json: bool) -> None:
    """Compare two sets, FIRST and SECOND: each by its name or its number in the list."""
    from warden_desk.services.boundaries import boundaries

    with asked.desk() as desk:
        sets = [desk.database.read(boundaries.find, typed) for typed in (first, second)]
        found = desk.database.read(boundaries.differences, *sets)
    if as_json:
        print_json(
            [
                {"ref": one.code, "name": one.name, "state": one.state, "share": one.share}
                for one in found
            ]
        )
        return
    print_table(
        ("Code", "Area", "Is", "Same land"),
        [
            (one.code, one.name, one.state, f"{one.share:.0%}" if one.state == "redrawn" else "")
            for one in found
        ],
    )


@boundaries_group.command("fetch", epilog=examples("boundaries fetch --dry-run"))
@click.option("--dry-run", is_flag=True, help="Fetch, and say what would happen.")
@click.option("--address", help="Of the layer, instead of the one in Settings.")
@json_option
@on_a_desk
def fetch_boundaries(asked: Asked, *, dry_run: bool, address: str | None, as_json: bool) -> None:
    """Fetch the set that Settings name from the ONS, and take it in."""
    from warden_desk.services import settings as desk_settings
    from warden_desk.services.boundaries import boundaries, boundaries_fetch, boundaries_plan

    with asked.desk() as desk:
        read = desk.database.read
        where = address or read(desk_settings.load).boundary_service
        ours = read(boundaries_plan.ours, asked.today())
        path = boundaries_fetch.fetch(where, ours, read(boundaries.folder), _Telling())
        plan = _planned(asked, desk, path, None, None)
        done = None if dry_run else _take(asked, desk, plan, {})
    if as_json:
        print_json(_as_json(plan, {}, done))
    else:
        _print(plan, {}, done)


class _Telling:
    """Progress on stderr."""

    def step(self, done: int, total: int, label: str = "") -> None:
        del done, total
        click.echo(label, err=True)


def _planned(
    asked: Asked, desk: "Desk", path: Path, kind: AreaKind | None, since: date | None
) -> BoundaryPlan:
    from warden_desk.domain.progress import Silent
    from warden_desk.formats import boundaries_reader
    from warden_desk.services.boundaries import boundaries_plan

    ours = desk.database.read(boundaries_plan.ours, asked.today())
    quiet: Progress = Silent()
    file = boundaries_reader.read(quiet, path, ours, kind)
    return desk.database.read(boundaries_plan.plan, file, asked.today(), since)


def _take(
    asked: Asked, desk: "Desk", plan: BoundaryPlan, decisions: Mapping[str, str]
) -> "TakenIn":
    from warden_desk.services.incidents import incident_recount

    label = f"Take in {plan.file.title}"
    done, _ = desk.database.write(
        label, incident_recount.take_in_boundaries, plan, decisions=decisions, act=asked.act()
    )
    return done


def _decisions(plan: BoundaryPlan, written: tuple[str, ...]) -> dict[str, str]:
    lines = {line.key: line for line in plan.lines}
    found: dict[str, str] = {}
    for each in written:
        code, _, wanted = each.partition("=")
        choices = [choice.key for choice in lines[code].choices] if code in lines else []
        if wanted not in choices:
            can = f"It can be {', '.join(choices)}." if choices else "There is nothing to decide."
            raise UserError(f"“{each}” decides nothing. {can}")
        found[code] = wanted
    return found


def _print(plan: BoundaryPlan, decisions: Mapping[str, str], done: "TakenIn | None") -> None:
    counts = ", ".join(f"{count} {state}" for state, count in plan.counts.items() if count)
    click.echo(f"{plan.file.file_name}: {plan.file.title}. {counts}.")
    click.echo(f"The map has it from {plan.valid_from}, the register from {plan.changes_from}.")
    for note in plan.file.notes:
        click.echo(note)
    told = [line for line in plan.lines if line.state != LineState.SAME]
    if told:
        print_table(
            ("Code", "Area", "Is", "Decision", "Why"),
            [
                (one.key, one.name, one.state, _choice(one.decided(decisions)), one.why)
                for one in told
            ],
        )
    click.echo(done.sentence if done else "Nothing was written.")


def _choice(key: str) -> str:
    return key or "-"


def _as_json(
    plan: BoundaryPlan, decisions: Mapping[str, str], done: "TakenIn | None"
) -> dict[str, Any]:
    return {
        "kind": plan.file.kind.value,
        "name": plan.file.title,
        "valid_from": plan.valid_from,
        "changes_from": plan.changes_from,
        "notes": plan.file.notes,
        "counts": {state.value: count for state, count in plan.counts.items()},
        "areas": [
            {
                "ref": line.key,
                "name": line.name,
                "district": line.district,
                "state": line.state.value,
                "why": line.why,
                "decision": line.decided(decisions),
                "choices": [choice.key for choice in line.choices],
            }
            for line in plan.lines
        ],
        "taken_in": done is not None,
    }
