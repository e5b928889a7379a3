"""The page of the week."""

from warden_desk.ui.pages.week.page import WeekPage

__all__ = ["WeekPage"]
