"""Reading a PDF back: its text, fonts and sizes, and where each sign stands."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
from pypdf import PdfReader

WATERMARK_SIZE = 40.0
"""Watermarks lie behind everything and are the only text so large."""

Sign = tuple[str, float, float, float, float]


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page with white space folded."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def font_sizes(pdf: bytes) -> set[float]:
    """Every size that something visible is set in."""
    sizes: set[float] = set()

    def visit(text: str, _cm: Any, matrix: list[float], _font: Any, size: float) -> None:
        if text.strip():
            sizes.add(round(size * matrix[3], 2))

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return {size for size in sizes if size > 0}


def fonts(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """The name of each font on each page, and whether its outlines are in the file."""
    for page in PdfReader(BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for reference in resources["/Font"].values():
            font = reference.get_object()
            descriptor = font.get("/FontDescriptor", {})
            yield font["/BaseFont"], "/FontFile2" in (descriptor and descriptor.get_object())


def signs(pdf: bytes) -> list[list[Sign]]:
    """Each page's visible signs but the watermark's: (sign, left, bottom, right, top)."""
    return [[sign for sign in page if _height(sign) < WATERMARK_SIZE] for page in _all_signs(pdf)]


def watermarks(pdf: bytes) -> list[str]:
    """The watermark of each page, its letters in a row."""
    return [
        "".join(sign[0] for sign in page if _height(sign) >= WATERMARK_SIZE)
        for page in _all_signs(pdf)
    ]


def _all_signs(pdf: bytes) -> list[list[Sign]]:
    pages: list[list[Sign]] = []
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        found = [
            (text.get_text_range(at, 1), *text.get_charbox(at)) for at in range(text.count_chars())
        ]
        pages.append([sign for sign in found if sign[0].strip()])
        text.close()
        page.close()
    document.close()
    return pages


def margin_bars(pdf: bytes) -> list[tuple[float, float]]:
    """Left edge and height of each upright filled bar that stands free of every cell."""
    found: list[tuple[float, float]] = []
    for page in PdfReader(BytesIO(pdf)).pages:
        stream: Any = page.get_contents()
        for operands, operator in stream.operations:
            if operator == b"re":
                x, _, width, height = (float(number) for number in operands)
                if 2.1 <= width <= 2.7 and height < 60:
                    found.append((x, height))
    return found


def overprinted(page: list[Sign], tolerance: float = 0.7) -> list[tuple[Sign, Sign]]:
    """Pairs of signs that stand on one another by more than the tolerance, in points."""
    found: list[tuple[Sign, Sign]] = []
    ordered = sorted(page, key=lambda sign: sign[1])
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other[1] >= one[3] - tolerance:
                break
            across = min(one[3], other[3]) - other[1]
            up = min(one[4], other[4]) - max(one[2], other[2])
            if across > tolerance and up > tolerance:
                found.append((one, other))
    return found


def _height(sign: Sign) -> float:
    return sign[4] - sign[2]
