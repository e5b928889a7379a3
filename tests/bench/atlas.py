"""How long an atlas takes: twelve districts, gathered from the desk and written as PDF.

`python -m tests.bench.atlas` prints the figures, in seconds.
"""

import json
import tempfile
from pathlib import Path

from tests.bench.harness import interleaved, medians, runs, seconds
from tests.bench.sheets import practice_service
from tests.conftest import NOW, TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.map_papers import AtlasRequest, MapRequest, Per
from warden_desk.services.coverage import atlas
from warden_desk.storage.desks import Desk

ACT = Act(by="T. Tester", at=NOW)


def measure() -> dict[str, float]:
    """Seconds for an atlas of the practice service by district; once by team and by parish."""
    with tempfile.TemporaryDirectory() as folder, practice_service(Path(folder)) as (desk, _):
        pages: dict[Per, int] = {}

        def made(per: Per) -> None:
            pages[per] = _made(desk, per).count(b"/Type /Page\n")

        ways = {"districts": lambda: seconds(lambda: made(Per.DISTRICT))}
        # The first round counts, too: it loads what draws, as the first atlas of a day does.
        took = medians(interleaved(runs(3), ways, warm_up=False))
        others = {per: seconds(lambda per=per: made(per)) for per in (Per.TEAM, Per.PARISH)}
    return {
        "atlas: twelve districts, s": took["districts"],
        "atlas: the teams, s": others[Per.TEAM],
        "atlas: 320 parishes, s": others[Per.PARISH],
        "atlas: pages by parish": pages[Per.PARISH],
    }


def _made(desk: Desk, per: Per) -> bytes:
    shown = MapRequest(asked=Asked(mode=Mode.COVERAGE, on=TODAY))
    request = AtlasRequest(per=per, shown=shown)
    return desk.database.read(atlas.made, request, act=ACT, is_practice=True)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))  # noqa: T201 - a bench is run to be read
