"""The pages of the window, as data: one line each. Nothing is imported until it is visited."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from warden_desk.ui.widgets.page import Page

if TYPE_CHECKING:  # a workspace brings SQLAlchemy, which must not delay the first paint
    from warden_desk.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page. `opens` are the kinds of thing it is the place of (see `Workspace.open_thing`)."""

    key: str
    title: str
    icon: str
    factory: str
    opens: tuple[str, ...] = ()
    at_foot: bool = False
    """Stands at the foot of the rail, apart from the day's work."""
    under: str = ""
    """The page of the rail that leads to it; empty for one with a place of its own there."""

    def make(self, workspace: "Workspace") -> Page:
        """Import the page's module and make the page."""
        module, _, name = self.factory.partition(":")
        made: Callable[[Workspace], Page] = getattr(import_module(module), name)
        return made(workspace)


_PAGES = "warden_desk.ui.pages"

PAGES = (
    PageEntry("today", "Today", "today", f"{_PAGES}.today:TodayPage"),
    PageEntry("taskings", "Taskings", "taskings", f"{_PAGES}.taskings:TaskingsPage", ("tasking",)),
    PageEntry("returns", "Returns", "export", f"{_PAGES}.returns:ReturnsPage", ("csu",)),
    PageEntry("week", "Week", "week", f"{_PAGES}.week:WeekPage", ("week",)),
    PageEntry("parishes", "Parishes", "parishes", f"{_PAGES}.parishes:ParishesPage", ("area",)),
    PageEntry("people", "People", "people", f"{_PAGES}.people:PeoplePage", ("person",)),
    PageEntry("map", "Map", "map", f"{_PAGES}.map:MapPage", ()),
    PageEntry(
        "imports", "Imports", "import", f"{_PAGES}.imports:ImportsPage", ("import",), at_foot=True
    ),
    PageEntry("settings", "Settings", "settings", f"{_PAGES}.settings:SettingsPage", at_foot=True),
    PageEntry("users", "At this desk", "lock", f"{_PAGES}.users:UsersPage", under="settings"),
    PageEntry("looked", "Who looked", "lock", f"{_PAGES}.looked:LookedPage", under="settings"),
    PageEntry("issue", "Issue", "week", f"{_PAGES}.issuing:IssuingPage", ("issue",), under="week"),
    PageEntry(
        "welfare", "Welfare", "phone", f"{_PAGES}.welfare:WelfarePage", ("welfare",), under="today"
    ),
    PageEntry(
        "repair",
        "Somebody is sick",
        "people",
        f"{_PAGES}.repair:RepairPage",
        ("sick",),
        under="week",
    ),
    PageEntry("prints", "Print log", "print", f"{_PAGES}.prints:PrintsPage", under="week"),
    PageEntry(
        "registers",
        "Markers and agreements",
        "warning",
        f"{_PAGES}.registers:RegistersPage",
        under="week",
    ),
    PageEntry(
        "boundaries", "Boundaries", "map", f"{_PAGES}.boundaries:BoundariesPage", under="map"
    ),
    PageEntry(
        "reorganise",
        "Reorganisation",
        "parishes",
        f"{_PAGES}.reorganise:ReorganisePage",
        ("reorganisation",),
        under="map",
    ),
    PageEntry(
        "divided", "Divided parishes", "parishes", f"{_PAGES}.divided:DividedPage", under="map"
    ),
    PageEntry(
        "hotspots",
        "Hot-spots",
        "pin",
        f"{_PAGES}.hotspots:HotSpotsPage",
        ("hotspot",),
        under="map",
    ),
    PageEntry("atlas", "Atlas", "print", f"{_PAGES}.atlas:AtlasPage", ("atlas",), under="map"),
    PageEntry("need", "Need", "reports", f"{_PAGES}.need:NeedPage", under="map"),
    PageEntry(
        "contacts",
        "Contacts",
        "phone",
        f"{_PAGES}.parishes:ContactsPage",
        ("contact",),
        under="parishes",
    ),
    PageEntry("slips", "Slips", "result", f"{_PAGES}.slips:SlipsPage", ("slip",), under="taskings"),
)
"""In the order of the rail."""

RAIL = tuple(page for page in PAGES if not page.under)
"""Those with a place in the rail, and a number to be called by."""


def page_for(kind: str) -> PageEntry | None:
    """The page that is the place of this kind of thing."""
    return next((entry for entry in PAGES if kind in entry.opens), None)
