"""How long the map's facts take: twelve months of coverage debt over half a million entries.

`python -m tests.bench.coverage` prints the figures.
"""

import json
import statistics
import time

from tests.bench import big_desk
from tests.bench.big_desk import TODAY
from tests.bench.harness import runs, seconds
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.services.coverage import coverage_modes

ROUNDS = runs(7)


def measure() -> dict[str, float]:
    """Medians in milliseconds; the processor's time beside the clock's, for a busy machine."""
    found: dict[str, float] = {}
    with big_desk.opened() as desk:
        read = desk.database.read
        for mode in (Mode.DEBT, Mode.COVERAGE, Mode.MINUTES, Mode.TASKINGS):
            asked = Asked(mode=mode, on=TODAY)
            read(coverage_modes.twelve_months, asked)  # pages of the file come into memory
            clock: list[float] = []
            processor: list[float] = []
            for _ in range(ROUNDS):
                began = time.process_time()
                clock.append(seconds(lambda asked=asked: read(coverage_modes.twelve_months, asked)))
                processor.append(time.process_time() - began)
            found[f"coverage: twelve months of {mode}, ms"] = statistics.median(clock) * 1000
            found[f"coverage: twelve months of {mode}, processor ms"] = (
                statistics.median(processor) * 1000
            )
    return found


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))  # noqa: T201 - a bench is run to be read
