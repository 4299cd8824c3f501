"""Every number of the list of bad inputs and attacks is a test, or stands here with the reason why not yet."""

import pytest

from tests.attacks.coverage import LAST, covered, numbers_in

NOT_YET: dict[int, str] = {}


def test_every_number_is_tried_or_excused() -> None:
    missing = set(range(1, LAST + 1)) - covered().keys() - NOT_YET.keys()
    assert not missing, f"neither tried nor excused: {sorted(missing)}"


def test_nothing_is_excused_that_is_tried() -> None:
    assert not NOT_YET.keys() & covered().keys(), "take these out of the table"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("test_attack_28_a_button_of_somebody_else", {28}),
        ("test_attack_88_89_a_lost_answer", {88, 89}),
        ("test_attacks_68_to_70_are_refused", {68, 69, 70}),
        ("Attacks 25, 27: pruned or never given.", {25, 27}),
        ("Shapes of updates (attacks 1–4)", {1, 2, 3, 4}),
        ("Hostile text (attacks 57-59, 67, 100).", {57, 58, 59, 67, 100}),
        ("test_54_56_an_account_is_known_by_its_number_only", {54, 56}),
        ("An attack of the flu, on 12 November", set()),
        ("attack 105", set()),
    ],
)
def test_how_numbers_are_read(text: str, numbers: set[int]) -> None:
    assert numbers_in(text) == numbers
