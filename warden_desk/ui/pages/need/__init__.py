"""The page where need is weighed."""

from warden_desk.ui.pages.need.page import NeedPage

__all__ = ["NeedPage"]
