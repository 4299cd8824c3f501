"""Codes of goods and measures of support (M2.1, L1, T6): what is taken, what is refused, how it is called."""

import pytest

from domain.classifier.goods import CHAPTERS, SECTIONS, GoodsFault, WrongGoods, chapter_of, goods_code
from domain.classifier.measures import MEASURES
from handlers.words import goods, measures
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader


@pytest.mark.parametrize(
    ("typed", "code"),
    [("7304", "7304"), ("73 04", "7304"), ("7304.19", "730419"), ("0101 21 000 0", "0101210000"), ("9706", "9706")],
)
def test_codes_as_people_write_them(typed: str, code: str) -> None:
    assert goods_code(typed) == code
    assert chapter_of(code) == code[:2]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", GoodsFault.NOT_DIGITS),
        ("трубы", GoodsFault.NOT_DIGITS),
        ("٧٣٠٤", GoodsFault.NOT_DIGITS),
        ("73", GoodsFault.LENGTH),
        ("73041", GoodsFault.LENGTH),
        ("73041900001", GoodsFault.LENGTH),
        ("0001", GoodsFault.CHAPTER),
        ("7701", GoodsFault.CHAPTER),  # reserved
        ("9801", GoodsFault.CHAPTER),
        ("7300", GoodsFault.CHAPTER),
    ],
)
def test_what_is_no_code(typed: str, fault: GoodsFault) -> None:
    with pytest.raises(WrongGoods) as caught:
        goods_code(typed)
    assert caught.value.fault is fault


def test_sections_hold_every_chapter_once() -> None:
    assert len(SECTIONS) == 21
    assert [int(one) for one in CHAPTERS] == [number for number in range(1, 98) if number != 77]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_and_measure_is_named(language: str) -> None:
    r = Reader(language)
    names = [goods.chapter_name(r, chapter) for chapter in CHAPTERS]
    assert all(names) and len(set(names)) == len(CHAPTERS)
    shown = [measures.measure_name(r, code) for code in MEASURES]
    assert len(set(shown)) == len(MEASURES) and all(len(one) <= 40 for one in shown)
    assert all(measures.provider_name(r, code) for code in MEASURES)
    assert goods.goods_name(r, "7304").startswith("7304 · ")


def test_l1_the_fourteen_measures_of_the_law_and_the_preferences() -> None:
    ours = [one for one in MEASURES.values() if one.code not in ("preferences", "assembly")]
    assert len(ours) == 14
    assert [one.clause for one in ours[:13]] == [f"ст. {number}" for number in range(30, 43)]
