"""The first start: choosing, making a desk, keeping its recovery code."""

from warden_desk.ui.pages.welcome.page import WelcomePage

__all__ = ["WelcomePage"]
