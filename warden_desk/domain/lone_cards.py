"""What helps to find somebody who works alone and does not answer."""

from dataclasses import dataclass

from warden_desk.domain.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneCard:
    """A person's vehicle, and whom to tell. Both are given by the person, and go when they do."""

    vehicle: str = ""
    registration: str = ""
    contact: str = ""
    relation: str = ""
    contact_phone: str = ""

    @property
    def vehicle_words(self) -> str:
        """`Blue Fiat Panda, GN19 ABC`."""
        return ", ".join(filter(None, (self.vehicle, self.registration)))

    @property
    def contact_words(self) -> str:
        """`Sam Tilley (partner), 01632 960123`."""
        who = f"{self.contact} ({self.relation})" if self.relation else self.contact
        return ", ".join(filter(None, (who, self.contact_phone)))

    @property
    def is_empty(self) -> bool:
        return not (self.vehicle_words or self.contact_words)

    def check(self) -> None:
        """Refuse half an emergency contact.

        Raises:
            Invalid: a name without a number, or a number without a name.
        """
        if bool(self.contact.strip()) == bool(self.contact_phone.strip()):
            return
        missing = "contact" if self.contact_phone.strip() else "contact_phone"
        said = {"contact": "Say whose number it is.", "contact_phone": "Give their number."}
        raise Invalid({missing: said[missing]})
