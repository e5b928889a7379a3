"""Files as people attach them, made here: photographs with a place in them, papers, macros."""

import io
import zipfile
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

CAMERA = "KILNWOOD OPTICS 900"
GPS_DEGREES = (51.0, 9.0, 12.34)
COMMENT = "taken behind the alder hedge"


def photograph(kind: str = "JPEG", *, size: tuple[int, int] = (60, 40), turned: int = 1) -> bytes:
    """A picture, its left half red, with camera, comment and the place it was taken at."""
    picture = Image.new("RGB", size, (20, 20, 200))
    picture.paste((200, 20, 20), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif[0x0112] = turned
    exif.get_ifd(0x8825).update({1: "N", 2: GPS_DEGREES, 3: "E", 4: (0.0, 52.0, 11.2)})
    buffer = io.BytesIO()
    if kind == "JPEG":
        picture.save(buffer, kind, exif=exif, comment=COMMENT.encode(), quality=95)
    elif kind == "PNG":
        told = PngInfo()
        told.add_text("Comment", COMMENT)
        picture.save(buffer, kind, exif=exif, pnginfo=told)
    else:
        picture.save(buffer, kind, exif=exif, xmp=f"<x>{COMMENT}</x>".encode(), lossless=True)
    return buffer.getvalue()


def paper(more: str = "") -> bytes:
    """A PDF, with something more in its catalogue."""
    return f"%PDF-1.7\n1 0 obj <</Type /Catalog {more}>> endobj\ntrailer <</Root 1 0 R>>".encode()


def paper_with_packed_objects(inside: bytes) -> bytes:
    """A PDF that keeps its objects packed."""
    packed = zlib.compress(inside)
    head = b"%PDF-1.7\n5 0 obj <</Type /ObjStm /Filter /FlateDecode>>\nstream\n"
    return head + packed + b"\nendstream endobj"


def office(*parts: str, kind: str = "wordprocessingml") -> bytes:
    """A document of Word's kind with more parts in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{kind}</Types>")
        for part in parts:
            archive.writestr(part, "x")
    return buffer.getvalue()
