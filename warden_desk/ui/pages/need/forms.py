"""What is filled in beside the list: an indicator, and where figures of a list come from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from warden_desk.domain.need import Indicator, Measure
from warden_desk.ui.widgets.editors import choice, day, text
from warden_desk.ui.widgets.form import Form

MEASURES = {
    Measure.BY_HAND: "Figures by hand",
    Measure.ASB: "Police: anti-social behaviour",
    Measure.CRIME: "Police: crimes",
    Measure.OPEN_TASKINGS: "Open taskings",
    Measure.DAYS_SINCE_VISIT: "Days since the last visit",
    Measure.HOURS_BOUGHT: "Hours a week bought",
}
_DIRECTIONS = {True: "more need", False: "less need"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDraft:
    """An indicator as typed, without its weight."""

    label: str = ""
    measure: Measure = Measure.BY_HAND
    is_more_need: bool = True
    unit: str = ""

    @classmethod
    def of(cls, one: Indicator) -> "IndicatorDraft":
        """What there is of it."""
        return cls(
            label=one.label, measure=one.measure, is_more_need=one.is_more_need, unit=one.unit
        )


def indicator_form(draft: IndicatorDraft) -> Form[IndicatorDraft]:
    """The form of an indicator."""
    form = Form(
        draft,
        {
            "label": ("Name", text("Residents over 65", longest=60)),
            "measure": ("Reckoned from", choice(MEASURES)),
            "is_more_need": ("A higher figure means", choice(_DIRECTIONS)),
            "unit": ("Unit", text("%", longest=24)),
        },
        label_width=110,
    )
    form.show_hint("measure", "Figures by hand come from a list: a parish or ward a row (Ctrl+I).")
    return form


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDraft:
    """Where the figures of a list come from, and from when they are known."""

    source: str = ""
    on: date | None = None


def source_form(today: Callable[[], date]) -> Form[SourceDraft]:
    """The form of a list of figures."""
    form = Form(
        SourceDraft(on=today()),
        {
            "source": ("Source", text("Census 2021")),
            "on": ("Known from", day(today)),
        },
    )
    form.show_hint("on", "Days before that go on with the figures they had.")
    return form
