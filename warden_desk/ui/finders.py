"""What the palette finds in the desk, beside commands."""

from collections.abc import Sequence
from functools import partial

from warden_desk.domain.finding import Thing
from warden_desk.services import finding
from warden_desk.ui.palette import Found
from warden_desk.ui.workspace import Workspace

ICONS = {"person": "people", "area": "parishes", "tasking": "taskings", "team": "team"}


def find_things(workspace: Workspace, typed: str) -> Sequence[Found]:
    """People, parishes, taskings and teams that bear what was typed."""
    things = workspace.read(finding.things, typed, workspace.today())
    return [
        Found(thing.title, thing.hint, ICONS[thing.kind], partial(_open, workspace, thing))
        for thing in things
    ]


def _open(workspace: Workspace, thing: Thing) -> None:
    if thing.kind == "team":
        workspace.choose_team(thing.id)
    else:
        workspace.open_thing(thing.kind, thing.id)
