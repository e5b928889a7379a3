"""What is called changed between two versions of a sheet, and that a kept version reads back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.dates import Week
from warden_desk.domain.sheet_changes import changes, marked
from warden_desk.domain.sheet_snapshots import Unreadable, digest, freeze, thaw
from warden_desk.domain.sheets import (
    CellKind,
    Company,
    DayEntry,
    Imprint,
    RuleOverride,
    SheetContent,
    SheetDay,
    SheetEvent,
    SheetGap,
    SheetPerson,
    SheetStatus,
    SheetTasking,
    WelfareCall,
)

WEEK = Week(2026, 48)
DAYS = tuple(SheetDay(f"{name} {day.day}") for name, day in zip("MTWTFSS", WEEK.days, strict=True))
EARLY = DayEntry(code="E", times="0730–1530", places=("Charing",))
LATE = DayEntry(
    code="L",
    times="1400–2200",
    places=("Lenham",),
    references=("ASH-26-0147",),
    company=Company.LONE,
    buddy="CE",
)
TASKING = SheetTasking(
    reference="ASH-26-0147",
    task="Nuisance bikes",
    place="Wye",
    who="Ben Tilley",
    going="Tue",
    due="Thu 26 Nov",
)
HIDDEN = replace(TASKING, task="", place="", is_sensitive=True)
EVENT = SheetEvent("Tue 24 1930", "Parish council", "Village hall", "Ben Tilley")


def person(*days: tuple[DayEntry, ...], name: str = "Ben Tilley", key: str = "p1") -> SheetPerson:
    week = (*days, *((),) * (7 - len(days)))
    return SheetPerson(
        name=name,
        initials="BT",
        role="CW107",
        group="Wardens",
        hours="8",
        days=week,
        person_id=key,
    )


def sheet(*people: SheetPerson, **fields: object) -> SheetContent:
    plain = SheetContent(
        team="Ashford & Swale",
        districts=("Ashford", "Swale"),
        week=WEEK,
        leader="Ben Tilley",
        out_of_hours_phone="01632 960123",
        status=SheetStatus.DRAFT,
        version=1,
        issued="",
        days=DAYS,
        people=people,
        imprint=Imprint(
            service="Community Warden Service",
            marking="OFFICIAL",
            sensitive_marking="OFFICIAL-SENSITIVE",
            version="Draft 1",
            printed_by="T. Tester",
            printed_at="Mon 23 Nov 2026, 09:00",
        ),
    )
    return replace(plain, **fields)  # pyright: ignore[reportArgumentType]


def told(before: SheetContent, after: SheetContent) -> list[tuple[str, str, str]]:
    return [(each.what, each.when, each.words) for each in changes(before, after)]


def test_a_changed_day_is_told_with_what_it_was():
    before, after = sheet(person((EARLY,))), sheet(person((LATE,)))
    assert told(before, after) == [
        (
            "Ben Tilley",
            "M 23",
            "L 1400–2200 Lenham, ASH-26-0147, alone, buddy CE, was E 0730–1530 Charing",
        )
    ]


def test_a_day_that_became_empty_is_marked_though_nothing_stands_there():
    after = marked(sheet(person((EARLY,), (LATE,))), sheet(person((EARLY,))), "v1")
    [row] = after.people
    assert row.changed_days == (1,)
    assert after.changed_since == "v1"
    assert "nothing planned, was L" in after.changes[0].words


def test_of_a_changed_day_only_the_new_entry_is_marked():
    after = marked(sheet(person((EARLY,))), sheet(person((EARLY, LATE))), "v1")
    assert [entry.is_changed for entry in after.people[0].days[0]] == [False, True]


def test_somebody_new_and_somebody_who_left_are_told_by_their_days():
    before = sheet(person((EARLY,)))
    after = sheet(person((), (LATE,), name="Carys Evans", key="p2"))
    assert [(what, when) for what, when, _ in told(before, after)] == [
        ("Ben Tilley", "M 23"),
        ("Carys Evans", "T 24"),
    ]


def test_a_new_name_is_a_new_name_and_not_a_new_person():
    before, after = sheet(person((EARLY,))), sheet(person((EARLY,), name="Ben Marsh"))
    assert told(before, after) == [("Ben Marsh", "", "was called Ben Tilley")]


def test_a_tasking_that_became_overdue_meanwhile_is_no_change():
    overdue = replace(TASKING, due="Thu 26 Nov, overdue", is_overdue=True)
    assert told(sheet(taskings=(TASKING,)), sheet(taskings=(overdue,))) == []


def test_of_a_tasking_only_what_differs_is_told():
    moved = replace(TASKING, going="Wed", who="")
    after = marked(sheet(taskings=(TASKING,)), sheet(taskings=(moved,)), "v1")
    assert after.changes[0].words == "for none, was Ben Tilley; on Wed, was Tue"
    assert after.taskings[0].is_changed


def test_a_parish_that_was_visited_since_is_no_change_and_a_new_gap_is():
    gap = SheetGap("Lenham", "weekly", "Ben Tilley", "none known")
    visited = replace(gap, last_visit="12 Nov 2026")
    assert told(sheet(gaps=(gap,)), sheet(gaps=(visited,))) == []
    [(what, _, words)] = told(sheet(), sheet(gaps=(gap,)))
    assert what == "Lenham"
    assert words.startswith("new: goes without")
    assert told(sheet(gaps=(gap,)), sheet()) == [("Lenham", "", "goes without no longer")]


def test_two_occasions_alike_on_one_day_are_counted():
    assert told(sheet(events=(EVENT, EVENT)), sheet(events=(EVENT,))) == [
        ("Parish council", "Tue 24 1930", "no longer planned")
    ]


# Rules that hold for every sheet

words = st.text(alphabet="abcLé –,", max_size=6)
entries = st.builds(
    DayEntry,
    code=st.sampled_from(["E", "L", "RD"]),
    times=words,
    places=st.lists(words, max_size=2).map(tuple),
    references=st.lists(words, max_size=2).map(tuple),
    kind=st.sampled_from(CellKind),
    company=st.sampled_from(Company),
    buddy=words,
    is_late=st.booleans(),
    is_sensitive=st.booleans(),
)
days = st.lists(entries, max_size=2).map(tuple)
weeks = st.lists(days, min_size=7, max_size=7).map(tuple)
taskings = st.builds(
    SheetTasking, reference=words, task=words, place=words, who=words, going=words, due=words
)
contents = st.builds(
    lambda rows, listed, events, gaps, calls, overrides: sheet(
        *(
            replace(person(name=f"Person {number}", key=f"p{number}"), days=row)
            for number, row in enumerate(rows)
        ),
        taskings=listed,
        events=events,
        gaps=gaps,
        welfare=calls,
        overrides=overrides,
    ),
    st.lists(weeks, max_size=3),
    st.lists(taskings, max_size=3).map(tuple),
    st.lists(st.builds(SheetEvent, words, words, words, words), max_size=3).map(tuple),
    st.lists(st.builds(SheetGap, words, words, words, words), max_size=3).map(tuple),
    st.lists(st.builds(WelfareCall, words, words, words, words, words), max_size=3).map(tuple),
    st.lists(st.builds(RuleOverride, words, words, words), max_size=2).map(tuple),
)


@given(contents)
def test_a_sheet_differs_in_nothing_from_itself(content: SheetContent):
    assert changes(content, content) == ()
    same = marked(content, content, "v1")
    assert replace(same, changed_since="") == content


@given(contents)
def test_what_is_kept_of_a_sheet_reads_back_the_very_same(content: SheetContent):
    kept = freeze(content)
    assert thaw(kept) == content
    assert freeze(thaw(kept)) == kept


@given(
    contents.filter(lambda content: bool(content.people)),
    st.dictionaries(st.integers(0, 6), st.just(DayEntry(code="NEW")), max_size=4),
    st.integers(0, 2),
)
def test_exactly_the_cells_that_were_changed_are_named(
    before: SheetContent, new: dict[int, DayEntry], at: int
):
    number = at % len(before.people)
    row = before.people[number]
    changed = replace(
        row, days=tuple((new[day],) if day in new else was for day, was in enumerate(row.days))
    )
    people = (*before.people[:number], changed, *before.people[number + 1 :])

    after = marked(before, replace(before, people=people), "v1")

    assert {(c.what, c.when) for c in after.changes} == {(row.name, DAYS[day].title) for day in new}
    assert len(after.changes) == len(new)
    for other, shown in enumerate(after.people):
        assert shown.changed_days == (tuple(sorted(new)) if other == number else ())


@given(contents, contents)
def test_a_mark_stands_in_the_margin_wherever_the_list_names_a_line(
    before: SheetContent, after: SheetContent
):
    shown = marked(before, after, "v1")
    marks = (
        sum(len(row.changed_days) for row in shown.people)
        + sum(each.is_changed for each in shown.taskings)
        + sum(each.is_changed for each in shown.events)
        + sum(each.is_changed for each in shown.gaps)
        + sum(each.is_changed for each in shown.welfare)
    )
    gone = ("no longer planned", "no longer on the list", "no longer needed", "goes without no")
    kept = {row.person_id for row in after.people}
    left = {row.name for row in before.people if row.person_id not in kept}
    listed = [c for c in shown.changes if not c.words.startswith(gone) and c.what not in left]
    assert marks >= len(listed)
    assert bool(shown.changes) == bool(marks or len(listed) < len(shown.changes))


# What is kept


def test_the_digest_tells_an_altered_snapshot():
    kept = freeze(sheet(person((EARLY,))))
    assert digest(kept) == digest(freeze(thaw(kept)))
    assert digest(kept) != digest(kept.replace("Charing", "Lenham"))


@pytest.mark.parametrize("kept", ["", "{}", "[]", '{"form":1,"sheet":{}}', "not a sheet"])
def test_what_is_no_snapshot_is_refused_in_plain_words(kept: str):
    with pytest.raises(Unreadable, match="cannot be read"):
        thaw(kept)


def test_a_snapshot_of_a_newer_program_says_what_to_do():
    with pytest.raises(Unreadable, match="Update the program"):
        thaw(freeze(sheet()).replace('"form":1', '"form":2'))


def test_a_field_that_did_not_exist_yet_takes_its_default():
    kept = freeze(sheet(person((EARLY,))))
    assert thaw(kept.replace('"signed_at":"",', "")).signed_at == ""


def test_what_became_sensitive_since_is_told_without_what_it_is_about():
    before = sheet(taskings=(TASKING,))
    after = sheet(taskings=(replace(HIDDEN, due="Fri 27 Nov"),))

    for told in (changes(before, after), changes(after, before)):
        [change] = told
        assert "Nuisance bikes" not in change.words
        assert "Wye" not in change.words
        assert "Fri 27 Nov" in change.words


def test_a_sensitive_tasking_that_left_the_plan_is_known_to_have_been_there():
    cell = replace(EARLY, references=("ASH-26-0147", "ASH-26-0200", "ASH-26-0300"))
    plain = replace(TASKING, reference="ASH-26-0200")
    before = sheet(people=(person((replace(cell, is_sensitive=True),)),), taskings=(HIDDEN, plain))

    after = marked(before, sheet(person((EARLY,))), "v1")

    assert after.sensitive_gone == ("ASH-26-0147", "ASH-26-0300")
    assert marked(before, before, "v1").sensitive_gone == ()
    assert thaw(freeze(after)) == after
