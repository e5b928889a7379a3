import pytest

from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ImportKind
from warden_desk.formats import columns
from warden_desk.formats.cells import Cell


def guessed(headings: list[Cell], kind: ImportKind) -> dict[str, int]:
    return {use.field: use.column for use in columns.guess(headings, kind)}


def test_known_headings_are_sure_whatever_their_case_and_punctuation() -> None:
    uses = columns.guess(["COLLAR NO.", "Fore-name", "surname:"], ImportKind.PEOPLE)

    assert {use.field: use.confidence for use in uses}["collar_number"] == 100
    assert not any(use.is_doubtful for use in uses if use.field != "forename")


def test_a_slip_in_a_heading_is_guessed_and_marked_as_doubtful() -> None:
    [use] = columns.guess(["Dedline"], ImportKind.TASKINGS)

    assert use.field == "due_on"
    assert use.confidence < 100


def test_an_explanation_in_brackets_does_not_hide_a_heading() -> None:
    assert guessed(["Deadline (dd/mm)", "Risk (high to low)"], ImportKind.TASKINGS) == {
        "due_on": 0,
        "urgency": 1,
    }


def test_no_field_is_filled_twice_and_the_better_column_wins() -> None:
    assert guessed(["Locaton", "Location", "Where"], ImportKind.TASKINGS)["place"] == 1


def test_unknown_headings_and_stray_cells_are_left_alone() -> None:
    assert guessed([None, 5, "Shoe size", "x" * 500], ImportKind.PEOPLE) == {}


def test_a_mapping_chosen_by_hand_is_taken_as_it_is() -> None:
    [use] = columns.chosen(["A", "Foo"], ImportKind.PEOPLE, {"surname": 1})

    assert (use.field, use.heading, use.is_doubtful) == ("surname", "Foo", False)


@pytest.mark.parametrize("mapping", [{"shoe_size": 0}, {"surname": 2}, {"surname": -1}])
def test_a_mapping_to_nothing_is_refused(mapping: dict[str, int]) -> None:
    with pytest.raises(UserError):
        columns.chosen(["A", "B"], ImportKind.PEOPLE, mapping)


@pytest.mark.parametrize("kind", [*ImportKind, columns.FACTS])
def test_no_heading_of_the_table_means_two_fields(kind: str) -> None:
    names = [name for field in columns.fields(kind) for name in field.names]

    assert len(names) == len(set(names))
    assert all(name == name.lower().strip() for name in names)
