"""Every refusal about figures has its sentence, saying what was wrong and what would be right."""

from datetime import date

import pytest

from domain.edition.model import NoEdition
from domain.kit.amounts import AmountFault, UnreadableAmount
from domain.kit.bin import BinFault, WrongBin
from domain.kit.money import NoRate
from domain.kit.mrp import NoMrp
from domain.kit.refused import Refused
from handlers.words.reader import Reader
from handlers.words.refusals import COMMON

REFUSALS: list[Refused] = [
    NoRate("USD", date(2026, 11, 20)),
    NoMrp(2027),
    NoEdition(date(2024, 1, 1)),
    *(UnreadableAmount(fault) for fault in AmountFault),
    *(WrongBin(fault, 11) for fault in BinFault),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=repr)
def test_every_fault_has_a_sentence_of_its_own_language(refusal: Refused) -> None:
    said = [str(COMMON[type(refusal)](refusal, Reader(language))) for language in ("ru", "kk", "en")]
    assert len(set(said)) == 3
    assert all(sentence.endswith(".") and "{" not in sentence and "!" not in sentence for sentence in said)


def test_the_facts_are_in_the_sentence() -> None:
    rate = str(COMMON[NoRate](NoRate("USD", date(2026, 11, 20)), Reader("ru")))
    assert "USD" in rate and "20.11.2026 (пт)" in rate
    assert "2027" in str(COMMON[NoMrp](NoMrp(2027), Reader("kk")))
    assert "здесь 11 цифр." in str(COMMON[WrongBin](WrongBin(BinFault.LENGTH, 11), Reader("ru")))
