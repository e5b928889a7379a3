"""What every table shares: text keys, named constraints, UTC instants, dated rows."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from warden_desk.domain.ids import new_id


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC datetimes out (SQLite keeps no zone)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Every record: keyword-only constructor, named constraints, UTC instants."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, str: String}


class Keyed(MappedAsDataclass, kw_only=True):
    """A record with a UUID of its own."""

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)


class Dated(MappedAsDataclass, kw_only=True):
    """A row that is true from a day (inclusive) to a day (exclusive; empty = still)."""

    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)


class Deletable(MappedAsDataclass, kw_only=True):
    """A record that is put aside with a reason, and can be brought back."""

    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    deleted_reason: Mapped[str] = mapped_column(default="")
