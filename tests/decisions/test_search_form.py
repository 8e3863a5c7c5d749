"""What a text is found by."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cascade.text_rules import FOUND_BY_CHARACTERS, search_form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Đảng ủy phường Ba Đình", "dang uy phuong ba dinh"),
        ("Uỷ ban", "uy ban"),
        ("hoà hòa hoa HOÁ", "hoa hoa hoa hoa"),
        ("411-CV/ĐU", "411 cv du"),
        ("Ðảng bộ (số 3)…", "dang bo so 3"),
        ("７８１６", "7816"),
        ("  * % _ ", ""),
        ("Đ_Đ", "d d"),
    ],
)
def test_marks_case_and_what_stands_between_words_are_left_out(text: str, form: str) -> None:
    assert search_form(text) == form
    assert search_form(unicodedata.normalize("NFD", text)) == form


def test_a_word_is_found_by_its_beginning() -> None:
    assert search_form("x" * 500) == "x" * FOUND_BY_CHARACTERS


@given(st.text())
def test_a_form_is_its_own_and_holds_letters_and_digits_alone(text: str) -> None:
    form = search_form(text)
    assert search_form(form) == form
    assert form == "" or all(word.isalnum() for word in form.split(" "))
