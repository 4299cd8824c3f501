"""Names in the order their readers expect (facts: the database sorts by code point)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.sorting import sort_key

KAZAKH = (
    "Аа Әа Ба Ва Га Ғы Да Ел Жа За Иа Йо Ка Қа Ла Ма На Ңа Оа Өа Па Ра Са Та Уа Ұа Үа Фа Ха Һа Ца Ча Ша Ща Ыа Іа Эа Юа "
    "Яа"
)


@pytest.mark.parametrize(
    "ordered",
    [
        KAZAKH.split(),
        [
            "Абай",
            "Ақмола",
            "Ақтөбе",
            "Алматы",
            "Атырау",
            "Батыс Қазақстан",
            "Жамбыл",
            "Жетісу",
            "Қарағанды",
            "Қостанай",
        ],
        ["Еда", "Ёж", "Ель", "Жар"],
        ["Цех 2", "Цех 9", "Цех 10", "Цех 010а"],
        ["3M", "Acme", "Åland", "Alstom", "Émile", "Zürich", "Абай", "有限公司"],
        ["альфа", "«Альфа»", "Альфа-Банк", "Альфабет"],
        ["ТОО Ром", "ТОО Рома", "ТОО Роман"],
    ],
)
def test_names_are_ordered_as_read(ordered: list[str]) -> None:
    if "«Альфа»" in ordered:  # equal but for quotes and case: only beside each other
        assert sorted(ordered, key=sort_key)[2:] == ordered[2:]
        return
    shuffled = ordered[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered


@given(st.text(max_size=300))
def test_attack_62_a_key_can_always_be_stored_and_compared(text: str) -> None:
    key = sort_key(text)
    assert "\u0000" not in key
    assert key == sort_key(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_case_decides_nothing_between_different_names(one: str, other: str) -> None:
    if sort_key(one.upper()) == sort_key(one) and sort_key(other.upper()) == sort_key(other):
        assert (sort_key(one) < sort_key(other)) == (sort_key(one.upper()) < sort_key(other.upper()))
