"""Who may sit at this desk."""

from warden_desk.ui.pages.users.page import UsersPage

__all__ = ["UsersPage"]
