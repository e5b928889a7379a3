"""How long one waits in the morning for the ways round somebody who is sick.

`python -m tests.bench.repairs` prints the figures, in seconds.
"""

import json
import tempfile
from pathlib import Path

from sqlalchemy import select

from tests.bench.harness import interleaved, medians, runs, seconds
from tests.bench.sheets import practice_service
from tests.conftest import NOW, TODAY
from warden_desk.domain.changes import Act
from warden_desk.services.repair import repairs
from warden_desk.storage.tables import Shift


def measure() -> dict[str, float]:
    """Seconds for the ways of one day, in the fullest team of the practice service."""
    with tempfile.TemporaryDirectory() as folder, practice_service(Path(folder)) as (desk, teams):
        on_duty = select(Shift.person_id).where(
            Shift.team_id == teams[0], Shift.on_date == TODAY, Shift.code.in_(("E", "M", "L"))
        )
        somebody = desk.database.read(lambda session: session.scalars(on_duty).all())[0]
        act = Act("T. Tester", NOW)

        def ask() -> None:
            desk.database.read(repairs.repair, somebody, TODAY, act=act)

        took = medians(interleaved(runs(5), {"asked": lambda: seconds(ask)}))
    return {"repair: ways of a day, s": took["asked"]}


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))  # noqa: T201 - a bench is run to be read
