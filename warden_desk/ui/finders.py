"""What the palette finds in the desk, beside commands: things by name, and lessons to practise."""

from collections.abc import Sequence
from functools import partial

from warden_desk.domain.finding import Thing
from warden_desk.services import finding
from warden_desk.ui.lessons import REORGANISATIONS, TITLE
from warden_desk.ui.palette import Found
from warden_desk.ui.workspace import Workspace

ICONS = {
    "person": "people",
    "area": "parishes",
    "contact": "phone",
    "tasking": "taskings",
    "team": "team",
    "talk": "mail",
}


def find_things(workspace: Workspace, typed: str) -> Sequence[Found]:
    """People, parishes, contacts, taskings, teams and talks that bear what was typed."""
    things = workspace.read(finding.things, typed, workspace.today())
    return [
        Found(thing.title, thing.hint, ICONS[thing.kind], partial(_open, workspace, thing))
        for thing in things
    ]


def find_lessons(workspace: Workspace, typed: str) -> Sequence[Found]:
    """Lessons whose title has every word that was typed; on a practice desk only."""
    if not workspace.is_practice:
        return []
    words = typed.casefold().split()
    titles = {key: f"{TITLE}, {words}" for key, words in REORGANISATIONS.items()}
    return [
        Found(title, "lesson", "question", partial(workspace.open_thing, "reorganisation", key))
        for key, title in titles.items()
        if all(word in title.casefold() for word in words)
    ]


def _open(workspace: Workspace, thing: Thing) -> None:
    if thing.kind == "team":
        workspace.choose_team(thing.id)
    elif thing.kind == "talk":
        workspace.open_thing("contact", thing.id)
    else:
        workspace.open_thing(thing.kind, thing.id)
