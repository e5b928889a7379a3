"""What is filled in beside the lists: a hot-spot, and who patrols it in a week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.hot_spots import LARGEST_RADIUS_M, HotSpotDraft, PatrolOffer
from warden_desk.domain.incidents import Month
from warden_desk.ui.widgets.basics import label
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import choice, day, long_text, pick, text, whole_number
from warden_desk.ui.widgets.form import Form


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
class PatrolMinutes:
    """How long each patrol is to take."""

    minutes: int = 60


class PatrolChoice(QWidget):
    """Everybody who could take the hot-spot in this week; the proposed ones are ticked."""

    def __init__(self, week: Week, offers: Sequence[PatrolOffer]) -> None:
        super().__init__()
        self.form = Form(
            PatrolMinutes(), {"minutes": ("Each takes", whole_number(5, 480, " minutes"))}
        )
        self._boxes: list[tuple[PatrolOffer, CheckBox]] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(label(week.title, "quiet"))
        box.addWidget(self.form)
        box.addWidget(
            label(
                "Those who go there anyway, and those who look after the parish, are proposed. "
                "The police tell neither days nor times, so choose the days you know of.",
                "quiet",
                wrap=True,
            )
        )
        on: date | None = None
        for offer in offers:
            if offer.on_date != on:
                on = offer.on_date
                box.addWidget(label(short_day(on), "strong"))
            box.addWidget(self._box_of(offer))
        if not offers:
            box.addWidget(label("Nobody works then. Plan the week first.", wrap=True))
        box.addStretch(1)

    def chosen(self) -> list[tuple[str, date]]:
        """The rounds that are ticked."""
        return [(one.person_id, one.on_date) for one, box in self._boxes if box.isChecked()]

    def _box_of(self, offer: PatrolOffer) -> QWidget:
        words = " · ".join(filter(None, (offer.person, offer.times, offer.why)))
        if offer.is_planned:
            return label(f"✓ {offer.person}: planned", "quiet")
        box = CheckBox(words)
        box.setObjectName(f"offer_{offer.id}")
        box.setChecked(offer.is_proposed)
        self._boxes.append((offer, box))
        return box
