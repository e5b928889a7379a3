"""The Parishes page."""

from warden_desk.ui.pages.parishes.page import ParishesPage

__all__ = ["ParishesPage"]
