"""The page of police figures, repeat locations and hot-spots."""

from warden_desk.ui.pages.hotspots.page import HotSpotsPage

__all__ = ["HotSpotsPage"]
