"""How fast incidents find their areas: all at once, against point by point.

`python -m tests.bench.incidents` prints the figures.
"""

import json
import random

import numpy as np

from tests.bench.harness import interleaved, medians, runs, seconds
from warden_desk.formats.areas import AreaIndex, districts_of_areas, shapes
from warden_desk.formats.incident_points import Outlines

COUNT = 100_000
SEED = 2019


def measure() -> dict[str, float]:
    """Seconds for a hundred thousand places of the county, all of them different, by either way.

    That is the hardest case: the police move incidents to points of a list, and two months of Kent,
    26,000 incidents, have some 9,000, each of which is asked for once.
    """
    dice = random.Random(SEED)
    places = [
        (dice.randint(540_000, 640_000), dice.randint(120_000, 180_000)) for _ in range(COUNT)
    ]
    eastings = np.asarray([east for east, _ in places], dtype=np.int32)
    northings = np.asarray([north for _, north in places], dtype=np.int32)
    outlines, index = Outlines(shapes()), AreaIndex(shapes(), districts_of_areas())
    ways = {
        "at once": lambda: seconds(lambda: outlines.numbers(eastings, northings)),
        "each": lambda: seconds(lambda: [index.area_at(*place) for place in places]),
    }
    took = medians(interleaved(runs(3), ways))
    return {
        "incidents: join, times faster": took["each"] / took["at once"],
        "incidents: 100,000 joined, s": took["at once"],
        "incidents: 100,000 point by point, s": took["each"],
    }


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))  # noqa: T201 - a bench is run to be read
