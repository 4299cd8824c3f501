"""Plurals and dates of deadlines in three languages, as tables (issue 5)."""

from datetime import date, timedelta

import pytest

from handlers.words import formats
from handlers.words.reader import Reader

DAY = date(2026, 11, 23)

LEFT = {
    "ru": {
        1: "остался 1 день", 2: "осталось 2 дня", 5: "осталось 5 дней", 11: "осталось 11 дней",
        21: "остался 21 день", 22: "осталось 22 дня", 0: "последний день", -1: "просрочено на 1 день",
        -3: "просрочено на 3 дня", -12: "просрочено на 12 дней",
    },
    "kk": {
        1: "1 күн қалды", 2: "2 күн қалды", 21: "21 күн қалды", 0: "соңғы күн", -1: "мерзімі 1 күн бұрын өтті",
        -5: "мерзімі 5 күн бұрын өтті",
    },
    "en": {1: "1 day left", 2: "2 days left", 21: "21 days left", 0: "last day", -1: "1 day overdue", -5: "5 days overdue"},  # noqa: E501
}  # fmt: skip
WORKING = {
    "ru": {1: "остался 1 рабочий день", 2: "осталось 2 рабочих дня", 5: "осталось 5 рабочих дней"},
    "kk": {1: "1 жұмыс күні қалды", 2: "2 жұмыс күні қалды"},
    "en": {1: "1 working day left", 2: "2 working days left"},
}
DATES = {
    "ru": "24.11.2026 (вт), остался 1 день",
    "kk": "24.11.2026 (сс), 1 күн қалды",
    "en": "24 Nov 2026 (Tue), 1 day left",
}


@pytest.mark.parametrize(
    ("language", "left", "said"), [(key, n, text) for key, of in LEFT.items() for n, text in of.items()]
)
def test_days_left_and_overdue(language: str, left: int, said: str) -> None:
    assert formats.days_left(Reader(language), DAY + timedelta(days=left), DAY) == said


@pytest.mark.parametrize(
    ("language", "left", "said"), [(key, n, text) for key, of in WORKING.items() for n, text in of.items()]
)
def test_working_days_left(language: str, left: int, said: str) -> None:
    assert formats.working_days_left(Reader(language), left) == said


@pytest.mark.parametrize(("language", "said"), DATES.items())
def test_a_date_with_the_days_left(language: str, said: str) -> None:
    assert formats.due(Reader(language), DAY + timedelta(days=1), DAY) == said
