"""`atlas --out`: a page for each district, team or parish."""

from pathlib import Path
from typing import Any

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.examples import examples
from warden_desk.cli.maps import map_request, with_options
from warden_desk.cli.output import save_file
from warden_desk.domain.errors import UserError
from warden_desk.domain.map_papers import AtlasRequest, Per
from warden_desk.domain.rights import Right


@click.command(
    epilog=examples(
        "atlas --out kent.pdf",
        "atlas --per parish --team 2 --out parishes.pdf",
        "atlas --mode minutes --date 2026-03-31 --days 90 --out quarter.pdf",
    )
)
@click.option(
    "--per",
    type=click.Choice([per.value for per in Per]),
    default=Per.DISTRICT.value,
    show_default=True,
    help="What gets a page of its own.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that ends in .pdf.",
)
@with_options
@on_a_desk
def atlas(asked: Asked, *, per: str, out: Path, **wanted: Any) -> None:
    """Print an atlas: an overview, an index, and a page for each part of the map."""
    from warden_desk.services.coverage import atlas as atlases
    from warden_desk.services.papers import map_prints

    if out.suffix.lower() != ".pdf":
        raise UserError(f"{out.name} is no paper: an atlas is a PDF, so end it in .pdf.")
    with asked.desk() as desk:
        desk.database.rights.check(Right.RECORD)  # a paper that is not logged is not made
        shown = map_request(desk, asked, **wanted)
        request = AtlasRequest(per=Per(per), shown=shown)
        data = desk.database.read(
            atlases.made, request, act=asked.act(), is_practice=desk.is_practice
        )
        save_file(out, data)
        desk.database.write(
            "Print an atlas", map_prints.log, f"Atlas by {per}", shown, act=asked.act()
        )
    click.echo(f"{shown.asked.mode.label}, a page for each {per}, {shown.asked.on}: {out}")
