"""`coverage`: which parishes are covered on a day, and by whom."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.examples import examples
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import day
from warden_desk.domain.coverage import Coverage, CoverageRow


@click.command(
    epilog=examples(
        "coverage --team 2", "coverage --date 2026-03-31 --json", "map --mode debt --out debt.csv"
    )
)
@click.option("--date", "on", type=day, help="On which day; today unless said.")
@click.option("--team", help="Only a team's districts: its number or name.")
@json_option
@on_a_desk
def coverage(asked: Asked, *, on: date | None, team: str | None, as_json: bool) -> None:
    """Say which parishes are covered, by whom, and when somebody was there last.

    What else the map shows, “map” writes to a file of that ending: --out debt.csv.
    """
    from warden_desk.services import areas, teams
    from warden_desk.services.coverage import coverage as covers

    with asked.desk() as desk:
        read, shown_on = desk.database.read, on or asked.today()
        read(areas.check_day, shown_on)
        districts = read(teams.find, team, shown_on).district_ids if team else None
        rows = read(covers.coverage, shown_on, districts)
    counts = Counter(row.state for row in rows)
    if as_json:
        print_json(_as_json(rows, counts))
        return
    print_table(
        ("District", "Parish", "State", "Primary", "Last visit"),
        [(r.district, r.name, r.state.label, r.primary, r.last_visit) for r in rows],
    )
    click.echo()
    for state in Coverage:
        click.echo(f"{counts[state]:>5}  {state.label}")


def _as_json(rows: Sequence[CoverageRow], counts: Counter[Coverage]) -> dict[str, object]:
    return {
        "counts": {state.value: counts[state] for state in Coverage},
        "areas": [
            {
                "gss_code": row.gss_code,
                "name": row.name,
                "district": row.district,
                "state": row.state,
                "primary": row.primary,
                "others": row.others,
                "last_visit": row.last_visit,
                "target_days": row.target_days,
            }
            for row in rows
        ],
    }
