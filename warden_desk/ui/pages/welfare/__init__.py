"""The page of those who work early or late alone."""

from warden_desk.ui.pages.welfare.page import WelfarePage

__all__ = ["WelfarePage"]
