"""The page on which districts merge, parishes split and towns get councils, from a day on."""

from warden_desk.ui.pages.reorganise.page import ReorganisePage

__all__ = ["ReorganisePage"]
