"""`map --out`: what the map shows, as a file to hand out."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.examples import examples
from warden_desk.cli.map_ground import excerpt_of, with_ground
from warden_desk.cli.output import save_file
from warden_desk.cli.reading import day
from warden_desk.domain import coverage_modes
from warden_desk.domain.coverage_modes import Mode
from warden_desk.domain.errors import UserError
from warden_desk.domain.map_excerpts import Extent
from warden_desk.domain.map_papers import MapRequest, Sheet
from warden_desk.domain.rights import Right

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.storage.desks import Desk

OPTIONS: tuple[Any, ...] = (
    click.option(
        "--mode",
        type=click.Choice([mode.value for mode in Mode]),
        help="What it shows; coverage unless said.",
    ),
    click.option("--team", help="Only this team's districts: its number or name."),
    click.option("--date", "on", type=day, help="The day, or a period's last; today unless said."),
    click.option(
        "--days",
        type=click.IntRange(1, 3660),
        default=coverage_modes.USUAL_DAYS,
        show_default=True,
        help="The length of the period, in the modes that have one.",
    ),
    click.option("--person", help="Who might leave, for vacancy: a collar number or a name."),
    click.option("--names", is_flag=True, help="Name people. The file is then marked sensitive."),
)
"""What `map` and `atlas` may be asked for alike."""


def with_options(command: Any) -> Any:
    """Give a command the options of a map."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command(
    "map",
    epilog=examples(
        "map --out coverage.pdf --team 2",
        "map --mode debt --date 2026-03-31 --days 90 --out debt.csv",
        "map --mode vacancy --person CW107 --out if-she-leaves.png",
    ),
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that ends in .pdf, .png, .html, .gpkg or .csv.",
)
@with_options
@click.option(
    "--sheet",
    type=click.Choice([sheet.value for sheet in Sheet]),
    default=Sheet.FITTING.value,
    help="How the paper lies; as it fits best unless said.",
)
@with_ground
@on_a_desk
def map_command(
    asked: Asked,
    *,
    out: Path,
    sheet: str,
    area_names: tuple[str, ...],
    bbox: Extent | None,
    layers: tuple[str, ...],
    **wanted: Any,
) -> None:
    """Save what the map shows. A .gpkg or .csv has the values of all modes unless one is said."""
    from warden_desk.formats import map_files
    from warden_desk.services.coverage import excerpts, maps
    from warden_desk.services.papers import map_prints

    kind = map_files.kind_of(out)  # before the passphrase is asked for in vain
    with asked.desk() as desk:
        desk.database.rights.check(Right.RECORD)  # a map that is not logged is not made
        request = map_request(desk, asked, **wanted)
        excerpt = excerpt_of(desk, request, area_names, bbox, layers)
        request = desk.database.read(excerpts.resolved, replace(request, excerpt=excerpt))
        data = desk.database.read(
            maps.made,
            request,
            kind,
            sheet=Sheet(sheet),
            is_every=wanted["mode"] is None,
            act=asked.act(),
            is_practice=desk.is_practice,
        )
        save_file(out, data)
        desk.database.write("Save the map", map_prints.log, "Map", request, act=asked.act())
    click.echo(f"{request.asked.mode.label}, {request.scope or 'all'}, {request.asked.on}: {out}")


def map_request(
    desk: "Desk",
    asked: Asked,
    *,
    mode: str | None,
    team: str | None,
    on: date | None,
    days: int,
    person: str | None,
    names: bool,
) -> MapRequest:
    """What the options ask for.

    Raises:
        UserError: no such team or person, nobody is named who might leave, or a day of which no
            area is known.
    """
    from warden_desk.services import areas, people, teams

    chosen, shown_on = Mode(mode or Mode.COVERAGE), on or asked.today()
    desk.database.read(areas.check_day, shown_on)
    if chosen is Mode.VACANCY and not person:
        raise UserError("Say who might leave: --person, by collar number or name.")
    found = desk.database.read(teams.find, team, shown_on) if team else None
    leaver = desk.database.read(people.find, person, shown_on) if person else None
    return MapRequest(
        asked=coverage_modes.Asked(
            mode=chosen, on=shown_on, days_back=days, person_id=leaver.id if leaver else None
        ),
        district_ids=found.district_ids if found else None,
        scope=found.name if found else "",
        with_names=names,
    )
