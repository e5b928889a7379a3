"""`week check`, `marker`, `funding`: what the rules say, and what they go by."""

from datetime import date

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import day, reason_option, team_option, week_option
from warden_desk.domain.dates import Week, uk_date
from warden_desk.domain.funding import FundingDraft
from warden_desk.domain.markers import MarkerDraft
from warden_desk.domain.shifts import hours
from warden_desk.domain.week_rows import FindingRow


@click.command("check")
@team_option
@week_option
@json_option
@on_a_desk
def check(asked: Asked, *, team: str, in_week: Week, as_json: bool) -> None:
    """Say what the rules find in a team's week, worst first."""
    from warden_desk.services import teams
    from warden_desk.services.week import week_findings

    with asked.desk() as desk:
        row = desk.database.read(teams.find, team, in_week.monday)
        found = desk.database.read(week_findings.findings, row.id, in_week)
    if as_json:
        print_json([_as_json(finding) for finding in found])
        return
    if not found:
        click.echo("Nothing to settle.")
    for finding in found:
        word = "settled" if finding.is_settled else finding.severity.value
        reason = f" Reason: {finding.reason}" if finding.reason else ""
        click.echo(f"{word}: {finding.sentence}.{reason}")


def _as_json(finding: FindingRow) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "person": finding.person,
        "date": finding.on_date,
        "text": finding.text,
        "area": finding.area,
        "reason": finding.reason,
        "accepted_by": finding.accepted_by,
    }


@click.group("marker")
def marker_group() -> None:
    """Risk markers of places and cases. Only what is done about them is ever printed."""


@marker_group.command("add")
@click.option("--kind", required=True, help="What kind of risk, such as dog.")
@click.option("--control", required=True, help="What is done about it, such as pair.")
@click.option("--parish", default="", help="The parish it lies in.")
@click.option("--place", default="", help="The place in it; all of the parish unless said.")
@click.option("--reference", default="", help="Of a case, where it is about no place.")
@click.option("--evidence", required=True, help="The reference of the evidence.")
@click.option("--review", type=day, help="When it is looked at again; a year from now unless said.")
@on_a_desk
def add_marker(
    asked: Asked,
    *,
    kind: str,
    control: str,
    parish: str,
    place: str,
    reference: str,
    evidence: str,
    review: date | None,
) -> None:
    """Enter a marker. It counts once another person has approved it."""
    from warden_desk.services import areas, markers

    with asked.desk() as desk:
        area = desk.database.read(areas.find, parish, asked.today()) if parish else None
        draft = MarkerDraft(
            kind=kind,
            control=control,
            area_id=area.id if area else None,
            place=place,
            reference=reference,
            evidence_reference=evidence,
            review_on=review,
        )
        key, _ = desk.database.write("Enter a risk marker", markers.add, draft, act=asked.act())
    click.echo(f"{key}: waits for another person's approval.")


@marker_group.command("list")
@click.option("--all", "with_ended", is_flag=True, help="Those that ended, too.")
@json_option
@on_a_desk
def list_markers(asked: Asked, *, with_ended: bool, as_json: bool) -> None:
    """List the markers, the next to be reviewed first."""
    from warden_desk.services import markers

    with asked.desk() as desk:
        found = desk.database.read(markers.rows, asked.today(), with_ended=with_ended)
    if as_json:
        print_json(found)
        return
    print_table(
        ("Marker", "About", "What is done", "State", "Review"),
        [(row.id, row.about, row.control, row.state, uk_date(row.review_on)) for row in found],
    )


@marker_group.command("approve")
@click.argument("marker")
@on_a_desk
def approve_marker(asked: Asked, *, marker: str) -> None:
    """Let MARKER count; not by who entered it."""
    from warden_desk.services import markers

    with asked.desk() as desk:
        desk.database.write("Approve a risk marker", markers.approve, marker, act=asked.act())
    click.echo("Approved.")


@marker_group.command("end")
@click.argument("marker")
@reason_option
@on_a_desk
def end_marker(asked: Asked, *, marker: str, reason: str) -> None:
    """Take MARKER out of use; it stays on record."""
    from warden_desk.services import markers

    with asked.desk() as desk:
        desk.database.write("End a risk marker", markers.end, marker, reason, act=asked.act())
    click.echo("Ended.")


@click.group("funding")
def funding_group() -> None:
    """Hours that parishes buy."""


@funding_group.command("add")
@click.option("--parish", "parishes", multiple=True, required=True, help="May be said repeatedly.")
@click.option("--minutes", type=int, required=True, help="A week.")
@click.option("--from", "first", type=day, required=True, help="The first day it holds.")
@click.option("--to", "last", type=day, help="The first day it does not hold any more.")
@click.option("--carry", type=int, default=0, help="Weeks over which hours are made good.")
@click.option("--payer", default="", help="Who pays; the parishes unless said.")
@on_a_desk
def add_funding(
    asked: Asked,
    *,
    parishes: tuple[str, ...],
    minutes: int,
    first: date,
    last: date | None,
    carry: int,
    payer: str,
) -> None:
    """Keep an agreement."""
    from warden_desk.services import areas, funding

    with asked.desk() as desk:
        found = [desk.database.read(areas.find, name, first) for name in parishes]
        draft = FundingDraft(
            payer=payer,
            area_ids=tuple(area.id for area in found),
            minutes_a_week=minutes,
            valid_from=first,
            valid_to=last,
            carry_weeks=carry,
        )
        key, _ = desk.database.write("Keep an agreement", funding.add, draft, act=asked.act())
    click.echo(f"{key}: {hours(minutes)} hours a week from {uk_date(first)}.")


@funding_group.command("list")
@json_option
@on_a_desk
def list_funding(asked: Asked, *, as_json: bool) -> None:
    """List the agreements."""
    from warden_desk.services import funding

    with asked.desk() as desk:
        found = desk.database.read(funding.rows)
    if as_json:
        print_json(found)
        return
    print_table(
        ("Agreement", "Payer", "For", "Hours a week", "From", "To"),
        [
            (
                row.id,
                row.payer,
                ", ".join(row.areas),
                hours(row.minutes_a_week),
                uk_date(row.valid_from),
                uk_date(row.valid_to) if row.valid_to else "",
            )
            for row in found
        ],
    )


@funding_group.command("end")
@click.argument("agreement")
@click.option("--on", type=day, required=True, help="The first day it does not hold any more.")
@on_a_desk
def end_funding(asked: Asked, *, agreement: str, on: date) -> None:
    """Let AGREEMENT end."""
    from warden_desk.services import funding

    with asked.desk() as desk:
        desk.database.write("End an agreement", funding.end, agreement, on, act=asked.act())
    click.echo("Ended.")
