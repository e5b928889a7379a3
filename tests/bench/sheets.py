"""How long the sheets of a county take: gathered from the plan and written as PDF.

`python -m tests.bench.sheets` prints the figures, in seconds.
"""

import json
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.harness import interleaved, medians, runs, seconds
from tests.conftest import NOW, TODAY
from warden_desk.domain.dates import Week
from warden_desk.domain.sheets import SheetContent
from warden_desk.formats.pdf.deployment_sheet import render
from warden_desk.services import founding, practice, teams
from warden_desk.services.papers import sheets
from warden_desk.storage import desks
from warden_desk.storage.desks import Desk

SHEETS = 12
WEEK = Week.of(TODAY)


def measure() -> dict[str, float]:
    """Seconds for twelve team sheets of the practice service, and for their two halves."""
    with tempfile.TemporaryDirectory() as folder, practice_service(Path(folder)) as (desk, wanted):
        contents: list[SheetContent] = []

        def gather() -> None:
            contents[:] = contents_of(desk, wanted)

        def write() -> None:
            for content in contents:
                render(content)

        ways = {"gathered": lambda: seconds(gather), "written": lambda: seconds(write)}
        # The first round counts, too: users print one set of sheets, not four.
        took = medians(interleaved(runs(3), ways, warm_up=False))
    return {
        "sheets: twelve, s": took["gathered"] + took["written"],
        "sheets: twelve gathered, s": took["gathered"],
        "sheets: twelve written, s": took["written"],
    }


@contextmanager
def practice_service(folder: Path) -> Generator[tuple[Desk, list[str]]]:
    """A practice desk, and the teams of twelve sheets."""
    with desks.create_practice(folder / "practice.desk") as desk:
        desk.database.write("New desk", founding.found)
        desk.database.write("Practice data", practice.fill, today=TODAY)
        keys = [team.id for team in desk.database.read(teams.rows, TODAY)]
        yield desk, [keys[number % len(keys)] for number in range(SHEETS)]


def contents_of(desk: Desk, team_ids: Sequence[str]) -> list[SheetContent]:
    """What the sheets of these teams say."""
    return [_content(desk, key) for key in team_ids]


def _content(desk: Desk, team_id: str) -> SheetContent:
    return desk.database.read(
        sheets.content,
        team_id,
        WEEK,
        today=TODAY,
        printed_by="T. Tester",
        printed_at=NOW,
        is_practice=True,
    )


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))  # noqa: T201 - a bench is run to be read
