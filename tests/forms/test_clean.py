"""Texts as people send them (attacks 57-62, 64, 67)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.forms.clean import many_lines, one_line, shortened


@pytest.mark.parametrize(
    "typed",
    ["<b>", "</a>", "&amp;", "<script>alert(1)</script>", '"QAZAQSTAN <MONARH>"', "_*[", "{0.__class__}", "%s", "${x}"],
)
def test_58_59_60_markup_and_templates_are_data(typed: str) -> None:
    assert one_line(typed) == typed
    assert many_lines(typed) == typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("abc\u202egnp.exe", "abcgnp.exe"),  # right-to-left override
        ("a\u200bb\u2060c\ufeff", "abc"),  # zero width
        ("a" + "\u0301" * 50, "á" + "\u0301" * 3),  # combining flood; the first joins the letter
        ("СОО «Сокол»", "СОО «Сокол»"),  # look-alikes are what was typed: comparing folds them
        ("\u2066x\u2069", "x"),
    ],
)
def test_61_directions_zero_width_and_floods(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\x00b", "ab"), ("a\ud800b", "a b"), ("a\uffffb", "ab"), ("\x1b[31mx", "[31mx")]
)
def test_62_nul_surrogates_and_non_characters(typed: str, kept: str) -> None:
    assert one_line(typed) == kept
    one_line(typed).encode()


@pytest.mark.parametrize("typed", ["", " ", "\u00a0\u2003", "\u200b\u200b", "\n\n\t", "\u3000"])
def test_64_only_spaces_is_nothing(typed: str) -> None:
    assert one_line(typed) == ""
    assert many_lines(typed) == ""


@pytest.mark.parametrize(
    "name", ["Қасым-Жомарт Тоқаев", "Müller & Söhne", "정주영", "საქართველო", "أحمد", "Nguyễn Văn Ánh"]
)
def test_67_names_of_other_scripts_stay(name: str) -> None:
    assert one_line(name) == name


def test_lines_and_paragraphs() -> None:
    assert many_lines("a  b\r\n\r\n\n\n\nc  ") == "a b\n\nc"
    assert one_line("a\nb") == "a b"


@given(st.text())
def test_cleaning_twice_changes_nothing_and_the_outcome_can_be_stored(text: str) -> None:
    for clean in (one_line, many_lines):
        once = clean(text)
        assert clean(once) == once
        assert "\x00" not in once
        once.encode()


@given(st.text(), st.integers(2, 100))
def test_a_shortened_text_fits(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= limit
