"""The pages of parishes, and of the people to ring there."""

from warden_desk.ui.pages.parishes.contacts_page import ContactsPage
from warden_desk.ui.pages.parishes.page import ParishesPage

__all__ = ["ContactsPage", "ParishesPage"]
