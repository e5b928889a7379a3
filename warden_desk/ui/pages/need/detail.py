"""The right side: the weights being tried, how an area's score comes about, earlier weightings."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.dates import plain_date
from warden_desk.domain.need import NeedPart, NeedRow, Weighting
from warden_desk.ui.pages.need.columns import figure_words, score_words
from warden_desk.ui.pages.need.weights import Weights
from warden_desk.ui.widgets.basics import column, empty, kind, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.date_fields import DateField
from warden_desk.ui.widgets.facts import KeyValueList

_EARLIER = "Choose one to try it again; nothing is saved by that."


class NeedDetail(QWidget):
    """Weights above, then what they mean for the chosen area, then what held before."""

    def __init__(
        self,
        since: DateField,
        *,
        change: Callable[[str], object],
        add: Callable[[], object],
        put_back: Callable[[], object],
        try_again: Callable[[Weighting], object],
    ) -> None:
        super().__init__()
        kind(self, "clear")
        self._try_again = try_again
        self.weights = Weights(change)
        self.since = since
        self._formula, self._replaces = label("", "quiet", wrap=True), label("", "label", wrap=True)
        self._formula.setObjectName("formula")
        self._replaces.setObjectName("replaces")
        since.setObjectName("since")
        since.setAccessibleName("Holds from")
        self._put_back = Button("Put back", put_back, name="put_back")
        self._area, self._earlier = QVBoxLayout(), QVBoxLayout()
        head = row(
            label("Weights", "h2"), None, Button("Add indicator…", add, rank="link", name="add")
        )
        dated = row(label("Holds from", "label"), since, None, self._put_back)
        parts = (head, self.weights, self._formula, dated, self._replaces)
        box = column(*parts, rule(), self._area, rule(), self._earlier, None, gap=10)
        box.setContentsMargins(0, 0, 12, 0)
        self.setLayout(box)

    def show_formula(self, words: str, *, is_changed: bool, replaces: str) -> None:
        """How the score comes about, and what saving it would replace."""
        self._formula.setText(words)
        self._put_back.setEnabled(is_changed)
        self._replaces.setText(replaces)
        self._replaces.setVisible(bool(replaces))

    def show_area(self, found: NeedRow | None, before: str) -> None:
        """How the score of the chosen area comes about, in numbers."""
        empty(self._area)
        if found is None:
            self._area.addWidget(label("Choose an area to see how its score comes about.", "quiet"))
            return
        self._area.addWidget(label(found.name, "h2", wrap=True))
        ranked = (
            "no rank: too few of its figures are known" if found.rank is None else _ranked(found)
        )
        self._area.addWidget(label(f"{found.district} · {ranked}{before}", "quiet", wrap=True))
        facts = KeyValueList(key_width=150)
        facts.show_facts(
            (part.label, _told(part))
            for part in found.parts
            if part.weight or part.value is not None
        )
        self._area.addWidget(facts)
        self._area.addWidget(label(found.sum_words, "strong", wrap=True))

    def show_weightings(self, weightings: Sequence[Weighting], held: Weighting) -> None:
        """Every weighting there was, each a button that tries it again."""
        empty(self._earlier)
        self._earlier.addWidget(label("Weightings", "h2"))
        for at, one in enumerate(weightings):
            since = f"From {plain_date(one.since)}" if one.since else "As the program comes"
            now = " · holds on this day" if one is held else ""
            use = Button(
                f"{since}{now}", partial(self._try_again, one), rank="link", name=f"use_{at}"
            )
            self._earlier.addLayout(row(use, None))
            self._earlier.addWidget(label(one.words, "quiet", wrap=True))
        self._earlier.addWidget(label(_EARLIER, "label", wrap=True))


def _told(part: NeedPart) -> str:
    """`3.2 a year for each km²: 98 points × 25`."""
    value = "" if part.value is None else _with_unit(figure_words(part.value), part.unit)
    if not part.weight:
        return f"{value}, not weighed"
    points = f": {part.points:.0f} points × {part.weight}" if part.points is not None else ""
    return f"{value}{points}" or "no figure, left out"


def _with_unit(value: str, unit: str) -> str:
    """`2 taskings`, `1 tasking`, `30.3 %`."""
    what, gap, rest = unit.partition(" ")
    of_one = what.removesuffix("s") + gap + rest
    return f"{value} {of_one if value == '1' else unit}".strip()


def _ranked(found: NeedRow) -> str:
    return f"rank {found.rank}, score {score_words(found.score)}"
