"""The page of the outlines that maps are drawn with."""

from warden_desk.ui.pages.boundaries.page import BoundariesPage

__all__ = ["BoundariesPage"]
