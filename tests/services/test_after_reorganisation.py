"""What was recorded for former districts and parishes is found under what they are now."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.services.reorganised_desk import (
    DAY,
    EAST,
    EVE,
    PAST,
    carry_out,
    district,
    parish,
    renamed,
    split,
)
from warden_desk.domain.changes import Act
from warden_desk.domain.markers import MarkerDraft
from warden_desk.domain.tasking_filters import Cursor, SortBy, TaskingFilter, Which
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services import areas, markers, people, saved_views
from warden_desk.services.coverage import coverage_overlays
from warden_desk.services.tasking import (
    repeats,
    tasking_choices,
    tasking_closeness,
    tasking_lists,
    taskings,
)
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Area, Code, Person, Tasking, TaskingAssignment


@pytest.fixture
def desk(practice_desk: Desk) -> Database:
    return practice_desk.database


def paged(desk: Database, wanted: TaskingFilter) -> list[str]:
    """The keys of a list, as somebody scrolls through it."""
    found: list[str] = []
    cursor: Cursor | None = None
    while True:
        page = desk.read(tasking_lists.page, wanted, cursor, limit=7)
        found += [row.id for row in page.rows]
        cursor = page.cursor
        if cursor is None:
            return found


@pytest.mark.parametrize(
    ("which", "sort"), list(product((Which.OPEN, Which.ALL, Which.OVERDUE), SortBy))
)
def test_the_list_of_a_new_authority_shows_each_of_its_taskings_once(
    desk: Database, act: Act, which: Which, sort: SortBy
):
    carry_out(desk, act, EAST)
    wanted = TaskingFilter(
        today=TODAY, which=which, sort=sort, district_ids=(district(desk, "East Kent"),)
    )

    listed = paged(desk, wanted)

    assert listed
    assert len(set(listed)) == len(listed)
    assert set(listed) == set(desk.read(tasking_lists.ids, wanted))


def test_a_tasking_of_a_former_district_can_be_put_right(desk: Database, act: Act):
    def older(session: Session) -> str:
        ashford = next(row.id for row in areas.districts(session, TODAY) if row.name == "Ashford")
        of_ashford = select(Tasking).where(
            Tasking.district_id == ashford, Tasking.state == "assigned"
        )
        tasking = session.scalars(of_ashford).first()
        assert tasking is not None
        tasking.urgency = "gone"
        session.add(
            Code(
                list_name="urgency",
                code="gone",
                label="Of old",
                position=9,
                data="",
                valid_from=PAST,
                valid_to=TODAY,
            )
        )
        return tasking.id

    key, _ = desk.write("Put there", older)
    carry_out(desk, act, EAST)
    draft = desk.read(taskings.draft_to_amend, key)

    offered = desk.read(tasking_choices.choices_to_amend, draft, DAY)

    assert draft.district_id == offered.districts[0].id
    assert "East Kent" in [row.name for row in offered.districts]
    assert draft.area_id is None or draft.area_id in {row.id for row in offered.areas}
    assert draft.csu_id is None or draft.csu_id in {csu for csu, _, _ in offered.csus}
    assert (offered.urgencies[0].code, offered.urgencies[0].label) == ("gone", "Of old")
    desk.write("Amend", taskings.amend, key, replace(draft, title="Put right"), act=act)
    assert desk.read(taskings.draft_to_amend, key).district_id == draft.district_id


def test_a_tasking_of_today_is_offered_todays_lists_only(desk: Database):
    like = desk.read(lambda s: taskings.draft_of(s.scalars(select(Tasking)).first()))  # pyright: ignore[reportArgumentType]
    now = desk.read(tasking_choices.choices, TODAY)
    assert desk.read(tasking_choices.choices_to_amend, like, TODAY) == now


def test_somebody_is_based_in_what_their_base_has_become(desk: Database, act: Act):
    charing = parish(desk, "Charing")

    def settle(session: Session) -> str:
        person = session.scalars(select(Person.id).order_by(Person.id)).first()
        assert person is not None
        session.execute(update(Person).where(Person.id == person).values(base_area_id=charing.id))
        return person

    key, _ = desk.write("Settle", settle)
    carry_out(desk, act, renamed("Charing", "Charing Heath"), EAST)

    assert desk.read(people.row, key, EVE).base == "Charing"
    assert desk.read(people.row, key, DAY).base == "Charing Heath"
    assert key in [row.id for row in desk.read(people.rows, DAY, text="heath")]
    east = district(desk, "East Kent")
    pins = desk.read(coverage_overlays.bases, DAY, [east])
    assert "Base Charing Heath" in [pin.name for pin in pins]
    before = desk.read(coverage_overlays.bases, EVE, [charing.district_id or ""])
    assert "Base Charing" in [pin.name for pin in before]


def test_pins_of_taskings_lie_in_what_their_district_has_become(desk: Database, act: Act):
    old = [charing.district_id for charing in [parish(desk, "Charing"), parish(desk, "Tunstall")]]
    before = desk.read(coverage_overlays.taskings, EVE, [key for key in old if key])
    assert before
    carry_out(desk, act, EAST)

    after = desk.read(coverage_overlays.taskings, DAY, [district(desk, "East Kent")])

    assert {pin.id for pin in before} <= {pin.id for pin in after}


def test_a_kept_view_goes_on_with_the_districts_of_the_day(desk: Database, act: Act):
    kept = (district(desk, "Ashford", TODAY), district(desk, "Dover", TODAY))
    carry_out(desk, act, EAST)

    assert desk.read(saved_views.districts_on, kept, EVE) == kept
    now = desk.read(saved_views.districts_on, kept, DAY)
    assert set(now) == {district(desk, "East Kent"), kept[1]}
    json.dumps(now)  # a view is kept as text


def test_what_was_asked_before_the_change_is_known_as_a_repeat_after_it(desk: Database, act: Act):
    asked = TaskingDraft(
        title="Needles",
        district_id=district(desk, "Ashford", TODAY),
        received_on=EVE - timedelta(days=3),
        area_id=parish(desk, "Charing").id,
        category="drugs",
        place="Play area, Station Road",
        csu_id=None,
    )
    late = Act(act.by, act.at.replace(year=2028, month=4, day=3))
    key, _ = desk.write("Take in", taskings.record, asked, act=late)
    carry_out(desk, act, EAST, split("Charing", "Charing", "Charing Heath"))

    for name in ("Charing", "Charing Heath"):
        again = replace(
            asked,
            received_on=DAY,
            area_id=parish(desk, name, DAY).id,
            district_id=district(desk, "East Kent"),
        )
        assert [each.tasking_id for each in desk.read(repeats.find, again)] == [key], name


def test_whoever_is_based_in_a_former_parish_is_near_its_taskings(desk: Database, act: Act):
    def there(session: Session) -> tuple[str, str]:
        held = session.scalars(
            select(TaskingAssignment).where(TaskingAssignment.ended_at.is_(None))
        ).first()
        assert held is not None
        person = session.get_one(Person, held.person_id)
        person.base_area_id = areas.find(session, "Charing", TODAY).id
        return held.tasking_id, held.person_id

    (tasking_id, person_id), _ = desk.write("Settle", there)
    carry_out(desk, act, EAST)

    def near(session: Session) -> bool:
        tasking = session.get_one(Tasking, tasking_id)
        tasking.area_id = areas.find(session, "Charing", DAY).id
        near = tasking_closeness.closeness(session, tasking, DAY, skills={}, away={})
        return near[person_id].is_based_here

    assert desk.write("Ask", near)[0]


def test_a_marker_is_shown_with_the_parish_of_the_day(desk: Database, act: Act):
    draft = MarkerDraft(
        kind="aggressive dog",
        control="Two go together",
        area_id=parish(desk, "Charing").id,
        evidence_reference="Log 12",
        review_on=TODAY + timedelta(days=90),
    )
    desk.write("Enter", markers.add, draft, act=act)
    carry_out(desk, act, renamed("Charing", "Charing Heath"))

    def named(session: Session, on: date) -> set[str]:
        return {row.area for row in markers.rows(session, on)}

    assert "Charing" in desk.read(named, EVE)
    assert "Charing Heath" in desk.read(named, DAY)


def test_parishes_of_one_name_in_a_new_authority_are_left_to_decide(desk: Database, act: Act):
    def called_alike(session: Session) -> None:
        area = session.get_one(Area, areas.find(session, "Tunstall", TODAY).id)
        area.name = "Charing"

    desk.write("Name", called_alike)
    [done] = carry_out(desk, act, EAST)
    assert "2 parishes of East Kent are called Charing. Rename one of them." in done.warnings

    [again] = carry_out(desk, act, renamed("Charing (Swale)", "Lower Charing"))
    assert again.counts["areas"] == 1
    assert parish(desk, "Lower Charing", DAY).district == "East Kent"
