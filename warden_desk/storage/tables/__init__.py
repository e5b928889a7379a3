"""The records, one class per table, by noun. Columns only; rules live in `domain`."""

from warden_desk.storage.tables.areas import (
    Area,
    AreaAlias,
    AreaSuccession,
    BoundarySet,
    Organisation,
    OrganisationArea,
)
from warden_desk.storage.tables.base import Base, Dated
from warden_desk.storage.tables.contacts import Contact, ContactEntry
from warden_desk.storage.tables.desk import (
    Code,
    ImportBatch,
    ImportMapping,
    ImportUndo,
    SavedView,
    Setting,
)
from warden_desk.storage.tables.incidents import (
    HotSpot,
    HotSpotEvent,
    IncidentCount,
    IncidentMonth,
    IncidentPoints,
)
from warden_desk.storage.tables.links import TaskingLink
from warden_desk.storage.tables.need import NeedIndicator, NeedScore
from warden_desk.storage.tables.papers import Attachment, ResultSlip, StoredFile
from warden_desk.storage.tables.people import (
    Absence,
    Credential,
    ParishAssignment,
    Person,
    PersonStatus,
    Power,
    Team,
    TeamDistrict,
    TeamMember,
    VolunteerAgreement,
)
from warden_desk.storage.tables.planning import (
    Availability,
    AvailabilityDay,
    EventPerson,
    Pattern,
    PatternDay,
)
from warden_desk.storage.tables.returns import (
    MeetingAction,
    ReturnItem,
    ReturnLayout,
    TaskingMeeting,
    TaskingReturn,
)
from warden_desk.storage.tables.taskings import (
    EntryPerson,
    Tasking,
    TaskingAssignment,
    TaskingEntry,
)
from warden_desk.storage.tables.users import AuditDisposal, AuditEntry, DeskUser
from warden_desk.storage.tables.week_rules import FundingAgreement, FundingArea, RiskMarker
from warden_desk.storage.tables.weeks import (
    DeploymentSheet,
    Event,
    PrintLog,
    SheetReason,
    Shift,
    ShiftCode,
    Stop,
)
from warden_desk.storage.tables.welfare import EmergencyContact, Vehicle, WelfareCheck

__all__ = [
    "Absence",
    "Area",
    "AreaAlias",
    "AreaSuccession",
    "Attachment",
    "AuditDisposal",
    "AuditEntry",
    "Availability",
    "AvailabilityDay",
    "Base",
    "BoundarySet",
    "Code",
    "Contact",
    "ContactEntry",
    "Credential",
    "Dated",
    "DeploymentSheet",
    "DeskUser",
    "EmergencyContact",
    "EntryPerson",
    "Event",
    "EventPerson",
    "FundingAgreement",
    "FundingArea",
    "HotSpot",
    "HotSpotEvent",
    "ImportBatch",
    "ImportMapping",
    "ImportUndo",
    "IncidentCount",
    "IncidentMonth",
    "IncidentPoints",
    "MeetingAction",
    "NeedIndicator",
    "NeedScore",
    "Organisation",
    "OrganisationArea",
    "ParishAssignment",
    "Pattern",
    "PatternDay",
    "Person",
    "PersonStatus",
    "Power",
    "PrintLog",
    "ResultSlip",
    "ReturnItem",
    "ReturnLayout",
    "RiskMarker",
    "SavedView",
    "Setting",
    "SheetReason",
    "Shift",
    "ShiftCode",
    "Stop",
    "StoredFile",
    "Tasking",
    "TaskingAssignment",
    "TaskingEntry",
    "TaskingLink",
    "TaskingMeeting",
    "TaskingReturn",
    "Team",
    "TeamDistrict",
    "TeamMember",
    "Vehicle",
    "VolunteerAgreement",
    "WelfareCheck",
]
