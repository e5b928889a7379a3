"""The Returns page."""

from warden_desk.ui.pages.returns.page import ReturnsPage

__all__ = ["ReturnsPage"]
