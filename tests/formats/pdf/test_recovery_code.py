from io import BytesIO

from pypdf import PdfReader

from tests.formats.pdf.reading import fonts, overprinted, page_texts, signs
from warden_desk.formats.pdf import recovery_code

CODE = "7K2M-9QXW-4HTB-C8PN-3VRD-6YFG-J5SE-2AZ1"
PDF = recovery_code.render(CODE, desk="Ashford & Swale", made_on="23 Nov 2026")


def test_the_page_shows_the_code_the_desk_and_the_day():
    [text] = page_texts(PDF)
    for words in (*CODE.split("-"), "Ashford & Swale", "23 Nov 2026", "OFFICIAL-SENSITIVE"):
        assert words in text
    assert "Page 1 of 1" in text


def test_the_code_is_nowhere_but_on_the_page():
    metadata = PdfReader(BytesIO(PDF)).metadata
    assert metadata is not None
    everything = " ".join(str(value) for value in metadata.values())
    assert "Ashford" not in everything
    assert not any(group in everything for group in CODE.split("-"))


def test_the_page_is_set_in_fonts_it_carries_and_nothing_overlaps():
    assert all(is_embedded for _, is_embedded in fonts(PDF))
    assert overprinted(signs(PDF)[0]) == []
