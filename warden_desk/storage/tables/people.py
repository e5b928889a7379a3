"""Wardens, volunteers and their leaders; teams; what they may do; when they are away."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Dated, Deletable, Keyed


class Person(Keyed, Deletable, Base):
    """Somebody who serves. `kind` is a `domain.people.PersonKind`."""

    __tablename__ = "person"
    __table_args__ = (Index(None, "surname", "forename"),)

    kind: Mapped[str]
    forename: Mapped[str]
    surname: Mapped[str]
    collar_number: Mapped[str | None] = mapped_column(unique=True, default=None)
    mobile: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    base_area_id: Mapped[str | None] = mapped_column(
        ForeignKey("area.id"), index=True, default=None
    )
    contract_minutes: Mapped[int | None] = mapped_column(default=None)
    """A week. None for volunteers."""
    adult_on: Mapped[date | None] = mapped_column(default=None)
    """The eighteenth birthday of somebody still under age; no other birthday is kept."""
    opted_out_on: Mapped[date | None] = mapped_column(default=None)
    """Agreed in writing to more than 48 hours a week."""
    takes_taskings: Mapped[bool] = mapped_column(default=True)
    started_on: Mapped[date | None] = mapped_column(default=None)


class PersonStatus(Keyed, Dated, Base):
    """Applicant, in checks, active, on leave of absence or left, for a period."""

    __tablename__ = "person_status"
    __table_args__ = (Index(None, "person_id", "valid_from"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    status: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class Credential(Keyed, Base):
    """A clearance, certificate or licence. An expiry from the letter wins over a computed one."""

    __tablename__ = "credential"
    __table_args__ = (Index(None, "person_id", "kind"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str]
    level: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="held")
    """held, awaited or refused."""
    issued_on: Mapped[date | None] = mapped_column(default=None)
    expires_on: Mapped[date | None] = mapped_column(default=None)
    evidence_seen_by: Mapped[str] = mapped_column(default="")


class Power(Keyed, Dated, Base):
    """A statutory power held under CSAS for a period."""

    __tablename__ = "power"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]


class VolunteerAgreement(Keyed, Base):
    """What a volunteer agreed to, and whether consent still stands."""

    __tablename__ = "volunteer_agreement"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    minutes_a_month: Mapped[int | None] = mapped_column(default=None)
    no_lone_work: Mapped[bool] = mapped_column(default=True)
    signed_on: Mapped[date | None] = mapped_column(default=None)
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    paired_person_id: Mapped[str | None] = mapped_column(
        ForeignKey("person.id"), index=True, default=None
    )


class Team(Keyed, Deletable, Base):
    """A team of wardens. `number` is the short handle people type."""

    __tablename__ = "team"

    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)


class TeamDistrict(Keyed, Dated, Base):
    """A team serves a district for a period."""

    __tablename__ = "team_district"

    team_id: Mapped[str] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    area_id: Mapped[str] = mapped_column(ForeignKey("area.id"), index=True)


class TeamMember(Keyed, Dated, Base):
    """A person is in a team for a period, as member, leader or supervisor."""

    __tablename__ = "team_member"
    __table_args__ = (Index(None, "person_id", "valid_from"),)

    team_id: Mapped[str] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(default="member")


class Absence(Keyed, Deletable, Base):
    """Time away. No medical reason is kept.

    Whole days from `starts_on` to `ends_on` (both inclusive); with minutes, a part of each.
    """

    __tablename__ = "absence"
    __table_args__ = (Index(None, "person_id", "starts_on"), Index(None, "ends_on"))

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    code: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    start_minute: Mapped[int | None] = mapped_column(default=None)
    end_minute: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="approved")
    """A `domain.absences.AbsenceState`: asked for, approved or refused."""
    role: Mapped[str] = mapped_column(default="")
    """The shift code it is about, where somebody is away from one kind of work alone."""
    asked_by: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decision_note: Mapped[str] = mapped_column(default="")


class ParishAssignment(Keyed, Dated, Base):
    """Who looks after a parish: primary, backup, volunteer or contact only."""

    __tablename__ = "parish_assignment"
    __table_args__ = (Index(None, "area_id", "valid_from"),)

    area_id: Mapped[str] = mapped_column(ForeignKey("area.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(default="primary")
    visit_every_days: Mapped[int | None] = mapped_column(default=None)
    """The agreed rhythm; None = the setting's default."""
    handover_note: Mapped[str] = mapped_column(default="")
