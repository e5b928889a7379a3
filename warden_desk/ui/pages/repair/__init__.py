"""The page for half past seven, when somebody rings in sick."""

from warden_desk.ui.pages.repair.page import RepairPage

__all__ = ["RepairPage"]
