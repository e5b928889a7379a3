"""`hotspot` and `need`: where to go, and how much a parish needs somebody."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table, save_file
from warden_desk.cli.reading import day
from warden_desk.domain.errors import UserError
from warden_desk.domain.incidents import Level
from warden_desk.domain.need import formula


@click.group("hotspot")
def hot_spot_group() -> None:
    """Places where too much happens, the patrols for them, and what came of it."""


@hot_spot_group.command("list")
@json_option
@on_a_desk
def list_hot_spots(asked: Asked, *, as_json: bool) -> None:
    """List the hot-spots, the latest first."""
    from warden_desk.services.hot_spots import hot_spots

    with asked.desk() as desk:
        found = desk.database.read(hot_spots.rows)
    if as_json:
        print_json(
            [
                {
                    "ref": row.id,
                    "name": row.name,
                    "area": row.area,
                    "district": row.district,
                    "from": row.acts_from,
                    "to": row.acts_to,
                    "state": row.state(asked.today()),
                    "patrols": row.patrols,
                }
                for row in found
            ]
        )
        return
    print_table(
        ("No.", "Hot-spot", "Where", "State", "Patrols"),
        [
            (number, row.name, row.place, row.state(asked.today()), row.patrols)
            for number, row in enumerate(found, start=1)
        ],
    )


@hot_spot_group.command("sheet")
@click.argument("hotspot")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that ends in .pdf.",
)
@on_a_desk
def sheet(asked: Asked, *, hotspot: str, out: Path) -> None:
    """Print the sheet of HOTSPOT (its number in the list, or its name), with before and after."""
    from warden_desk.formats.pdf import hot_spot as paper
    from warden_desk.services.hot_spots import hot_spots

    with asked.desk() as desk:
        found = desk.database.read(hot_spots.find, hotspot)
        content = desk.database.read(
            hot_spots.sheet,
            found.id,
            today=asked.today(),
            act=asked.act(),
            is_practice=desk.is_practice,
        )
        save_file(out, paper.render(content))
        desk.database.write("Print a hot-spot sheet", hot_spots.log_print, content, act=asked.act())
    click.echo(f"{content.effect.conclusion}")


@click.group("need")
def need_group() -> None:
    """The need of the parishes: named indicators, each with a weight."""


@need_group.command("list")
@click.option("--on", type=day, help="A day; today unless said.")
@click.option(
    "--by",
    type=click.Choice([Level.PARISH.value, Level.WARD.value]),
    default=Level.PARISH.value,
    help="What is ranked: parishes, or wards.",
)
@json_option
@on_a_desk
def list_need(asked: Asked, *, on: date | None, by: str, as_json: bool) -> None:
    """List the parishes or wards, the greatest need first, with the formula."""
    from warden_desk.services.incidents import need

    with asked.desk() as desk:
        asked_on = on or asked.today()
        weighting = desk.database.read(need.indicators, asked_on)
        rows = desk.database.read(need.scores, asked_on, level=Level(by))
    if as_json:
        print_json(
            [
                {
                    "gss_code": row.gss_code,
                    "name": row.name,
                    "district": row.district,
                    "rank": row.rank,
                    "score": None if row.score is None else round(row.score, 1),
                    "parts": {
                        part.label: {"value": part.value, "points": part.points}
                        for part in row.parts
                    },
                }
                for row in rows
            ]
        )
        return
    click.echo(formula(weighting, by, "wards" if by == Level.WARD else "parishes"))
    print_table(
        ("Rank", by.capitalize(), "District", "Score", "What counts most"),
        [
            (row.rank, row.name, row.district, f"{row.score:.1f}", row.why)
            for row in rows
            if row.score is not None
        ],
    )


@need_group.command("weightings")
@json_option
@on_a_desk
def list_weightings(asked: Asked, *, as_json: bool) -> None:
    """List every weighting with the days it holds, the latest first."""
    from warden_desk.services.incidents import need

    with asked.desk() as desk:
        found = desk.database.read(need.weightings)
    if as_json:
        print_json(
            [
                {
                    "from": one.since,
                    "until": one.until,
                    "weights": {each.code: each.weight for each in one.indicators},
                }
                for one in found
            ]
        )
        return
    print_table(
        ("From", "Until", "Weights"),
        [(one.since or "the beginning", one.until or "", one.words) for one in found],
    )


@need_group.command("set")
@click.argument("weights", nargs=-1, required=True, metavar="CODE=WEIGHT…")
@click.option("--from", "since", type=day, help="The first day it holds; today unless said.")
@on_a_desk
def set_need(asked: Asked, *, weights: tuple[str, ...], since: date | None) -> None:
    """Weigh indicators, as in asb=40 visit=20; 0 leaves one out. The others keep theirs."""
    from warden_desk.services.incidents import need

    with asked.desk() as desk:
        first = since or asked.today()
        now = desk.database.read(need.indicators, first)
        given = dict(_weight(text) for text in weights)
        unknown = sorted(given.keys() - {one.code for one in now})
        if unknown:
            known = ", ".join(one.code for one in now)
            raise UserError(f"There is no indicator “{unknown[0]}”. There are: {known}.")
        wanted = [replace(one, weight=given.get(one.code, one.weight)) for one in now]
        desk.database.write("Weigh need", need.set_indicators, wanted, first, act=asked.act())
    click.echo(formula(wanted))


@need_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", required=True, help="Where the figures come from, as in “Census 2021”.")
@click.option("--on", "known_on", type=day, help="The day they were known; today unless said.")
@on_a_desk
def import_need(asked: Asked, *, file: Path, source: str, known_on: date | None) -> None:
    """Take in figures entered by hand: a list of parishes with a column for each indicator."""
    from warden_desk.services.incidents import need_imports

    with asked.desk() as desk:
        plan = desk.database.read(
            need_imports.plan, file, source=source, on=known_on or asked.today()
        )
        desk.database.write("Enter need figures", need_imports.take_in, plan, act=asked.act())
    click.echo(plan.sentence)
    if plan.passed_over:
        click.echo(f"Columns passed over: {', '.join(plan.passed_over)}.")
    for finding in plan.findings:
        click.echo(str(finding))


def _weight(text: str) -> tuple[str, int]:
    code, _, number = text.partition("=")
    if not number.strip().isdigit():
        raise UserError(f"“{text}” is no weight. Write the indicator and a number, as in asb=40.")
    return code.strip(), int(number)
