"""A request that came in before is shown at intake, and can be linked with the earlier one."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from tests.tasking_desk import ACT, Patch, detail, draft, dump, record
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.repeats import LinkKind, Repeat
from warden_desk.services import areas
from warden_desk.services.tasking import repeats, tasking_links, taskings
from warden_desk.storage.database import Database

FACTS = {"category": "drug-litter", "place": "Recreation ground, Wye"}


def found(database: Database, patch: Patch, **changed: Any) -> list[Repeat]:
    given = {"received_on": date(2026, 11, 20), **FACTS, **changed}
    return database.read(repeats.find, draft(patch, **given))


def test_the_same_place_and_kind_within_the_days_is_a_repeat(
    founded: Database, patch: Patch
) -> None:
    key = record(founded, patch, **FACTS)

    [repeat] = found(founded, patch, place="Wye recreation ground")

    assert repeat.tasking_id == key
    assert repeat.why == "The same place, the same kind of problem, 3 days apart."
    assert repeat.sentence.startswith("ASH-26-0001 (received): Needles near the play area.")


@pytest.mark.parametrize(
    "changed",
    [
        {"category": "noise"},
        {"category": ""},
        {"place": "Churchyard, Wye"},
        {"received_on": date(2027, 1, 17)},
        {"area_id": None},
    ],
)
def test_another_kind_place_or_time_is_none(
    founded: Database, patch: Patch, changed: dict[str, Any]
) -> None:
    record(founded, patch, **FACTS)

    assert found(founded, patch, **changed) == []


def test_a_postcode_or_a_short_distance_makes_places_the_same(
    founded: Database, patch: Patch
) -> None:
    record(founded, patch, category="noise", place="The Green", postcode="TN25 5EA")
    record(founded, patch, category="noise", place="Bridge", easting=605_000, northing=147_000)

    [by_code] = found(founded, patch, category="noise", place="Shop", postcode="TN25 5EA")
    [by_point] = found(
        founded, patch, category="noise", place="Mill", easting=605_120, northing=147_160
    )
    far = found(founded, patch, category="noise", place="Mill", easting=606_000, northing=147_000)

    assert by_code.why.startswith("The same postcode TN25 5EA")
    assert by_point.why.startswith("200 m away")
    assert far == []


def test_a_point_and_a_postcode_know_no_parishs_border(founded: Database, patch: Patch) -> None:
    record(founded, patch, category="noise", place="Bridge", easting=605_000, northing=147_000)
    record(founded, patch, category="noise", place="Green", postcode="TN25 5EA", area_id=None)
    near = {"category": "noise", "area_id": other_parish(founded, patch), "place": "Mill"}

    [by_point] = found(founded, patch, **near, easting=605_120, northing=147_160)
    [by_code] = found(founded, patch, **near, postcode="TN25 5EA")

    assert by_point.why.startswith("200 m away, across the parish's border, the same kind")
    assert by_code.why.startswith("The same postcode TN25 5EA")
    assert found(founded, patch, **near, easting=605_900, northing=147_000) == []


def other_parish(database: Database, patch: Patch) -> str:
    rows = database.read(areas.local_areas, date(2026, 11, 23))
    return next(a.id for a in rows if a.district_id == patch.district and a.id != patch.parish)


def test_the_same_reference_of_the_same_csu_is_a_repeat_whatever_else(
    founded: Database, patch: Patch
) -> None:
    record(founded, patch, external_reference="CSU/7")

    assert found(founded, patch, external_reference="CSU/7", area_id=None)[0].why == (
        "The CSU’s reference CSU/7 is the same."
    )
    assert found(founded, patch, external_reference="CSU/7", csu_id=None) == []


def test_a_list_is_compared_with_a_handful_of_questions(founded: Database, patch: Patch) -> None:
    record(founded, patch, **FACTS)
    drafts = [draft(patch, **FACTS, external_reference=f"C/{n}") for n in range(200)]
    asked: list[str] = []

    def ask(session: Session) -> int:
        event.listen(
            session.get_bind(), "before_cursor_execute", lambda *given: asked.append(given[2])
        )
        return sum(len(each) for each in repeats.find_many(session, drafts))

    assert founded.read(ask) == 200
    assert len(asked) <= 6


def test_the_search_goes_by_indexes(founded: Database, patch: Patch) -> None:
    statements: list[tuple[str, Any]] = []

    def ask(session: Session) -> list[str]:
        event.listen(
            session.get_bind(),
            "before_cursor_execute",
            lambda *given: statements.append((given[2], given[3])),
        )
        repeats.find(session, draft(patch, external_reference="C/1"))
        on_taskings = [each for each in statements if "FROM tasking" in each[0]]
        raw = session.connection().connection.cursor()
        return [
            str(row[3])
            for said, values in on_taskings
            for row in raw.execute(f"EXPLAIN QUERY PLAN {said}", values).fetchall()
        ]

    plans = founded.read(ask)

    assert len(plans) == 2
    assert all("USING INDEX" in plan for plan in plans), plans


def test_a_link_stands_on_both_sides_and_in_both_logs(founded: Database, patch: Patch) -> None:
    first, second = record(founded, patch), record(founded, patch)

    founded.write("Link", tasking_links.link, second, first, LinkKind.DUPLICATE, act=ACT)

    [from_second] = founded.read(tasking_links.of, second)
    [from_first] = founded.read(tasking_links.of, first)
    assert (from_second.words, from_second.reference) == ("duplicate of", "ASH-26-0001")
    assert (from_first.words, from_first.reference) == ("has the duplicate", "ASH-26-0002")
    assert "ASH-26-0002" in detail(founded, first).entries[0].text


def test_a_link_is_made_once_and_never_with_itself(founded: Database, patch: Patch) -> None:
    first, second = record(founded, patch), record(founded, patch)
    founded.write("Link", tasking_links.link, second, first, LinkKind.RELATED, act=ACT)

    with pytest.raises(Invalid, match="already"):
        founded.write("Link", tasking_links.link, first, second, LinkKind.DUPLICATE, act=ACT)
    with pytest.raises(Invalid, match="itself"):
        founded.write("Link", tasking_links.link, first, first, LinkKind.RELATED, act=ACT)


def test_a_link_can_be_taken_away_and_its_making_undone(founded: Database, patch: Patch) -> None:
    first, second = record(founded, patch), record(founded, patch)
    before = dump(founded)
    key, change = founded.write(
        "Link", tasking_links.link, second, first, LinkKind.RELATED, act=ACT
    )
    founded.revert(change)
    assert dump(founded) == before
    with pytest.raises(NotFound):
        founded.write("Unlink", tasking_links.unlink, key, act=ACT)

    key, _ = founded.write("Link", tasking_links.link, second, first, LinkKind.RELATED, act=ACT)
    founded.write("Unlink", tasking_links.unlink, key, act=ACT)

    assert founded.read(tasking_links.of, first) == []
    assert "no longer linked" in detail(founded, first).entries[0].text


def test_a_tasking_that_was_put_aside_is_no_repeat(founded: Database, patch: Patch) -> None:
    record(founded, patch, **FACTS)
    founded.write(
        "Put aside",
        lambda session: session.execute(text("UPDATE tasking SET deleted_at = '2026-11-20'")),
    )

    assert found(founded, patch) == []


def test_an_own_tasking_is_recorded_whether_or_not_it_repeats(
    founded: Database, patch: Patch
) -> None:
    record(founded, patch, **FACTS)
    key = record(founded, patch, **FACTS)

    assert founded.read(taskings.draft_to_amend, key).place == FACTS["place"]
