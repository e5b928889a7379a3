"""The page of those who work a late alone."""

from warden_desk.ui.pages.welfare.page import WelfarePage

__all__ = ["WelfarePage"]
