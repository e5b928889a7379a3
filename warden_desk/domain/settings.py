"""What a desk can be told about its service: every figure is a default that a row overrides."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The desk's settings. Minutes are whole; `zone` is an IANA name."""

    user_name: str = ""
    """Who sits at this desk: the name every entry is signed with."""
    service_name: str = "Community Warden Service"
    county_gss: str = "E10000016"
    zone: str = "Europe/London"
    out_of_hours_phone: str = ""
    full_time_minutes: int = 37 * 60
    rest_minutes: int = 11 * 60
    """Between two shifts. Source: Working Time Regulations 1998, regulation 10."""
    weekly_rest_minutes: int = 24 * 60
    """Clear of work in each seven days. Regulation 11."""
    break_after_minutes: int = 6 * 60
    break_minutes: int = 20
    """Regulation 12."""
    weekly_average_minutes: int = 48 * 60
    """Over 17 weeks, unless opted out in writing. Regulation 4."""
    late_after_minute: int = 18 * 60
    """A shift that ends after this is a late one: alone, it needs a welfare call."""
    welfare_call_minutes: int = 120
    """From one call to the next to somebody who works a late alone."""
    welfare_home_minutes: int = 15
    """After such a shift, until the call that it ended well."""
    visit_every_days: int = 14
    """How often a parish is visited where its assignment does not say."""
    due_days_high: int = 3
    due_days_medium: int = 10
    due_days_low: int = 20
    """Working days until a tasking is due where its sender gave no date."""
    review_days_high: int = 14
    review_days_medium: int = 28
    """Days until a tasking is looked at again; 0 for never."""
    bank_holidays: str = "ENG"
    """Whose bank holidays are no working days: ENG, WLS, SCT or NIR."""
    repeat_days: int = 60
    repeat_metres: int = 250
    """Within which a new tasking of the same kind may be one that came in before."""
    vetting_warning_days: int = 90
    sheet_destroy_days: int = 7
    """After the week's end."""
    default_marking: str = "OFFICIAL"
    sensitive_marking: str = "OFFICIAL-SENSITIVE"
    attachment_megabytes: int = 20
    """The largest file that may be attached to a tasking."""
    vetting_kind: str = "NPPV"
    """The credential a person needs in date for a sensitive tasking."""

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """Settings from stored values; what this version does not know is left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in values.items() if key in known})

    def changes(self) -> dict[str, Any]:
        """Only what differs from the defaults, so that a better default reaches old desks."""
        defaults = asdict(type(self)())
        return {key: value for key, value in asdict(self).items() if value != defaults[key]}
