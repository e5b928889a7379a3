"""The `warden-desk` command: what it understands, and how it ends.

Exit status: 0 done, 1 refused with a sentence, 2 wrong usage.
"""

import sys
import traceback
from io import TextIOWrapper
from pathlib import Path

import click

from warden_desk import __version__
from warden_desk.cli import (
    absences,
    atlas,
    audit,
    availability,
    bookings,
    boundaries,
    contacts,
    coverage,
    desks,
    divided,
    events,
    hand_over,
    hot_spots,
    imports,
    incidents,
    issuing,
    leaving,
    mappings,
    maps,
    new_key,
    new_tasking,
    patterns,
    people,
    prints,
    reorganise,
    repairs,
    returns,
    self_test,
    sheets,
    tasking_acts,
    tasking_papers,
    taskings,
    users,
    week_rules,
    weeks,
    welfare,
    worked,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="Warden Desk")
@click.option("--desk", "outer", type=click.Path(dir_okay=False, path_type=Path), hidden=True)
def commands(outer: Path | None) -> None:
    """Plan, task and print a Community Warden service's week, offline.

    Without a command the window opens.
    """
    del outer  # each command looks it up: `--desk` may stand before or after it


for _command in (
    desks.new,
    desks.check,
    people.team,
    coverage.coverage,
    leaving.person_group,
    taskings.tasking,
    returns.meeting_group,
    imports.import_group,
    mappings.mapping_group,
    weeks.week_group,
    week_rules.marker_group,
    week_rules.funding_group,
    prints.prints_group,
    welfare.welfare_group,
    absences.absence_group,
    patterns.pattern_group,
    availability.availability_group,
    events.event_group,
    sheets.sheet,
    maps.map_command,
    atlas.atlas,
    contacts.contacts_group,
    boundaries.boundaries_group,
    incidents.incidents_group,
    reorganise.reorganise,
    divided.divided_group,
    hot_spots.hot_spot_group,
    hot_spots.need_group,
    audit.audit_group,
    users.user_group,
    self_test.self_test,
):
    commands.add_command(_command)
for _command in (
    returns.owed,
    returns.return_to_csu,
    tasking_papers.job_sheet,
    bookings.book,
    bookings.list_bookings,
    tasking_papers.attach,
    tasking_papers.list_attachments,
    imports.tasking_import,
    hand_over.hand_over,
    new_tasking.new_tasking,
    tasking_acts.edit,
    tasking_acts.link,
    tasking_acts.unlink,
    tasking_acts.told,
    tasking_acts.refer,
    tasking_acts.note,
):
    taskings.tasking.add_command(_command)
users.user_group.add_command(new_key.new_key)
weeks.week_group.add_command(week_rules.check)
weeks.week_group.add_command(repairs.repair)
for _command in (worked.confirm, worked.worked_shift, worked.missed, worked.as_planned):
    weeks.week_group.add_command(_command)
for _command in (issuing.issue, issuing.versions):
    weeks.week_group.add_command(_command)


def main() -> int:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # JSON is, and Windows would write a code page
    arguments = sys.argv[1:]
    if arguments[:1] == ["--self-test"]:  # how an installed bundle is tried out
        arguments[0] = "self-test"
    try:
        return commands(arguments, prog_name="warden-desk")
    except Exception as error:  # noqa: BLE001  # nobody is to see a traceback, which may hold names
        click.echo(f"This should not have happened: {_where(error)}.", err=True)
        click.echo("What was saved before is safe. Please report these words.", err=True)
        return 1


def _where(error: Exception) -> str:
    """The kind of a defect and its place in the program: enough to find it, nothing of the data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
