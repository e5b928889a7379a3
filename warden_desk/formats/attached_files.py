# pyright: basic
"""Files people attach: what they may be, and what is taken out of them before they are kept.

What a file is, its first bytes decide, never its name. Pictures are made anew from their pixels,
so that nothing else in them (place, time, camera, a thumbnail of the uncut picture) stays.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from warden_desk.domain.errors import UserError

MOST_PIXELS = 80_000_000
LONGEST_NAME = 120
_JPEG_QUALITY = 90

PDF = "application/pdf"
TEXT = "text/plain"
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_TEXTS = {".txt": TEXT, ".csv": "text/csv"}
_MAY_BE = "Pictures (JPEG, PNG, WebP), PDF, text, and Word, Excel or OpenDocument files can be."
_PDF_RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")
_PDF_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")
_MACROS = re.compile(
    r"vbaproject\.bin|(?:^|/)(?:basic|scripts|embeddings)/|activex|oleobject", re.IGNORECASE
)
_MOST_INSIDE = 4_000_000


class NotAttachable(UserError):
    """The file is of no kind that is kept."""


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What is kept of a file: its name as text, what it is, and its content."""

    name: str
    media_type: str
    content: bytes


def clean(name: str, data: bytes) -> CleanFile:
    """The file as it may be kept.

    Raises:
        NotAttachable: it is empty, damaged, can run something, or is of no kind that is kept.
    """
    shown = plain_name(name)
    if not data:
        raise NotAttachable(f"{shown} is empty. Choose another file.")
    for first, look in _KINDS:
        if data.startswith(first) and (first != b"RIFF" or data[8:12] == b"WEBP"):
            return look(shown, data)
    if _is_text(shown, data):
        return CleanFile(shown, _TEXTS[_suffix(shown)], data)
    raise NotAttachable(f"{shown} cannot be attached. {_MAY_BE}{_advice(shown, data)}")


def plain_name(name: str) -> str:
    """A file's name without its folders, and without signs that hide what it is."""
    last = PurePosixPath(PureWindowsPath(name).as_posix()).name
    visible = "".join(c for c in last if not unicodedata.category(c).startswith("C"))
    visible = " ".join(visible.split())
    suffix = PurePosixPath(visible).suffix
    if len(visible) > LONGEST_NAME:
        visible = visible[: LONGEST_NAME - len(suffix)] + suffix
    return visible or "file"


def _picture(name: str, data: bytes) -> CleanFile:
    from PIL import Image, ImageOps  # slow to load, and wanted only here

    try:
        with Image.open(io.BytesIO(data), formats=list(PICTURES)) as opened:
            kind = opened.format or ""
            # A photograph with a second picture inside (a depth map, a preview) is a JPEG, too.
            kind = kind if kind in PICTURES else "JPEG"
            _refuse_huge(name, opened.width * opened.height)
            upright = ImageOps.exif_transpose(opened)
            upright.load()
    except NotAttachable:
        raise
    except Exception as error:  # what a damaged picture does to a decoder is open
        raise NotAttachable(
            f"{name} is damaged and cannot be read as a picture. Open and save it again elsewhere."
        ) from error
    pixels = upright.copy()
    profile = upright.info.get("icc_profile", b"")
    # Comments and text would be written back from here; what a palette shows through is kept.
    pixels.info = {k: v for k, v in upright.info.items() if k == "transparency"}
    buffer = io.BytesIO()
    if kind == "JPEG":
        pixels.save(buffer, kind, quality=_JPEG_QUALITY, icc_profile=profile, optimize=True)
    else:
        pixels.save(buffer, kind, icc_profile=profile, quality=_JPEG_QUALITY)
    return CleanFile(name, PICTURES[kind], buffer.getvalue())


def _refuse_huge(name: str, pixels: int) -> None:
    if pixels > MOST_PIXELS:
        raise NotAttachable(
            f"{name} has more than {MOST_PIXELS // 1_000_000} million pixels. "
            "Save it smaller, then attach that."
        )


def _pdf(name: str, data: bytes) -> CleanFile:
    if any(_PDF_RUNS.search(part) for part in _pdf_objects(data)):
        raise NotAttachable(
            f"{name} holds a script or another file inside. Print it to PDF, then attach that."
        )
    return CleanFile(name, PDF, data)


def _pdf_objects(data: bytes) -> Iterator[bytes]:
    """The parts of a PDF that say what it does, in plain letters; not the content of streams."""
    for part in data.split(b"endstream"):
        objects, _, stream = part.partition(b"stream")
        yield _PDF_ESCAPE.sub(_plain_sign, objects)
        if b"/ObjStm" in objects[-1000:]:
            try:
                packed = zlib.decompressobj().decompress(stream.lstrip(b"\r\n"), _MOST_INSIDE)
            except zlib.error:
                continue  # not packed, or not readable by anybody
            yield _PDF_ESCAPE.sub(_plain_sign, packed)


def _plain_sign(escape: re.Match[bytes]) -> bytes:
    """A sign of a name may be written as #xx."""
    return bytes.fromhex(escape[1].decode())


def _office(name: str, data: bytes) -> CleanFile:
    media_type = _OFFICE.get(_suffix(name))
    if media_type is None:
        raise NotAttachable(f"{name} cannot be attached. {_MAY_BE}{_advice(name, data)}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = archive.namelist()
            kinds = b"".join(
                archive.read(part)
                for part in inside
                if part in ("[Content_Types].xml", "mimetype")
                and archive.getinfo(part).file_size < 1_000_000
            )
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError) as error:
        raise NotAttachable(f"{name} is damaged. Open and save it again, then attach that.") from (
            error
        )
    if any(_MACROS.search(part) for part in inside) or b"macroenabled" in kinds.lower():
        raise NotAttachable(
            f"{name} holds macros or another file inside. Save it as PDF, then attach that."
        )
    if not kinds:
        raise NotAttachable(f"{name} is not what its name says. {_MAY_BE}")
    return CleanFile(name, media_type, data)


_KINDS = (
    (b"\xff\xd8\xff", _picture),
    (b"\x89PNG\r\n\x1a\n", _picture),
    (b"RIFF", _picture),
    (b"%PDF-", _pdf),
    (b"PK\x03\x04", _office),
)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _is_text(name: str, data: bytes) -> bool:
    """A text by its name and by its content; "#!" begins a script whatever it is called."""
    is_named_so = _suffix(name) in _TEXTS
    return is_named_so and b"\0" not in data and not data.startswith((b"#!", b"MZ"))


def _advice(name: str, data: bytes) -> str:
    """What to do instead, where there is something."""
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return " Save the photograph as JPEG first: its place and time cannot be taken out of this."
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return " This is an old Office file, which can hold macros. Save it as .docx, .xlsx or PDF."
    if _suffix(name) == ".zip":
        return " Attach the files in it one by one."
    return ""
