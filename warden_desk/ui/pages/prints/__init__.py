"""The page of the papers that left the desk."""

from warden_desk.ui.pages.prints.page import PrintsPage

__all__ = ["PrintsPage"]
