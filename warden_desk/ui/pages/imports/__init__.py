"""The page on which lists are taken in."""

from warden_desk.ui.pages.imports.page import ImportsPage

__all__ = ["ImportsPage"]
