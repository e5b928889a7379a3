"""Areas that lie side by side on the map."""

import shapely

from warden_desk.formats import areas
from warden_desk.formats.neighbours import neighbours


def test_areas_are_neighbours_exactly_where_their_outlines_share_a_line() -> None:
    found = neighbours(areas.topology())
    shapes = areas.shapes()
    tree = shapely.STRtree(list(shapes.values()))
    codes = list(shapes)
    for code in codes[::20]:
        near = [codes[at] for at in tree.query(shapely.buffer(shapes[code], 50))]
        lines = {
            other: shapely.area(
                shapely.intersection(shapely.buffer(shapes[code], 5), shapes[other])
            )
            for other in near
            if other != code
        }
        # A strip of five metres along a border of at least a hundred.
        assert {other for other, shared in lines.items() if shared > 500} <= found[code]
        assert found[code] <= {other for other, shared in lines.items() if shared > 0}


def test_neighbours_are_so_both_ways() -> None:
    found = neighbours(areas.topology())

    assert all(code in found[other] for code, others in found.items() for other in others)
    assert all(code not in others for code, others in found.items())
