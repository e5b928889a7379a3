"""The page of what the rules of the week go by, and how often they were overridden."""

from warden_desk.ui.pages.registers.page import RegistersPage

__all__ = ["RegistersPage"]
