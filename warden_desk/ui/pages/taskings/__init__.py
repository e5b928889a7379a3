"""The page of taskings."""

from warden_desk.ui.pages.taskings.page import TaskingsPage

__all__ = ["TaskingsPage"]
