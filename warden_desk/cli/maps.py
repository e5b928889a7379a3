"""`map --out`: the coverage map as a file to hand out."""

from datetime import date
from pathlib import Path

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import save_file
from warden_desk.cli.reading import day


@click.command("map")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that ends in .html, .pdf or .png.",
)
@click.option("--team", help="Only this team's districts: its number or name.")
@click.option("--date", "on", type=day, help="On which day; today unless said.")
@on_a_desk
def map_command(asked: Asked, *, out: Path, team: str | None, on: date | None) -> None:
    """Draw which parishes are covered."""
    from warden_desk.formats import map_files
    from warden_desk.services import teams
    from warden_desk.services.boundaries import boundaries
    from warden_desk.services.coverage import coverage_maps

    draw = map_files.maker(out)  # before the passphrase is asked for in vain
    shown_on = on or asked.today()
    with asked.desk() as desk:
        found = desk.database.read(teams.find, team, shown_on) if team else None
        shown = desk.database.read(
            coverage_maps.coverage_map,
            shown_on,
            act=asked.act(),
            district_ids=found.district_ids if found else None,
            scope=found.name if found else "",
            is_practice=desk.is_practice,
        )
        outlines = desk.database.read(boundaries.outlines_on, shown_on)
    save_file(out, draw(shown, outlines))
    click.echo(f"{shown.scope}, {shown_on}: {out}")
