"""Measures what the program promises, and says which promises are kept.

    python3 run.py bench [--only NAME] [--runs N] [--json]

Exit status 1 if one is broken or could not be measured.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence

from tests.bench.harness import Figures, PartFailed, Promise, State, measure_here, measured, number
from tests.bench.promises import PROMISES

PARTS = tuple(dict.fromkeys(promise.part for promise in PROMISES))


def main(arguments: Sequence[str] | None = None) -> int:
    wanted = _parser().parse_args(arguments)
    if wanted.part:
        print(measure_here(wanted.part), flush=True)  # noqa: T201
        os._exit(0)  # Qt's own way out may crash, which is no matter of speed
    judged = [p for p in PROMISES if is_wanted(p, wanted.only)]
    figures = _measure(judged, wanted.runs)
    if wanted.json:
        print(json.dumps(as_json(judged, figures), indent=2))  # noqa: T201
    else:
        print("\n".join([_machine(), "", *table(judged, figures), "", *listed(figures)]))  # noqa: T201
    return int(any(p.state(figures.get(p.part, {})) is not State.KEPT for p in judged))


def is_wanted(promise: Promise, only: Sequence[str]) -> bool:
    """Whether a promise is to be measured: if it is named, or if none is and it needs no naming."""
    return bool({promise.name, promise.part} & {*only}) if only else not promise.on_request


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    names = [*PARTS, *(promise.name for promise in PROMISES)]
    parser.add_argument("--only", action="append", default=[], choices=names, metavar="NAME")
    parser.add_argument("--runs", type=int, metavar="N", help="Repeat each measurement N times.")
    parser.add_argument("--json", action="store_true", help="Print the figures for a script.")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.epilog = f"NAME is one of: {', '.join(names)}."
    return parser


def _measure(judged: Sequence[Promise], runs: int | None) -> dict[str, Figures]:
    """The figures of every part that is judged. What cannot be measured is said and left out."""
    found: dict[str, Figures] = {}
    for part in dict.fromkeys(promise.part for promise in judged):
        print(f"Measuring {part} …", file=sys.stderr, flush=True)  # noqa: T201
        try:
            found[part] = measured(part, runs)
        except PartFailed as failure:
            print(f"{part} could not be measured:\n{failure}", file=sys.stderr)  # noqa: T201
    return found


def table(judged: Sequence[Promise], figures: Mapping[str, Figures]) -> list[str]:
    """A line a promise: what, the limit, what was measured, and the judgement."""
    lines = [("Promise", "Limit", "Measured", "")]
    for promise in judged:
        of_part = figures.get(promise.part, {})
        value = of_part.get(promise.figure)
        shown = "–" if value is None else f"{number(value)} {promise.unit}".rstrip()
        lines.append((promise.what, promise.bound, shown, promise.state(of_part).value))
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    return [
        f"{what:{widths[0]}}  {limit:>{widths[1]}}  {value:>{widths[2]}}  {state}".rstrip()
        for what, limit, value, state in lines
    ]


def listed(figures: Mapping[str, Figures]) -> list[str]:
    """Every figure there is, for whoever wants to know why."""
    return [f"  {name:<50} {number(v):>9}" for part in figures.values() for name, v in part.items()]


def as_json(judged: Sequence[Promise], figures: Mapping[str, Figures]) -> dict[str, object]:
    return {
        "machine": _machine(),
        "promises": [
            {
                "name": promise.name,
                "what": promise.what,
                "limit": promise.limit,
                "at_least": promise.at_least,
                "unit": promise.unit,
                "measured": figures.get(promise.part, {}).get(promise.figure),
                "state": promise.state(figures.get(promise.part, {})).value,
            }
            for promise in judged
        ],
        "figures": dict(figures),
    }


def _machine() -> str:
    cores = os.cpu_count() or 1
    said = f"{cores} cores, {platform.system()}, Python {platform.python_version()}"
    # Ratios stand a busy machine, as both sides take turns; milliseconds do not.
    load = os.getloadavg()[1] if hasattr(os, "getloadavg") else 0
    return f"{said}; busy with other work: read the ratios" if load > 1.5 * cores else said


if __name__ == "__main__":
    sys.exit(main())
