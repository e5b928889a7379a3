"""Why the parish one clicked needs somebody, and what the police recorded there."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.coverage import AreaNeed
from warden_desk.domain.incidents import AreaIncidents
from warden_desk.domain.need import NeedPart, NeedRow
from warden_desk.ui.widgets.basics import empty, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.facts import KeyValueList


class NeedPanel(QWidget):
    """Empty until it is told, for it takes a moment to reckon."""

    def __init__(self, open_thing: Callable[[str, str], object]) -> None:
        super().__init__()
        self._open_thing = open_thing
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)

    def show_need(self, found: AreaNeed) -> None:
        """Show these figures. What is not known takes no room."""
        empty(self._box)
        if found.need is not None and found.need.rank is not None:
            self._heading("Need", "How it is weighed", "need")
            self._box.addWidget(label(_ranked(found.need, found.ranked), "quiet", wrap=True))
            self._facts((part.label, _points(part)) for part in found.need.parts if part.weight)
        if found.incidents is not None:
            self._heading("Recorded by the police", "Hot-spots", "hotspots")
            self._box.addWidget(label(found.months, "quiet", wrap=True))
            self._facts(_recorded(found.incidents, found.compared_with))

    def _heading(self, text: str, link: str, page: str) -> None:
        go = Button(link, partial(self._open_thing, "page", page), rank="link", name=f"to_{page}")
        self._box.addWidget(rule())
        self._box.addLayout(row(label(text, "strong"), None, go))

    def _facts(self, facts: Iterable[tuple[str, str]]) -> None:
        shown = KeyValueList(key_width=120)
        shown.show_facts(facts)
        self._box.addWidget(shown)


def _ranked(found: NeedRow, ranked: int) -> str:
    score = "" if found.score is None else f"{found.score:.0f} of 100 points, "
    return f"{score}rank {found.rank} of {ranked}"


def _points(part: NeedPart) -> str:
    if part.points is None or part.value is None:
        return "not known, left out"
    figure = f"{part.value:,.1f}".removesuffix(".0")
    unit = part.unit.removesuffix("s") if figure == "1" else part.unit
    return f"{part.points:.0f} points × {part.weight} ({f'{figure} {unit}'.strip()})"


def _recorded(found: AreaIncidents, compared_with: str) -> list[tuple[str, str]]:
    rate = "" if found.rate is None else f"{found.rate:.1f} {found.rate_unit}"
    before = "" if found.before is None else f"{found.before} in {compared_with}"
    return [
        ("Incidents", f"{found.count}, {found.asb} of them anti-social"),
        ("Rate", rate),
        ("Before", before),
        ("Trend", found.trend),
    ]
