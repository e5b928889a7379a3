"""The right side: a hot-spot with what came of it, a repeat location, or an area's figures."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.dates import uk_date
from warden_desk.domain.hot_spot_effect import CAUTION, Effect
from warden_desk.domain.hot_spots import HotSpotRow
from warden_desk.domain.incidents import AreaIncidents, MonthRow, RepeatLocation
from warden_desk.services.incidents.incident_figures import Summary
from warden_desk.ui.widgets.basics import empty, kind, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.facts import KeyValueList, LogList

_POINTS = (
    "The police move each incident to the nearest of a list of points: this one stands for a "
    "street, a park or a supermarket and what lies around it."
)
_NOTHING = "Choose a line of the list to see its figures, and what came of the patrols."
_SMALL = "So few incidents rise and fall by chance: conclude nothing from them."


def _compared_words(summary: Summary, *, is_compared: bool) -> str:
    """What the figures are compared with; or why with nothing, and what can be done then."""
    if is_compared:
        return f"with {summary.compared_with}"
    step = " Step to one month ([) to compare that." if len(summary.months) > 1 else ""
    return f"{summary.compared_with[:1].upper()}{summary.compared_with[1:]}.{step}"


class Detail(QWidget):
    """Shows one thing of whichever list is on the left."""

    def __init__(self, verbs: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        kind(self, "clear")
        self._verbs = verbs
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 12, 0)
        self._box.setSpacing(10)

    def show_nothing(self) -> None:
        """Say what the side is for."""
        empty(self._box)
        self._box.addWidget(label(_NOTHING, "quiet", wrap=True))
        self._box.addStretch(1)

    def show_spot(self, spot: HotSpotRow, effect: Effect, on: date) -> None:
        """A hot-spot, its patrols, and what may be said of them."""
        self._begin(spot.name, f"{spot.area}, {spot.district} · {spot.state(on).lower()}")
        plan = self._button("Plan patrols", "plan", "primary", "A")
        self._box.addLayout(row(plan, self._button("Sheet", "sheet", key="P"), None))
        self._facts(
            ("Where", spot.place),
            ("About", spot.about),
            ("Patrols", spot.period),
            ("Wanted", spot.wanted),
        )
        self._heading("Before and after")
        self._facts(
            ("Before", effect.before_words),
            ("After", effect.after_words),
            ("Time", effect.time_words),
            ("Around", effect.around_words.partition(": ")[2]),
            ("Counted for", effect.land),
        )
        self._box.addWidget(label(effect.conclusion, "strong", wrap=True))
        self._box.addWidget(label(CAUTION, "quiet", wrap=True))
        if effect.patrols:
            self._heading("Patrols")
            log = LogList()
            log.show_entries(
                (
                    uk_date(patrol.on_date),
                    f"{patrol.who}, {patrol.planned} min"
                    + ("" if patrol.done is None else f", {patrol.done} given"),
                )
                for patrol in effect.patrols
            )
            self._box.addWidget(log)
        self._box.addLayout(
            row(self._button("Change…", "change", key="E"), self._button("Remove…", "remove"), None)
        )
        self._box.addStretch(1)

    def show_place(self, place: RepeatLocation) -> None:
        """A point at which it happened again and again."""
        self._begin(place.location, f"{place.area}, {place.district}")
        self._box.addLayout(row(self._button("New hot-spot here", "new", "primary", "N"), None))
        self._facts(
            ("Incidents", f"{place.count:,}, {place.asb:,} of them anti-social behaviour"),
            ("In", "1 month" if place.months == 1 else f"{place.months} months"),
        )
        self._box.addWidget(label(_POINTS, "quiet", wrap=True))
        self._box.addStretch(1)

    def show_area(self, area: AreaIncidents, summary: Summary) -> None:
        """An area's figures by kind, with what they are compared with and counted by."""
        self._begin(area.name, area.district)
        self._box.addLayout(row(self._button("New hot-spot here", "new", "primary", "N"), None))
        rates = [
            ("All", area.rate),
            ("ASB", area.asb_rate),
        ]
        told = ", ".join(f"{name} {rate:,.1f}" for name, rate in rates if rate is not None)
        before = "" if area.before is None else f"{area.before:,}: {area.trend}"
        self._facts(
            ("Incidents", f"{area.count:,}: {area.asb:,} ASB, {area.crime:,} crimes"),
            ("Before", before),
            ("Compared", _compared_words(summary, is_compared=area.before is not None)),
            ("Rate", f"{told} {area.rate_unit}" if told else ""),
            ("Counted by", summary.outlines),
        )
        if area.is_small:
            self._box.addWidget(label(_SMALL, "quiet", wrap=True))
        if area.kinds:
            self._heading("By kind")
            kinds = KeyValueList(key_width=190)
            most_first = sorted(area.kinds.items(), key=lambda item: -item[1])
            kinds.show_facts((name, f"{count:,}") for name, count in most_first)
            self._box.addWidget(kinds)
        self._box.addStretch(1)

    def show_month(self, month: MonthRow) -> None:
        """What became of the rows of a month of a force."""
        self._begin(month.month.title, month.force)
        self._facts(
            ("Rows", f"{month.rows:,}"),
            ("Placed", f"{month.placed:,}"),
            ("No place", f"{month.without_place:,}"),
            ("Outside", f"{month.outside:,} lie outside the county"),
            ("Unreadable", f"{month.unreadable:,}" if month.unreadable else ""),
            ("Counted by", month.outlines),
            ("File", month.file_name),
            ("Taken in", f"{uk_date(month.imported_at.astimezone().date())}, {month.imported_by}"),
        )
        self._box.addLayout(row(self._button("Take it off the desk", "drop"), None))
        self._box.addStretch(1)

    def _begin(self, title: str, below: str) -> None:
        empty(self._box)
        self._box.addWidget(label(title, "h1", wrap=True))
        self._box.addWidget(label(below, "quiet", wrap=True))

    def _heading(self, text: str) -> None:
        self._box.addWidget(rule())
        self._box.addWidget(label(text, "h2"))

    def _facts(self, *facts: tuple[str, str]) -> None:
        shown = KeyValueList(key_width=76)
        shown.show_facts(facts)
        self._box.addWidget(shown)

    def _button(self, text: str, verb: str, rank: str = "secondary", key: str = "") -> Button:
        return Button(text, self._verbs[verb], rank=rank, key=key, name=verb)
