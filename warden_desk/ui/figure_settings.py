"""How police figures are read and what is said of them, as the settings page asks for it."""

from warden_desk.ui.rule_settings import Fields
from warden_desk.ui.widgets import editors


def police_figures() -> Fields:
    """What counts as anti-social behaviour, and from how many incidents anything is claimed."""
    return {
        "asb_kinds": ("Counted as ASB", editors.text("Anti-social behaviour, Public order")),
        "small_numbers": ("No change claimed below", editors.whole_number(1, 500, " incidents")),
        "whole_month_percent": (
            "Ask about a month below",
            editors.whole_number(0, 100, " % of its rows before"),
        ),
        "repeat_from": (
            "Repeat location from",
            editors.whole_number(2, 500, " incidents a year"),
        ),
    }
