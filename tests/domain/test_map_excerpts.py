"""A piece of a map: its ground in metres and degrees, and what may leave the desk with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.coverage_pins import Pin
from warden_desk.domain.degrees import from_place
from warden_desk.domain.map_excerpts import Extent, Overlay, outward

LON = st.floats(min_value=-5, max_value=1.4)
LAT = st.floats(min_value=50.2, max_value=58)
SIZE = st.floats(min_value=0.01, max_value=1.5)


@given(LON, LAT, SIZE, SIZE, st.floats(0, 1), st.floats(0, 1))
def test_all_that_was_on_the_screen_is_in_the_extent(
    west: float, south: float, wide: float, high: float, across: float, up: float
):
    extent = Extent.of_degrees(west, south, west + wide, south + high)

    left, bottom, right, top = extent.grown(0.001).degrees()
    assert left < west + wide * across < right
    assert bottom < south + high * up < top


def test_an_extent_holds_its_middle_and_nothing_beyond_its_edge():
    extent = Extent(580_000, 140_000, 600_000, 160_000)
    west, south, east, north = extent.degrees()

    assert extent.holds(590_000, 150_000)
    assert not extent.holds(579_999, 150_000)
    assert extent.grown(0.1).holds(578_001, 161_999)
    lat, lon = from_place(600_000, 160_000)
    assert lat <= north
    assert lon <= east
    assert west < east
    assert south < north


def pin(kind: str, **more: object) -> Pin:
    facts = {"lat": 51.2, "lon": 0.7, "name": "MAI-26-0001 Noise at No 4", "lines": ("x",)}
    return Pin(kind=kind, id="the key", **{**facts, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "name", "lines"),
    [
        (
            pin("tasking", lines=("Overdue, due 2 Nov", "4 High St", "Lenham"), sort="Overdue"),
            "Overdue",
            ("Lenham",),
        ),
        (pin("area", name="Base Lenham", lines=("Ben Tilley",)), "Base Lenham", ()),
        (pin("event", name="Fair", lines=("10:00", "Lenham")), "Fair", ("10:00", "Lenham")),
    ],
)
def test_a_pin_that_leaves_the_desk_names_nobody(shown: Pin, name: str, lines: tuple[str, ...]):
    out = outward(shown, with_names=False)

    assert (out.id, out.name, out.lines) == ("", name, lines)
    assert outward(shown, with_names=True).name == shown.name


def test_pins_of_one_look_are_counted_together():
    pins = (
        pin("tasking", mark="?", tone="amber", sort="Received"),
        pin("tasking", mark="?", tone="amber", sort="Accepted"),
        pin("tasking", mark="!", tone="red", sort="Overdue"),
        pin("area", mark="⌂", tone="text", sort="Base of wardens"),
    )
    over = Overlay(extent=Extent(0, 0, 1, 1), layers=frozenset(), pins=pins)

    assert [(words, count) for _, words, count in over.counted()] == [
        ("Tasking: received, accepted", 2),
        ("Tasking: overdue", 1),
        ("Base of wardens", 1),
    ]
