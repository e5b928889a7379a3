"""Which areas of a map lie side by side: those that share a piece of border."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import permutations
from typing import Any

_KEPT = 4


@lru_cache(maxsize=_KEPT)
def neighbours(topology: str) -> Mapping[str, frozenset[str]]:
    """The areas beside each, by GSS code; one without any is left out.

    Args:
        topology: TopoJSON with an object `areas`, where a common border is one arc of both.
    """
    owners: defaultdict[int, set[str]] = defaultdict(set)
    for area in json.loads(topology)["objects"]["areas"]["geometries"]:
        for arc in _numbers(area["arcs"]):
            owners[arc].add(area["properties"]["gss_code"])
    found: defaultdict[str, set[str]] = defaultdict(set)
    for beside in owners.values():
        for one, other in permutations(beside, 2):
            found[one].add(other)
    return {code: frozenset(others) for code, others in found.items()}


def _numbers(arcs: Iterable[Any]) -> Iterable[int]:
    """Every arc, however deep; one that is walked backwards has the ones' complement."""
    for arc in arcs:
        if isinstance(arc, int):
            yield arc if arc >= 0 else ~arc
        else:
            yield from _numbers(arc)
