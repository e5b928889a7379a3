"""What may be attached, and what is taken out of it."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.formats.attached_samples import (
    CAMERA,
    COMMENT,
    office,
    paper,
    paper_with_packed_objects,
    photograph,
)
from warden_desk.formats.attached_files import NotAttachable, clean, plain_name

KINDS = ("JPEG", "PNG", "WEBP")


@pytest.mark.parametrize("kind", KINDS)
def test_a_photograph_keeps_its_pixels_and_loses_place_camera_and_comment(kind: str):
    data = photograph(kind)
    assert CAMERA.encode() in data, "the sample holds what is to be taken out"
    assert COMMENT.encode() in data

    kept = clean("photo", data)

    for gone in (CAMERA, COMMENT, "Exif", "GPS"):
        assert gone.encode() not in kept.content
    with Image.open(io.BytesIO(kept.content)) as picture:
        assert picture.format == kind
        assert not picture.getexif()
        assert picture.size == (60, 40)
        red, _, blue = picture.convert("RGB").getpixel((5, 20))  # pyright: ignore[reportGeneralTypeIssues]
        assert red > 150 > blue


def test_a_photograph_taken_sideways_is_turned_upright():
    kept = clean("photo.jpg", photograph(turned=6))

    with Image.open(io.BytesIO(kept.content)) as picture:
        assert picture.size == (40, 60)


def test_what_a_file_is_its_content_says_and_not_its_name():
    assert clean("letter.pdf", photograph("PNG")).media_type == "image/png"
    assert clean("photo.jpg", paper()).media_type == "application/pdf"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("notes.txt", b"Seen at four.", "text/plain"),
        ("list.csv", b"a,b\n1,2", "text/csv"),
        ("letter.pdf", paper(), "application/pdf"),
        ("letter.docx", office("word/document.xml"), "wordprocessingml"),
        ("list.xlsx", office("xl/workbook.xml", kind="spreadsheetml"), "spreadsheetml"),
    ],
)
def test_papers_are_kept_as_they_are(name: str, data: bytes, media_type: str):
    kept = clean(name, data)

    assert kept.content == data
    assert media_type in kept.media_type


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.txt", b"", "empty"),
        ("tool.exe", b"MZ\x90\x00rest", "cannot be attached"),
        ("notes.txt", b"MZ\x90 a program called a text", "cannot be attached"),
        ("notes.txt", b"#!/bin/sh\nrm -rf /", "cannot be attached"),
        ("run.ps1", b"Get-Process", "cannot be attached"),
        ("run.bat", b"del *", "cannot be attached"),
        ("page.html", b"<script>alert(1)</script>", "cannot be attached"),
        ("drawing.svg", b"<svg onload='x'/>", "cannot be attached"),
        ("link.lnk", b"L\x00\x00\x00", "cannot be attached"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "old Office file"),
        ("photo.heic", b"\x00\x00\x00\x18ftypheic....", "as JPEG first"),
        ("all.zip", office(), "one by one"),
        ("letter.docx", office("word/vbaProject.bin"), "macros"),
        ("letter.docx", office(kind="application/vnd.ms-word.document.macroEnabled"), "macros"),
        ("letter.odt", office("Basic/Standard/Module1.xml"), "macros"),
        ("letter.docx", office("word/embeddings/oleObject1.bin"), "macros"),
        ("letter.docm", office("word/document.xml"), "cannot be attached"),
        ("letter.docx", b"PK\x03\x04 not an archive", "damaged"),
        ("paper.pdf", paper("/OpenAction <</S /JavaScript /JS (x)>>"), "script"),
        ("paper.pdf", paper("/OpenAction <</S /J#61vaScript>>"), "script"),
        ("paper.pdf", paper("/AA <</S /Launch>>"), "script"),
        ("paper.pdf", paper_with_packed_objects(b"<</S /JavaScript>>"), "script"),
        ("photo.jpg", photograph()[:300], "damaged"),
    ],
)
def test_what_could_run_or_cannot_be_read_is_refused_with_what_to_do(
    name: str, data: bytes, why: str
):
    with pytest.raises(NotAttachable, match=why):
        clean(name, data)


def test_a_picture_too_large_to_unpack_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    Image.new("1", (10_000, 8_500)).save(buffer, "PNG")

    with pytest.raises(NotAttachable, match="million pixels"):
        clean("huge.png", buffer.getvalue())


@pytest.mark.parametrize("link", ["https://kiln.example/js/page#46", "https://kiln.example/a#4a4b"])
def test_an_address_in_a_paper_is_not_taken_for_a_script(link: str):
    plain = paper(f"/URI ({link})")

    assert clean("letter.pdf", plain).content == plain


def test_numbers_in_the_streams_of_a_paper_are_not_taken_for_scripts():
    plain = paper() + b"\n4 0 obj <<>>\nstream\n\x00/JS \x01#4a/x\nendstream endobj"

    assert clean("scan.pdf", plain).content == plain


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Iris Quill\Desktop\photo.jpg", "photo.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\nb\tc.txt", "abc.txt"),
        ("", "file"),
        ("x" * 300 + ".jpg", "x" * 116 + ".jpg"),
    ],
)
def test_a_name_is_shown_without_folders_and_tricks(name: str, shown: str):
    assert plain_name(name) == shown


@given(st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8\xff", b"PK\x03\x04", b"%PDF-"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_kept_or_refused_with_a_sentence(data: bytes, first: bytes):
    assert said_of(first + data).endswith(".")


def said_of(data: bytes) -> str:
    try:
        return f"{clean('a.txt', data).media_type}."
    except NotAttachable as refusal:
        return str(refusal)
