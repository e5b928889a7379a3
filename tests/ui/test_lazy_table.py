"""A table over a list of any length."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import FIRST, PAGE, Column, LazyTable, LazyTableModel


@dataclass(frozen=True)
class Thing:
    id: str
    name: str


class Source:
    """Things by number; remembers how many were asked for at a time."""

    def __init__(self, count: int, *, step: int | None = None) -> None:
        self.things = [Thing(str(n), f"Thing {n}") for n in range(count)]
        self.asked: list[int] = []
        self._step = step

    def fetch(self, cursor: int | None, count: int) -> tuple[Sequence[Thing], int | None]:
        self.asked.append(count)
        start = cursor or 0
        end = start + (self._step or count)
        return self.things[start:end], end if end < len(self.things) else None


COLUMNS: list[Column[Thing]] = [
    Column("Name", lambda thing: thing.name, sort_key="name"),
    Column("State", lambda thing: "Done", 80, pill=lambda thing: ("Done", Tone.GREEN, None)),
]


def table(qtbot: QtBot, source: Source) -> LazyTable[Thing]:
    made: LazyTable[Thing] = LazyTable(COLUMNS, "Things")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_from(source.fetch)
    return made


def test_a_page_is_fetched_first_and_more_when_one_scrolls(qtbot: QtBot) -> None:
    source = Source(1000)
    made = table(qtbot, source)
    assert source.asked == [FIRST]

    made.scrollToBottom()

    qtbot.waitUntil(lambda: made.rows.rowCount() == FIRST + PAGE)


def test_the_model_keeps_the_rules_of_models(qtbot: QtBot) -> None:
    model: LazyTableModel[Thing] = LazyTableModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    tester.setUseFetchMore(False)  # it would fetch in the middle of a reset, as no view does
    model.show(Source(500).fetch)
    model.fetchMore(model.index(-1, -1))

    assert model.rowCount() == FIRST + PAGE
    model.show_made(Made(1000))
    assert model.rowCount() == 1000
    assert tester.model() is model


def test_a_search_that_finds_little_at_a_time_goes_on_by_itself(qtbot: QtBot) -> None:
    made = table(qtbot, Source(90, step=7))

    qtbot.waitUntil(lambda: made.rows.rowCount() >= FIRST)


def test_a_row_that_comes_twice_is_shown_once(qtbot: QtBot) -> None:
    pages = {None: ("a", "b"), 1: ("b", "c")}

    def fetch(cursor: int | None, count: int) -> tuple[Sequence[Thing], int | None]:
        del count
        return [Thing(key, key) for key in pages[cursor]], 1 if cursor is None else None

    made: LazyTable[Thing] = LazyTable(COLUMNS, "Things")
    qtbot.addWidget(made)
    made.show_from(fetch)

    qtbot.waitUntil(lambda: made.rows.rowCount() == 3)


def test_the_chosen_row_stays_chosen_wherever_it_goes(qtbot: QtBot) -> None:
    made = table(qtbot, Source(10))
    said: list[str] = []
    made.chosen.connect(said.append)
    made.choose("4")

    made.show_all([Thing("9", "new"), Thing("4", "moved"), Thing("5", "other")])

    assert made.chosen_id() == "4"
    assert made.currentIndex().row() == 1
    assert said == ["4"]


def test_a_chosen_row_that_is_gone_is_no_longer_chosen(qtbot: QtBot) -> None:
    made = table(qtbot, Source(10))
    made.choose("4")
    said: list[str] = []
    made.chosen.connect(said.append)

    made.show_all([Thing("9", "new")])

    assert made.chosen_id() == ""
    assert said == [""]


class Made:
    """A long list, of which each row is made when it is asked for."""

    def __init__(self, count: int) -> None:
        self.count, self.made = count, set[int]()

    def __len__(self) -> int:
        return self.count

    def row(self, number: int) -> Thing:
        self.made.add(number)
        return Thing(str(number), f"Thing {number}")

    def number_of(self, row_id: str) -> int | None:
        return int(row_id) if int(row_id) < self.count else None


def test_of_a_long_list_at_hand_only_what_is_seen_is_made(qtbot: QtBot) -> None:
    made, things = table(qtbot, Source(0)), Made(100_000)

    made.show_made(things)
    made.choose_first()
    made.grab()
    assert made.rows.rowCount() == 100_000
    assert len(things.made) < 100

    qtbot.keyClick(made, Qt.Key.Key_End)
    made.grab()
    assert made.chosen_id() == "99999"
    assert len(things.made) < 200


def test_the_chosen_row_of_a_long_list_stays_chosen_while_it_is_there(qtbot: QtBot) -> None:
    made = table(qtbot, Source(0))
    made.show_made(Made(1000))
    made.choose("700")

    made.show_made(Made(900))
    assert made.chosen_id() == "700"
    assert made.currentIndex().row() == 700

    made.show_made(Made(600))
    assert made.chosen_id() == ""


def test_the_keyboard_chooses_and_opens(qtbot: QtBot) -> None:
    made = table(qtbot, Source(10))
    made.choose_first()
    opened: list[str] = []
    made.opened.connect(opened.append)

    qtbot.keyClick(made, Qt.Key.Key_Down)
    assert made.chosen_id() == "1"
    qtbot.keyClick(made, Qt.Key.Key_End)
    assert made.chosen_id() == "9"
    qtbot.keyClick(made, Qt.Key.Key_Home)
    assert made.chosen_id() == "0"
    qtbot.keyClick(made, Qt.Key.Key_Return)

    assert opened == ["0"]


def test_letters_are_left_to_the_page(qtbot: QtBot) -> None:
    made = table(qtbot, Source(10))
    made.choose_first()

    qtbot.keyClicks(made, "t")

    assert made.chosen_id() == "0"


def test_a_heading_asks_for_its_order(qtbot: QtBot) -> None:
    made = table(qtbot, Source(10))
    wanted: list[str] = []
    made.sort_wanted.connect(wanted.append)

    made.horizontalHeader().sectionClicked.emit(1)
    made.horizontalHeader().sectionClicked.emit(0)

    assert wanted == ["name"]


def test_a_screen_reader_hears_the_words_of_a_pill(qtbot: QtBot) -> None:
    made = table(qtbot, Source(1))

    assert made.rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Done"
    assert made.accessibleName() == "Things"


def several(qtbot: QtBot) -> LazyTable[Thing]:
    made: LazyTable[Thing] = LazyTable(COLUMNS, "Things", several=True)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_from(Source(10).fetch)
    return made


def test_several_rows_are_chosen_counted_and_left_again(qtbot: QtBot) -> None:
    made = several(qtbot)
    counts: list[int] = []
    made.count_chosen.connect(counts.append)
    made.choose_first()

    qtbot.keyClick(made, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(made, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert made.chosen_ids() == ("0", "1", "2")
    assert made.chosen_id() == "2"

    made.choose_only_current()
    assert made.chosen_ids() == ("2",)
    assert counts == [1, 2, 3, 1]


def test_several_chosen_rows_stay_chosen_when_the_list_is_read_again(qtbot: QtBot) -> None:
    made = several(qtbot)
    made.choose_first()
    qtbot.keyClick(made, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    made.show_all([Thing("1", "moved"), Thing("7", "new"), Thing("0", "moved")])

    assert made.chosen_ids() == ("1", "0")


def test_extra_columns_are_shown_once_they_are_chosen_and_others_can_go(qtbot: QtBot) -> None:
    columns: list[Column[Thing]] = [
        Column("Name", lambda thing: thing.name),
        Column("State", lambda _: "Done", 60, can_hide=True),
        Column("Due", lambda _: "Friday", 60, is_extra=True),
    ]
    made: LazyTable[Thing] = LazyTable(columns, "Things")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.show_from(Source(3).fetch)
    assert made.room.shown() == ("Name", "State")
    assert made.isColumnHidden(2)

    made.room.show(["Due"])

    assert made.room.shown() == ("Name", "Due")
    assert [made.isColumnHidden(n) for n in range(3)] == [False, True, False]


def test_chosen_columns_are_scrolled_to_rather_than_hidden(qtbot: QtBot) -> None:
    columns: list[Column[Thing]] = [
        Column("Name", lambda thing: thing.name),
        Column("State", lambda _: "Done", 200, can_hide=True),
        Column("Due", lambda _: "Friday", 200, is_extra=True),
    ]
    made: LazyTable[Thing] = LazyTable(columns, "Things")
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show()
    made.show_from(Source(3).fetch)

    made.room.show(["State", "Due"])

    assert [made.isColumnHidden(n) for n in range(3)] == [False, False, False]
    assert made.columnWidth(0) >= 150
    qtbot.waitUntil(lambda: made.horizontalScrollBar().maximum() > 0)


def wide_table(qtbot: QtBot) -> LazyTable[Thing]:
    columns: list[Column[Thing]] = [
        Column("Name", lambda thing: thing.name),
        Column("Place", lambda _: "Ash-cum-Ridley", 90),
        Column("Role", lambda _: "clerk", 90),
        Column("Hours", lambda _: "37", 60, is_number=True),
    ]
    made: LazyTable[Thing] = LazyTable(columns, "Things")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.show_from(Source(3).fetch)
    return made


def test_on_a_wide_screen_columns_of_words_share_what_is_to_spare(qtbot: QtBot) -> None:
    made = wide_table(qtbot)
    assert [made.columnWidth(n) for n in (1, 2, 3)] == [90, 90, 60]

    made.resize(1200, 300)
    qtbot.waitUntil(lambda: made.columnWidth(1) > 120)
    assert made.columnWidth(2) == made.columnWidth(1)
    assert made.columnWidth(3) == 60

    made.resize(500, 300)
    qtbot.waitUntil(lambda: made.columnWidth(1) == 90)


def test_a_width_somebody_drew_is_kept_when_the_window_is_resized(qtbot: QtBot) -> None:
    made = wide_table(qtbot)
    made.horizontalHeader().resizeSection(1, 70)

    made.resize(1200, 300)

    qtbot.waitUntil(lambda: made.columnWidth(2) > 120)
    assert made.columnWidth(1) == 70
