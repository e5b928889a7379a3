"""The page on which what is under way for a divided parish is given to its parts."""

from warden_desk.ui.pages.divided.page import DividedPage

__all__ = ["DividedPage"]
