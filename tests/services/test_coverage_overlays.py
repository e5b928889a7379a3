"""What is laid over the map: where it is, what it says, and what stays hidden."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from warden_desk.domain.tasking_states import OPEN
from warden_desk.services import areas
from warden_desk.services.coverage import coverage_overlays
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Tasking


def _open(session: Session) -> int:
    query = select(func.count()).where(
        Tasking.state.in_(OPEN),
        Tasking.deleted_at.is_(None),
        Tasking.area_id.is_not(None),
        Tasking.received_on <= TODAY,
    )
    return session.execute(query).scalar_one()


def test_every_open_tasking_with_a_parish_has_a_pin_in_the_county(practice_desk: Desk) -> None:
    database = practice_desk.database

    pins = database.read(coverage_overlays.taskings, TODAY, None)

    assert len(pins) == database.read(_open) > 50
    assert all(50.8 < pin.lat < 51.6 and -0.1 < pin.lon < 1.6 for pin in pins)
    assert {"red", "amber", "blue"} <= {pin.tone for pin in pins}
    assert all(pin.mark and pin.lines for pin in pins)


def test_the_pins_of_a_teams_districts_are_a_part_of_all(practice_desk: Desk) -> None:
    database = practice_desk.database
    [first, *_] = database.read(areas.districts, TODAY)

    for layer in (coverage_overlays.taskings, coverage_overlays.bases):
        everything = {pin.id for pin in database.read(layer, TODAY, None)}
        inside = {pin.id for pin in database.read(layer, TODAY, [first.id])}
        assert inside < everything


def test_a_base_names_who_is_based_there(practice_desk: Desk) -> None:
    pins = practice_desk.database.read(coverage_overlays.bases, TODAY, None)

    assert all(pin.name.startswith("Base ") and pin.lines for pin in pins)
    assert len({pin.id for pin in pins}) == len(pins)


def test_incidents_glow_only_once_there_are_figures_up_to_the_day(practice_desk: Desk) -> None:
    read = practice_desk.database.read

    assert read(coverage_overlays.heat, TODAY.replace(year=2010)) == []
    assert all(count > 0 for _, _, count in read(coverage_overlays.heat, TODAY))
