from hypothesis import given
from hypothesis import strategies as st

from warden_desk.formats.pdf.style import TextStyle, clean, register_fonts, safe_name
from warden_desk.formats.pdf.text import MARK, fit, wrap

STYLE = TextStyle(8)
register_fonts()


@given(st.text(max_size=300), st.floats(12, 300), st.integers(1, 6))
def test_wrapped_text_fits_and_is_whole_or_marked(text: str, width: float, most: int):
    wrapped = wrap(text, STYLE, width, most)
    assert len(wrapped.lines) <= most
    assert all(STYLE.width(line) <= width + 0.01 for line in wrapped.lines)
    if wrapped.is_cut:
        assert wrapped.lines[-1].endswith(MARK)
    else:
        joined = "".join(wrapped.lines).replace(" ", "")
        assert joined == clean(text).replace(" ", "")


def test_a_double_barrelled_name_is_broken_at_its_hyphen():
    width = STYLE.width("Featherstonehaugh-Cho")
    assert wrap("Featherstonehaugh-Cholmondeley", STYLE, width).lines == (
        "Featherstonehaugh-",
        "Cholmondeley",
    )


def test_a_cut_shows_as_much_of_the_last_word_as_there_is_room_for():
    width = STYLE.width("Bartholomew Feath…") + 0.1
    assert fit("Bartholomew Featherstonehaugh", STYLE, width) == "Bartholomew Feath…"


def test_no_room_at_all_leaves_nothing_and_says_it_was_cut():
    assert wrap("Lenham", STYLE, -3).is_cut
    assert wrap("Lenham", STYLE, -3).lines == ()


def test_what_the_typeface_cannot_show_leaves_a_question_mark():
    assert clean("Łucja \N{GRINNING FACE}") == "Łucja ?"


def test_invisible_signs_are_left_out_and_lines_are_folded():
    assert clean("a\u202eb\x00c\n\n d\u200b") == "abc d"


def test_file_names_hold_nothing_a_system_refuses():
    assert safe_name('Aux<>:"/\\|?*', "2026-W48") == "aux_2026-W48.pdf"
    assert safe_name("\N{GRINNING FACE}") == "paper.pdf"
    assert len(safe_name(*("x" * 300,) * 9)) <= 124
