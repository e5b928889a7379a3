"""What is filled in beside the lists: a hot-spot, and who patrols it in a week."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.hot_spots import LARGEST_RADIUS_M, HotSpotDraft, PatrolOffer
from warden_desk.domain.months import Month
from warden_desk.ui.widgets.basics import column, empty, label
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import choice, day, long_text, pick, text, whole_number
from warden_desk.ui.widgets.form import Form

_PROPOSED = (
    "Those who go there anyway, and those who look after the parish, are proposed. The police "
    "tell neither days nor times, so choose the days you know of."
)
_NOBODY = "Nobody of the district works then. Plan that week first, or choose another one."


def spot_form(
    draft: HotSpotDraft, areas: Sequence[AreaRow], months: Sequence[Month], kinds: Sequence[str]
) -> Form[HotSpotDraft]:
    """The form of a hot-spot."""
    known = {month: month.title for month in months}
    about: dict[tuple[str, ...], str] = {(): "All kinds"}
    about |= {(one,): one for one in kinds}
    if draft.kinds:
        about.setdefault(draft.kinds, ", ".join(draft.kinds))
    form = Form(
        draft,
        {
            "name": ("Name", text("High Street, Lenham")),
            "area_id": ("Parish", pick([Option(a.id, a.name, a.district) for a in areas])),
            "grid": ("Point", text("TQ 898 522")),
            "radius_m": ("Within", whole_number(0, LARGEST_RADIUS_M, " m")),
            "kinds": ("About", choice(about)),
            "before_from": ("Before: from", choice(known)),
            "before_to": ("Before: to", choice(known)),
            "acts_from": ("Patrols from", day()),
            "acts_to": ("Patrols to", day()),
            "wanted": ("What is wanted", long_text("Walk the square after school", lines=3)),
        },
    )
    form.show_hint("grid", "A grid reference. Leave it empty for all of the parish.")
    form.show_hint("acts_to", "Leave it empty while they go on.")
    return form


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolDraft:
    """In which week, and how long each patrol is to take."""

    week: Week
    minutes: int = 60


class PatrolChoice(QWidget):
    """Everybody who could take the hot-spot in a week; the proposed ones are ticked."""

    def __init__(
        self, weeks: Sequence[Week], offers: Callable[[Week], Sequence[PatrolOffer]]
    ) -> None:
        super().__init__()
        self._offers = offers
        self.form = Form(
            PatrolDraft(week=weeks[0]),
            {
                "week": ("Week", choice({week: week.title for week in sorted(weeks)})),
                "minutes": ("Each takes", whole_number(5, 480, " minutes")),
            },
        )
        self._boxes: list[tuple[PatrolOffer, CheckBox]] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.setLayout(column(self.form, label(_PROPOSED, "quiet", wrap=True), self._list, None))
        self.form.edited.connect(self._show_week)
        self._shown: Week | None = None
        self._show_week()

    def chosen(self) -> list[tuple[str, date]]:
        """The rounds that are ticked."""
        return [(one.person_id, one.on_date) for one, box in self._boxes if box.isChecked()]

    def _show_week(self) -> None:
        week = self.form.draft().week
        if week == self._shown:
            return
        self._shown, self._boxes = week, []
        empty(self._list)
        on: date | None = None
        offers = self._offers(week)
        for offer in offers:
            if offer.on_date != on:
                on = offer.on_date
                self._list.addWidget(label(short_day(on), "strong"))
            self._list.addWidget(self._box_of(offer))
        if not offers:
            self._list.addWidget(label(_NOBODY, wrap=True))

    def _box_of(self, offer: PatrolOffer) -> QWidget:
        words = " · ".join(filter(None, (offer.person, offer.times, offer.why)))
        if offer.is_planned:
            return label(f"✓ {offer.person}: planned", "quiet")
        box = CheckBox(words)
        box.setObjectName(f"offer_{offer.id}")
        box.setChecked(offer.is_proposed)
        self._boxes.append((offer, box))
        return box
