"""From a grid of labels to outlines: one coverage, in which neighbours share their edges."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely

from maps.partition import STEP, Grid
from maps.sources import SMALLEST_ISLAND_M2, SOUTH, WEST

SLIVER_SHARE = 0.2
"""A detached part smaller than this share of its area's largest part is given away."""
SIMPLIFY_M = 70


def outlines(grid: Grid, land: shapely.Geometry) -> list[shapely.Geometry]:
    """The outline of each label, in order, simplified together. Every label must have land."""
    pieces, labels = faces(grid, land)
    labels = without_slivers(pieces, labels)
    pieces, labels = without_crumbs(pieces, labels)
    merged = defaultdict(list)
    for piece, label in zip(pieces, labels, strict=True):
        merged[label].append(piece)
    whole = [shapely.coverage_union_all(merged[label]) for label in range(len(merged))]
    return list(shapely.coverage_simplify(whole, SIMPLIFY_M))


def faces(grid: Grid, land: shapely.Geometry) -> tuple[list[shapely.Polygon], list[int]]:
    """Pieces of land with one label each, cut by the coast; together a coverage."""
    borders = rounded(shapely.line_merge(shapely.multilinestrings(_edges(grid))), passes=12)
    shores = rounded(land.boundary, passes=6)
    lines = shapely.union_all([*borders, *shores], grid_size=1)
    pieces = shapely.get_parts(shapely.polygonize([lines]))
    points = shapely.point_on_surface(pieces)
    x, y = shapely.get_x(points), shapely.get_y(points)
    row = ((y - SOUTH) // STEP).astype(int).clip(0, grid.shape[0] - 1)
    column = ((x - WEST) // STEP).astype(int).clip(0, grid.shape[1] - 1)
    labels = np.where(shapely.contains(land, points), grid[row, column], -1)
    ours = labels >= 0
    return list(pieces[ours]), labels[ours].tolist()


def _edges(grid: Grid) -> list[list[tuple[int, int]]]:
    """The sides of squares between two labels."""
    upright = np.argwhere(grid[:, 1:] != grid[:, :-1]) + np.array((0, 1))
    level = np.argwhere(grid[1:] != grid[:-1]) + np.array((1, 0))
    sides = []
    for corners, (right, up) in ((upright, (0, STEP)), (level, (STEP, 0))):
        for row, column in corners.tolist():
            x, y = WEST + column * STEP, SOUTH + row * STEP
            sides.append([(x, y), (x + right, y + up)])
    return sides


def rounded(lines: shapely.Geometry, passes: int) -> list[shapely.LineString]:
    """Lines without the steps of the grid. Their ends, where others meet them, stay put."""
    result = []
    for line in shapely.get_parts(lines):
        course = shapely.get_coordinates(line)
        for _ in range(passes):
            course[1:-1] = (course[:-2] + 2 * course[1:-1] + course[2:]) / 4
        result.append(shapely.linestrings(course))
    return result


def without_slivers(pieces: list[shapely.Polygon], labels: list[int]) -> list[int]:
    """New labels: a small detached part goes to the neighbour with the longest common border.

    An island has no neighbour, so it stays with its parish.
    """
    labels = list(labels)
    while True:
        parts = _parts(pieces, labels)
        biggest: dict[int, float] = defaultdict(float)
        for part in parts:
            biggest[part.label] = max(biggest[part.label], part.outline.area)
        tree = shapely.STRtree([part.outline for part in parts])
        moved = 0
        for part in parts:
            if part.outline.area < SLIVER_SHARE * biggest[part.label]:
                touching = [parts[i] for i in tree.query(part.outline, predicate="intersects")]
                heir = _heir(part, touching)
                for member in part.members if heir else ():
                    labels[member] = heir.label
                moved += heir is not None
        if not moved:
            return labels


def without_crumbs(
    pieces: list[shapely.Polygon], labels: list[int]
) -> tuple[list[shapely.Polygon], list[int]]:
    """Without small far pieces: a strip of Essex is nearest to a postcode of Dartford."""
    kept = sorted(
        member
        for part in _parts(pieces, labels)
        if part.outline.area > SMALLEST_ISLAND_M2
        for member in part.members
    )
    return [pieces[i] for i in kept], [labels[i] for i in kept]


@dataclass(frozen=True, eq=False)
class _Part:
    """A connected part of one area, and the numbers of the pieces it is made of."""

    label: int
    outline: shapely.Polygon
    members: tuple[int, ...]


def _parts(pieces: list[shapely.Polygon], labels: list[int]) -> list[_Part]:
    inner_points = [piece.representative_point() for piece in pieces]
    parts = []
    for label in sorted(set(labels)):
        own = [i for i, other in enumerate(labels) if other == label]
        for outline in shapely.get_parts(shapely.coverage_union_all([pieces[i] for i in own])):
            shapely.prepare(outline)
            members = tuple(i for i in own if outline.contains(inner_points[i]))
            parts.append(_Part(label, outline, members))
    return parts


def _heir(part: _Part, touching: list[_Part]) -> _Part | None:
    """The larger neighbour with the longest common border. Larger, so that no two swap."""
    borders = [
        (part.outline.intersection(other.outline).length, number, other)
        for number, other in enumerate(touching)
        if other.outline.area > part.outline.area
    ]
    length, _number, heir = max(borders, default=(0, 0, None))
    return heir if length else None
