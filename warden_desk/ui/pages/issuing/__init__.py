"""The page where a week is looked over, signed and issued."""

from warden_desk.ui.pages.issuing.page import IssuingPage

__all__ = ["IssuingPage"]
