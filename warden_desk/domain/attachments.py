"""Files attached to a tasking, as lists and previews show them. Plain values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """A file that belongs to a tasking. `name` is text to be shown, never a path."""

    id: str
    name: str
    media_type: str
    size: int
    digest: str
    added_by: str
    added_at: datetime

    @property
    def size_words(self) -> str:
        """`1.4 MB`, `38 kB`."""
        if self.size >= 1_000_000:
            return f"{self.size / 1_000_000:.1f} MB"
        return f"{max(1, round(self.size / 1000))} kB"
