"""The page of the map."""

from warden_desk.ui.pages.map.page import MapPage

__all__ = ["MapPage"]
