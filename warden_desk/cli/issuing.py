"""`week issue|versions`: signing a team's week, and the versions there were."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, local_time, print_json, print_table
from warden_desk.cli.reading import reason_option, team_option, week_option
from warden_desk.domain.check_list import CheckList
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NeedsReason, UserError
from warden_desk.domain.sheet_versions import VersionRow

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.storage.desks import Desk


@click.command("issue")
@team_option
@week_option
@click.option("--by", default="", help="Who signs; this machine's user unless said.")
@reason_option
@click.option("--dry-run", is_flag=True, help="Show the check list; sign nothing.")
@json_option
@on_a_desk
def issue(
    asked: Asked,
    *,
    team: str,
    in_week: Week,
    by: str,
    reason: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Sign a team's week and issue it as the next version.

    What stops it cannot be reasoned away; what warns needs --reason, which is kept.
    """
    from warden_desk.services import teams
    from warden_desk.services.papers import check_lists, issuing

    act = replace(asked.act(), by=by) if by.strip() else asked.act()
    with asked.desk() as desk:
        row = desk.database.read(teams.find, team, in_week.monday)
        if dry_run:
            checks = desk.database.read(check_lists.of_week, row.id, in_week)
            _show_checks(checks, as_json=as_json)
            return
        with _warnings_listed():
            signed, _ = desk.database.write(
                f"Issue week {in_week.number}",
                issuing.sign_off,
                row.id,
                in_week,
                today=asked.today(),
                act=act,
                reason=reason,
                is_practice=desk.is_practice,
            )
        changes = _changes(desk, signed)
    if as_json:
        print_json(_as_json(signed) | {"changes": changes})
        return
    click.echo(f"{signed.team}, week {in_week}: version {signed.version} issued by {act.by}.")
    for change in changes:
        click.echo(
            f"  {' '.join(filter(None, (change['what'], change['when'])))}: {change['text']}"
        )


@click.command("versions")
@team_option
@week_option
@json_option
@on_a_desk
def versions(asked: Asked, *, team: str, in_week: Week, as_json: bool) -> None:
    """List the versions of a team's week, the newest first."""
    from warden_desk.services import teams
    from warden_desk.services.papers import sheet_versions

    with asked.desk() as desk:
        row = desk.database.read(teams.find, team, in_week.monday)
        found = desk.database.read(sheet_versions.versions, row.id, in_week)
    if as_json:
        print_json([_as_json(version) for version in found])
        return
    print_table(
        ("Version", "Status", "Signed by", "Signed", "Sent by"),
        [
            (
                version.version,
                version.approval if version.is_waiting else version.status,
                version.issued_by,
                local_time(version.issued_at) if version.issued_at else "",
                version.sent_by,
            )
            for version in found
        ],
    )


@contextmanager
def _warnings_listed() -> Generator[None]:
    """A week may need many reasons: they are said a line each."""
    try:
        yield
    except NeedsReason as asked:
        listed = "\n".join(f"  {warning}" for warning in asked.warnings)
        raise UserError(
            f"These warnings have no reason yet:\n{listed}\nGive one with --reason."
        ) from asked


def _changes(desk: "Desk", signed: VersionRow) -> list[dict[str, str]]:
    from warden_desk.services.papers import sheet_versions

    content = desk.database.read(sheet_versions.content_of, signed.id)
    return [
        {"what": change.what, "when": change.when, "text": change.words}
        for change in content.changes
    ]


def _show_checks(checks: CheckList, *, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "check": line.check,
                    "wanted": line.check.wanted,
                    "ticked": line.is_ticked,
                    "findings": [
                        {
                            "rule": found.rule,
                            "severity": found.severity,
                            "date": found.on_date,
                            "text": found.sentence,
                            "reason": found.reason,
                        }
                        for found in line.findings
                    ],
                }
                for line in checks.lines
            ]
        )
        return
    for line in checks.lines:
        click.echo(f"[{'x' if line.is_ticked else ' '}] {line.check.wanted}: {line.standing}")
        for found in line.findings:
            reason = f". Reason: {found.reason}" if found.reason else ""
            click.echo(f"      {found.severity}: {found.sentence}{reason}")


def _as_json(version: VersionRow) -> dict[str, object]:
    return {
        "ref": version.short,
        "team": version.team,
        "week": str(version.week),
        "version": version.version,
        "status": version.status,
        "approval": version.approval,
        "sent_by": version.sent_by,
        "sent_at": version.sent_at,
        "signed_by": version.issued_by,
        "signed_at": version.issued_at,
        "answer": version.answer,
    }
