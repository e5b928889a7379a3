"""The panel of an indicator: a new one, or one there is; what it says is tried, not yet saved."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QLayout, QWidget

from warden_desk.domain.need import Indicator, check_names, code_for
from warden_desk.ui.pages.need.forms import IndicatorDraft, indicator_form
from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.basics import column, kind, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel

_FIRST_WEIGHT = 10
_TRIED = "It is tried at once, and kept when the weighting is saved (Ctrl Enter beside the list)."
_RETIRED = "Weightings of earlier days keep it, and its figures stay on the desk."

TryOut = Callable[[Sequence[Indicator]], object]


def open_new(
    page: SplitPage, typed: Sequence[Indicator], known: Sequence[Indicator], try_out: TryOut
) -> None:
    """Ask for an indicator that is not weighed yet; one of a former name has its figures again."""
    form = indicator_form(IndicatorDraft())

    def take(draft: IndicatorDraft) -> list[Indicator]:
        code = code_for(draft.label, [*typed, *known])
        return [*typed, _applied(Indicator(code=code, label="", weight=_FIRST_WEIGHT), draft)]

    _open(page, "New indicator", form, take, try_out)


def open_known(
    page: SplitPage, typed: Sequence[Indicator], one: Indicator, try_out: TryOut
) -> None:
    """Open an indicator that is weighed: to rename it, have it reckoned otherwise, or retire it."""
    form = indicator_form(IndicatorDraft.of(one))

    def take(draft: IndicatorDraft) -> list[Indicator]:
        return [_applied(each, draft) if each is one else each for each in typed]

    def retire() -> None:
        if panel := page.panel():
            panel.close_panel()
        try_out([each for each in typed if each is not one])

    button = Button("Retire it", retire, name="retire")
    further = (row(button, None), label(_RETIRED, "label", wrap=True)) if len(typed) > 1 else ()
    _open(page, one.label, form, take, try_out, *further)


def _open(
    page: SplitPage,
    heading: str,
    form: Form[IndicatorDraft],
    take: Callable[[IndicatorDraft], list[Indicator]],
    try_out: TryOut,
    *further: QWidget | QLayout,
) -> None:
    body = kind(QWidget(), "clear")
    said = label(_TRIED, "label", wrap=True)
    body.setLayout(column(form, said, *further, gap=10))
    panel = SidePanel(heading, body, "Try it", is_dirty=form.is_dirty)

    def keep(_: str) -> None:
        wanted = take(form.draft())
        check_names(wanted)
        panel.close_panel()
        try_out(wanted)

    panel.accepted.connect(partial(attempt, panel, keep, form=form))
    page.open_panel(panel)


def _applied(one: Indicator, draft: IndicatorDraft) -> Indicator:
    return replace(
        one,
        label=draft.label.strip(),
        measure=draft.measure,
        is_more_need=draft.is_more_need,
        unit=draft.unit.strip(),
    )
