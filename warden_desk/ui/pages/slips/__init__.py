"""The page where result slips are keyed in."""

from warden_desk.ui.pages.slips.page import SlipsPage

__all__ = ["SlipsPage"]
