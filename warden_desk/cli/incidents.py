"""`incidents`: police street-level files in, and what they say of the service's areas."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.examples import examples
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.domain.errors import UserError
from warden_desk.domain.incidents import AreaIncidents, Level, MonthFigures
from warden_desk.domain.months import Month

if TYPE_CHECKING:  # brings SQLAlchemy and shapely, which `--help` never needs
    from warden_desk.services.incidents.incident_figures import Summary
    from warden_desk.services.incidents.incident_imports import IncidentsPlan
    from warden_desk.storage.desks import Desk

_SHOWN_FINDINGS = 20


@click.group("incidents")
def incidents_group() -> None:
    """Police street-level figures (data.police.uk) of the service's areas."""


@incidents_group.command(
    "import",
    epilog=examples(
        "incidents import 2019-01-kent-street.csv --dry-run", "incidents import download.zip --json"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--fewer", is_flag=True, help="Replace a month by one that lacks most of its rows.")
@json_option
@on_a_desk
def import_incidents(
    asked: Asked, *, files: tuple[Path, ...], dry_run: bool, fewer: bool, as_json: bool
) -> None:
    """Take in street-level CSV files, or the ZIP they came in, as downloaded."""
    from warden_desk.formats import incident_files
    from warden_desk.services.incidents import incident_imports

    found = incident_files.read(files)
    with asked.desk() as desk:
        plan = desk.database.read(incident_imports.plan, found, with_fewer=fewer)
        if plan.writes and not dry_run:
            desk.database.write(
                "Import police figures", incident_imports.take_in, plan, act=asked.act()
            )
        if as_json:
            print_json(_import_as_json(desk, plan, is_there=not dry_run))
            return
    _print_plan(plan, dry_run=dry_run)


@incidents_group.command(
    "summary",
    epilog=examples(
        "incidents summary --by ward", "incidents summary --month 2018-12 --until 2019-01 --json"
    ),
)
@click.option("--month", help="Such as 2019-01; the latest on the desk unless said.")
@click.option("--until", help="The last of several months.")
@click.option(
    "--by",
    type=click.Choice([level.value for level in Level]),
    default=Level.DISTRICT.value,
    help="What is listed; with --json all three are.",
)
@json_option
@on_a_desk
def summary(asked: Asked, *, month: str | None, until: str | None, by: str, as_json: bool) -> None:
    """Say what a month had, area by area, and how that compares."""
    from warden_desk.services.incidents import incident_figures

    with asked.desk() as desk:
        months = _months(desk, month, until)
        if as_json:
            print_json(_months_as_json(desk, months))
            return
        found = desk.database.read(incident_figures.summary, months, Level(by))
    _print_summary(found)


@incidents_group.command("recount")
@on_a_desk
def recount(asked: Asked) -> None:
    """Count all months anew by the boundaries on the desk, after a set was taken in."""
    from warden_desk.services.incidents import incident_recount

    with asked.desk() as desk:
        changed, _ = desk.database.write(
            "Count incidents anew", incident_recount.recount, act=asked.act()
        )
    click.echo("1 month came out otherwise." if changed == 1 else f"{changed} months changed.")


def _print_plan(plan: "IncidentsPlan", *, dry_run: bool) -> None:
    for one in plan.months:
        click.echo(one.sentence)
    for left in plan.files.left_out:
        click.echo(f"{left.file_name}: {left.why}")
    findings = plan.files.findings
    for finding in findings[:_SHOWN_FINDINGS]:
        click.echo(str(finding))
    if len(findings) > _SHOWN_FINDINGS:
        click.echo(f"and {len(findings) - _SHOWN_FINDINGS} more rows that cannot be read.")
    if dry_run:
        click.echo("Nothing was written.")


def _months(desk: "Desk", month: str | None, until: str | None) -> tuple[Month, ...]:
    from warden_desk.services.incidents import incident_figures

    known = desk.database.read(incident_figures.on_desk)
    if not known:
        raise UserError("There are no police figures on the desk yet. Import a month first.")
    last = Month.parse(until) if until else Month.parse(month) if month else known[-1]
    first = Month.parse(month) if month else last
    if last < first:
        raise UserError(f"{last.title} is before {first.title}. --until is the last month.")
    found = tuple(one for one in known if first <= one <= last)
    if not found:
        raise UserError(f"The desk has no figures of {last.title}. It has: {_list(known)}.")
    return found


def _list(months: Sequence[Month]) -> str:
    return ", ".join(str(month) for month in months)


def _print_summary(found: "Summary") -> None:
    is_compared = any(row.before is not None for row in found.rows)
    click.echo(f"{found.title}{', compared with' if is_compared else ':'} {found.compared_with}.")
    click.echo(found.counted_words)
    print_table(
        ("Area", "District", "Incidents", "of them ASB", "Before", "Trend", "Rate"),
        [
            (
                row.name,
                row.district,
                row.count,
                row.asb,
                "" if row.before is None else row.before,
                row.trend,
                f"{row.rate:.1f} {row.rate_unit}" if row.rate is not None else "",
            )
            for row in found.rows
        ],
    )


def _import_as_json(desk: "Desk", plan: "IncidentsPlan", *, is_there: bool) -> dict[str, object]:
    months = [one.figures.month for one in plan.months]
    counted = _counts(desk, months) if is_there and months else {}
    return {
        **_totals([one.figures for one in plan.months]),
        "months": [
            {
                "month": str(one.figures.month),
                "force": one.figures.force,
                "verdict": one.verdict,
                **_totals([one.figures]),
            }
            for one in plan.months
        ],
        "left_out": [{"file": one.file_name, "why": one.why} for one in plan.files.left_out],
        "findings": [
            {"file": one.file_name, "row": one.row, "column": one.column, "text": one.text}
            for one in plan.files.findings
        ],
        **counted,
    }


def _months_as_json(desk: "Desk", months: Sequence[Month]) -> dict[str, object]:
    from warden_desk.services.incidents import incidents

    held = [row for row in desk.database.read(incidents.months) if row.month in months]
    return {
        **_totals(held),
        "months": [str(month) for month in months],
        "outlines": sorted({row.outlines for row in held}),
        **_counts(desk, months),
    }


def _totals(figures: Sequence[MonthFigures]) -> dict[str, int]:
    return {
        "rows": sum(one.rows for one in figures),
        "placed": sum(one.placed for one in figures),
        "without_place": sum(one.without_place for one in figures),
        "outside": sum(one.outside for one in figures),
        "unreadable": sum(one.unreadable for one in figures),
    }


def _counts(desk: "Desk", months: Sequence[Month]) -> dict[str, object]:
    from warden_desk.services.incidents import incident_figures

    lists = {"areas": Level.PARISH, "wards": Level.WARD, "districts": Level.DISTRICT}
    read = desk.database.read
    return {
        name: [_area(row) for row in read(incident_figures.summary, months, level).rows]
        for name, level in lists.items()
    }


def _area(row: AreaIncidents) -> dict[str, object]:
    return {
        "gss_code": row.gss_code,
        "name": row.name,
        "district": row.district,
        "count": row.count,
        "kinds": dict(row.kinds),
        "before": row.before,
        "rate": None if row.rate is None else round(row.rate, 2),
        "rate_unit": row.rate_unit,
        "trend": row.trend,
    }
