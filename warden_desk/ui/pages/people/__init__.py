"""The People page."""

from warden_desk.ui.pages.people.page import PeoplePage

__all__ = ["PeoplePage"]
