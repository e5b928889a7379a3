"""Taking in police figures from the page, in the background, and saying what became of them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from warden_desk.domain.incidents import MonthRow, MonthVerdict
from warden_desk.services.incidents import incident_overview, incidents
from warden_desk.services.incidents.incident_imports import IncidentsPlan
from warden_desk.ui.jobs import Job
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace

_SHOWN = 4
_LABEL = "Import police figures"


def take_in(
    page: Page, workspace: Workspace, paths: Sequence[Path], *, with_fewer: bool = False
) -> None:
    """Read files and write what they hold; what was left out is said, and Ctrl+Z takes it back.

    A month that lacks most of its rows is left out, and offered, unless it is meant.
    """
    act = workspace.act()
    work = partial(incident_overview.take_in_files, paths=paths, act=act, with_fewer=with_fewer)

    def done(plan: IncidentsPlan) -> None:
        if plan.has_fewer:
            again = partial(take_in, page, workspace, paths, with_fewer=True)
            page.notice.offer(_told(plan), "Replace it", again)
        else:
            page.tell(_told(plan), Tone.AMBER if plan.files.findings else Tone.GREEN)

    def start(_: str) -> None:
        _watch(page, workspace.start_write(_LABEL, work, done))

    attempt(page, start)


def recount(page: Page, workspace: Workspace) -> None:
    """Count all months by the boundaries that hold for them now."""
    act = workspace.act()

    def done(changed: int) -> None:
        said = "1 month" if changed == 1 else f"{changed} months"
        page.tell(f"{said} came out otherwise." if changed else "Nothing changed.", Tone.GREEN)

    def start(_: str) -> None:
        recounted = partial(incident_overview.recount, act=act)
        job = workspace.start_write("Count incidents anew", recounted, done)
        _watch(page, job)

    attempt(page, start)


def drop(page: Page, workspace: Workspace, month: MonthRow) -> None:
    """Take a month of a force off the desk."""
    name = f"{month.month.title}, {month.force}"

    def write(_: str) -> None:
        label = f"Remove police figures of {name}"
        workspace.write(label, incidents.remove, month.id, act=workspace.act())
        page.tell(f"{name} is off the desk. Ctrl+Z brings it back.", Tone.BLUE)

    attempt(page, write)


def _watch(page: Page, job: Job) -> None:
    page.notice.clear()
    job.failed.connect(partial(_refuse, page))
    page.progress.follow(job)


def _refuse(page: Page, error: Exception) -> None:
    page.tell(str(error), Tone.RED)


def _told(plan: IncidentsPlan) -> str:
    """What became of the files; what somebody must decide comes first."""
    months = sorted(plan.months, key=lambda one: one.verdict is not MonthVerdict.FEWER)
    said = [one.sentence for one in months]
    said += [f"{left.file_name}: {left.why}" for left in plan.files.left_out]
    said += [str(finding) for finding in plan.files.findings]
    more = len(said) - _SHOWN
    shown = said[:_SHOWN] + ([f"and {more} more."] if more > 0 else [])
    return "\n".join(shown)
