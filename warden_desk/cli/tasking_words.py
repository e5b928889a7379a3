"""Taskings as scripts and people read them on the command line."""

import click

from warden_desk.cli.output import local_time
from warden_desk.domain.tasking_states import LABELS
from warden_desk.domain.taskings import TaskingDetail, TaskingRow


def due_text(row: TaskingRow) -> str:
    """The day it is due, or what was said instead of one."""
    return row.due_on.isoformat() if row.due_on else row.due_words


def row_as_json(row: TaskingRow) -> dict[str, object]:
    """A line of the list."""
    return {
        "ref": row.reference,
        "title": row.title,
        "area": row.area,
        "state": row.state,
        "urgency": row.urgency,
        "due": row.due_on,
        "due_words": row.due_words,
        "who": row.who,
        "marking": row.marking,
    }


def detail_as_json(detail: TaskingDetail) -> dict[str, object]:
    """Its facts, who has it, its links and its log."""
    draft = detail.draft
    return {
        "ref": detail.reference,
        "title": draft.title,
        "state": detail.state,
        "district": detail.district,
        "area": detail.area,
        "csu": detail.csu,
        "place": draft.place,
        "postcode": draft.postcode,
        "description": draft.description,
        "wanted": draft.wanted,
        "category": draft.category,
        "urgency": draft.urgency,
        "due": draft.due_on,
        "due_words": draft.due_words,
        "marking": draft.marking,
        "external_reference": draft.external_reference,
        "case_reference": draft.case_reference,
        "outcome": detail.outcome,
        "who": [assignment.name for assignment in detail.assignments],
        "links": [{"ref": link.reference, "how": link.words} for link in detail.links],
        "log": [
            {"kind": entry.kind, "at": entry.at, "by": entry.by, "text": entry.text}
            for entry in detail.entries
        ],
    }


def print_detail(detail: TaskingDetail) -> None:
    """The same, to be read."""
    draft = detail.draft
    where = ", ".join(filter(None, (detail.area, draft.place, draft.postcode)))
    facts = {
        "State": LABELS[detail.state],
        "Marking": draft.marking,
        "Where": where,
        "Asked by": ", ".join(filter(None, (detail.csu, draft.requester))),
        "Wanted": draft.wanted,
        "Who": ", ".join(assignment.name for assignment in detail.assignments) or "nobody yet",
        "Due": draft.due_on.isoformat() if draft.due_on else draft.due_words or "no date",
        "Outcome": detail.outcome_label,
        "Linked": ", ".join(f"{link.words} {link.reference}" for link in detail.links),
    }
    click.echo(f"{detail.reference}  {draft.title}")
    for name, value in facts.items():
        if value:
            click.echo(f"  {name + ':':<10} {value}")
    for entry in detail.entries:
        click.echo(f"  {local_time(entry.at)}  {entry.kind}  {entry.text}  ({entry.by})")
