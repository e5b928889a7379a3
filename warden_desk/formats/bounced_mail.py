"""The text of mail that came back, out of a saved message or a plain file."""

import re
from email import message_from_bytes
from email.message import Message

_IS_MESSAGE = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:", re.IGNORECASE)
_REPORT = "message/delivery-status"


def read(data: bytes) -> str:
    """What a file says in plain words: of a message the parts a person or a report wrote."""
    data = data.replace(b"\r\n", b"\n")
    if not _IS_MESSAGE.match(data):
        return _decoded(data)
    message = message_from_bytes(data)
    parts = [part for part in message.walk() if part.get_content_type() in ("text/plain", _REPORT)]
    return "\n\n".join(_text(part) for part in parts)


def _text(part: Message) -> str:
    if part.get_content_type() == _REPORT:
        return part.as_string()
    payload = part.get_payload(decode=True)
    return _decoded(payload) if isinstance(payload, bytes) else ""


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
