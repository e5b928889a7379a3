"""What a desk can be told about its service: every figure is a default that a row overrides."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The desk's settings. Minutes are whole; `zone` is an IANA name."""

    user_name: str = ""
    """Who sits at this desk: the name every entry is signed with."""
    supervisors_alone: str = ""
    """What team leaders may not do while there is a supervisor: sign, areas, settings, users."""
    service_name: str = "Community Warden Service"
    zone: str = "Europe/London"
    out_of_hours_phone: str = ""
    service_phone: str = ""
    """What parishes are told to ring: never a warden's own number."""
    full_time_minutes: int = 37 * 60
    rest_minutes: int = 11 * 60
    """Between two shifts. Source: Working Time Regulations 1998, regulation 10."""
    weekly_rest_minutes: int = 24 * 60
    """Clear of work in each seven days, or twice in each fourteen. Regulation 11(1), (2)(a)."""
    weekly_rest_days: int = 7
    """7 or 14, as the employer chose. Regulation 11(2)."""
    fortnight_rest_minutes: int = 48 * 60
    """Clear of work in one piece, instead of twice 24 hours. Regulation 11(2)(b)."""
    break_after_minutes: int = 6 * 60
    break_minutes: int = 20
    """Regulation 12."""
    weekly_average_minutes: int = 48 * 60
    """Over the reference period, unless opted out in writing. Regulation 4."""
    average_weeks: int = 17
    excluded_absences: str = "AL, SK"
    """Codes of the days that the average leaves out: annual and sick leave. Regulation 4(7)."""
    young_rest_minutes: int = 12 * 60
    """Under eighteen, between two shifts. Regulation 10(2)."""
    young_weekly_rest_minutes: int = 48 * 60
    """Regulation 11(3)."""
    young_break_after_minutes: int = 4 * 60 + 30
    young_break_minutes: int = 30
    """Regulation 12(4)."""
    young_day_minutes: int = 8 * 60
    young_week_minutes: int = 40 * 60
    """Regulation 5A(1)."""
    young_night_from_minute: int = 22 * 60
    young_night_until_minute: int = 6 * 60
    """Regulations 2(1) and 6A."""
    contract_tolerance_minutes: int = 2 * 60
    """A week may be so much longer or shorter than the contract."""
    rest_owed_days: int = 14
    """Within which rest that was cut short is given back. Regulation 24."""
    lieu_days: int = 28
    """Within which a day off follows a bank holiday worked."""
    lieu_codes: str = "TOIL, BH"
    """Shift codes of such a day."""
    fair_weeks: int = 8
    """Over which lates and weekends are shared out; the week itself is the last."""
    fair_lates: int = 3
    """So many lates more than a fair share are too many."""
    fair_weekends: int = 2
    cover_weekends: bool = False
    """Whether each district wants somebody at weekends and on bank holidays, too."""
    answers_that_warn: str = "no"
    """Planning against these answers wants a reason; any other doubt is told: no, maybe."""
    pair_controls: str = "pair, pair up"
    """Control measures of markers that ask for two."""
    urgent_codes: str = "high"
    """Urgencies that are on somebody's round before they are due."""
    duty_credentials: str = "FIRST-AID, SAFEGUARDING, DRIVING, CSAS"
    """Kinds of certificate that may not run out while somebody works."""
    late_after_minute: int = 18 * 60
    """A shift that ends after this is a late one: alone, it needs a welfare call."""
    early_before_minute: int = 8 * 60
    """One that begins before this needs them too, if it is planned alone; midnight for none."""
    welfare_call_minutes: int = 120
    """From one call to the next to somebody who works a late alone."""
    welfare_home_minutes: int = 15
    """After such a shift, until the call that it ended well."""
    welfare_early_minutes: int = 30
    """So long before its time a call may be ticked: who rings in early was heard from."""
    welfare_late_minutes: int = 5
    welfare_missed_minutes: int = 15
    """After its time a call is late, then missed: the next step is to be taken."""
    sick_code: str = "SK"
    """The absence recorded when somebody rings in sick."""
    visit_minutes: int = 60
    """What a visit books on a round, where the category of its tasking does not say."""
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
    contact_confirm_months: int = 12
    """After so many months somebody asks whether a contact is still the one."""
    elected_roles: str = "chair, vice-chair, councillor"
    """Roles of parish councils that have a term of office."""
    sheet_destroy_days: int = 7
    """After the week's end."""
    sign_off_by_another: bool = True
    """Whether somebody else than the planner is to sign a week; if not, that needs a reason."""
    default_marking: str = "OFFICIAL"
    sensitive_marking: str = "OFFICIAL-SENSITIVE"
    asb_kinds: str = "Anti-social behaviour"
    """What the police call it in their figures; all other kinds are crimes."""
    small_numbers: int = 20
    """Of fewer incidents no rise or fall is claimed."""
    whole_month_percent: int = 50
    """A month taken in again with a smaller share of its rows is asked about."""
    repeat_from: int = 6
    """So many incidents at a point in a year make it a repeat location."""
    boundary_service: str = (
        "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services/"
        "Parishes_and_Non_Civil_Parished_Areas_December_2024_Boundaries_EW_BGC/FeatureServer/0"
    )
    """Where outlines are fetched from, if somebody asks: a layer of the ONS's feature service."""
    base_map: str = ""
    """Where the council's base map lies on this machine (MBTiles); empty for none."""
    base_map_may_be_printed: bool = False
    """Whether its licence allows it on papers and pictures that are handed on."""
    base_map_credit: str = ""
    """What its licence wants to be said there; the file's own words if empty."""
    attachment_megabytes: int = 20
    """The largest file that may be attached to a tasking."""
    looked_keep_years: int = 7
    """How long the record of who looked is kept."""
    vetting_kind: str = "NPPV"
    """The credential a person needs in date for a sensitive tasking."""

    def codes(self, name: str) -> frozenset[str]:
        """The codes written with commas in one of the settings, in small letters."""
        written: str = getattr(self, name)
        return frozenset(word for part in written.split(",") if (word := part.strip().casefold()))

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """Settings from stored values; what this version does not know is left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in values.items() if key in known})

    def changes(self) -> dict[str, Any]:
        """Only what differs from the defaults, so that a better default reaches old desks."""
        defaults = asdict(type(self)())
        return {key: value for key, value in asdict(self).items() if value != defaults[key]}
