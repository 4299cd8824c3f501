"""The sender's pure parts: indices of buttons, cut text, limits, edit or new."""

import asyncio
from uuid import uuid4

import pytest
from markupsafe import Markup

from bot.machine import html
from bot.machine.clock import monotonic
from bot.machine.closing import closing_edit
from bot.machine.limits import Limits
from bot.machine.meanings import KEPT, Meanings, carry, presses_of
from bot.machine.projection import Present, can_edit, to_api
from domain.kit.ids import FileId
from handlers.screens.codec import encode
from handlers.screens.press import Press
from handlers.screens.values import Button, Screen
from tests.machine.sending.toys import Card, Do, Other, Page, Tick

CARD = encode(Card())
OTHER = encode(Other())


def _indices(meanings: Meanings) -> list[int]:
    return sorted(int(index) for index in meanings.pressed)


def test_equal_presses_keep_their_index_and_new_ones_get_the_next() -> None:
    first, order = carry(Meanings(), CARD, 1, [Do("a"), Page(1)])
    assert order == [0, 1]
    second, order = carry(first, CARD, 2, [Page(1), Do("b"), Do("a"), Page(1)])
    assert order == [1, 2, 0, 1]
    assert second.next_index == 3
    assert second.pressed["0"]["v"] == 2


def test_deeds_of_earlier_versions_are_gone_looks_and_marks_stay() -> None:
    first, _ = carry(Meanings(), CARD, 1, [Do("a"), Page(1), Tick("x")])
    second, _ = carry(first, CARD, 2, [Page(2)])
    assert _indices(second) == [1, 2, 3]
    again, order = carry(second, CARD, 3, [Do("a")])
    assert order == [4]  # the index of a deed that was dropped is never given to anything again
    assert _indices(again) == [1, 2, 3, 4]


def test_marks_stay_on_their_very_place_looks_on_places_of_its_kind() -> None:
    first, _ = carry(Meanings(), CARD, 1, [Page(1), Tick("x")])
    assert _indices(carry(first, encode(Card(page=2)), 2, [])[0]) == [0]
    assert _indices(carry(first, OTHER, 2, [])[0]) == []


def test_at_most_64_are_kept_the_newest() -> None:
    meanings = Meanings()
    for version in range(1, 101):
        meanings, order = carry(meanings, CARD, version, [Page(version)])
        assert order == [version - 1]
    assert _indices(meanings) == list(range(99 - KEPT, 100))


def test_what_cannot_be_read_any_more_is_not_kept() -> None:
    before = Meanings(1, CARD, {"0": {"p": {"n": "of another release", "v": 1}, "v": 1}})
    assert carry(before, CARD, 2, [])[0].pressed == {}


def test_a_button_that_means_nothing_is_a_bug() -> None:
    with pytest.raises(ValueError, match="means nothing"):
        presses_of([[Button("?")]])


def test_callback_data_fits_64_bytes() -> None:
    presses: list[Press] = [Do("a")]
    screen = Screen(Markup("x"), ((Button("a", presses[0]), Button("site", url="https://x.kz")),))
    params, _ = to_api(screen, "A" * 12, Meanings(next_index=2**31), CARD, 1)
    row = params["reply_markup"]["inline_keyboard"][0]
    assert len(row[0]["callback_data"].encode()) <= 64
    assert row[1] == {"text": "site", "url": "https://x.kz"}


def test_a_screen_with_a_file_has_a_caption() -> None:
    params, _ = to_api(Screen(Markup("x" * 2000), file=FileId(uuid4())), "t", Meanings(), CARD, 1)
    assert len(params["caption"]) == 1024
    assert "text" not in params


@pytest.mark.parametrize(
    ("given", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("<b>one two three</b>", 9, "<b>one two…</b>"),
        ('<a href="https://x.kz/?a=1&amp;b=2">link</a> more', 8, '<a href="https://x.kz/?a=1&amp;b=2">link</a> mo…'),
        ("a &lt;b&gt; c", 5, "a &lt;b…"),
        ("<b><i>aaaaaaaaaa</i></b>", 4, "<b><i>aaa…</i></b>"),
        ("😀😀😀😀", 5, "😀😀…"),
        ("<b>x</b>" * 3, 3, "<b>x</b>" * 3),
        ("a < b & c", 20, "a < b & c"),
    ],
)
def test_text_is_cut_at_a_word_and_never_inside_a_tag(given: str, limit: int, expected: str) -> None:
    assert html.cut(given, limit) == expected
    assert html.length(html.cut(given, limit)) <= limit


FILE = FileId(uuid4())


@pytest.mark.parametrize(
    ("screen", "present", "below", "edit"),
    [
        (Screen(Markup("x")), Present(1), False, True),
        (Screen(Markup("x")), Present(None), False, False),
        (Screen(Markup("x")), Present(1), True, False),
        (Screen(Markup("x")), Present(1, closed=True), False, False),
        (Screen(Markup("x")), Present(1, contact=True), False, False),
        (Screen(Markup("x"), contact="c"), Present(1), False, False),
        (Screen(Markup("x"), private=True), Present(1), False, False),
        (Screen(Markup("x"), private=True), Present(1, private=True), False, True),
        (Screen(Markup("x")), Present(1, private=True), False, True),
        (Screen(Markup("x"), file=FILE), Present(1), False, False),
        (Screen(Markup("x"), file=FILE), Present(1, file_id=FILE), False, True),
        (Screen(Markup("x")), Present(1, file_id=FILE), False, False),
    ],
)
def test_edit_or_new(screen: Screen, present: Present, below: bool, edit: bool) -> None:
    assert can_edit(screen, present, below) is edit


def test_how_messages_are_closed() -> None:
    assert closing_edit("screen", None, None, file=False).method == "editMessageReplyMarkup"
    assert closing_edit("screen", None, "Q ✓ A", file=False).params["text"] == "Q ✓ A"
    assert closing_edit("notice", "Body", "Done", file=False).params["text"] == "Body\n\nDone"
    assert closing_edit("notice", "Body", "Done", file=True).params["caption"] == "Body\n\nDone"
    assert closing_edit("screen", None, "Q ✓ A", file=True).method == "editMessageReplyMarkup"


class _Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_chat_has_a_burst_and_then_one_a_second() -> None:
    clock = _Clock()
    limits = Limits(chat_burst=3, now=clock)
    for _ in range(3):
        assert limits.rest(1) == 0
        limits.spend(1)
    assert limits.rest(1) == 1
    assert limits.resting() == {1: 1}
    clock.now += 1
    assert limits.rest(1) == 0


def test_two_chats_refused_within_five_seconds_stop_everybody_one_chat_twice_does_not() -> None:
    clock = _Clock()
    limits = Limits(now=clock)
    assert not limits.refused(1, 3)
    assert not limits.refused(1, 3)
    assert limits.stopped() == 0
    assert limits.rest(1) == 3
    clock.now += 6
    assert not limits.refused(2, 3)
    clock.now += 1
    assert limits.refused(1, 3)
    assert limits.stopped() == 3


async def test_at_most_thirty_in_any_second() -> None:
    limits = Limits(30)
    went: list[float] = []

    async def one(number: int) -> None:
        await limits.take(number, 0)
        went.append(monotonic())

    await asyncio.gather(*(one(number) for number in range(50)))
    for start in went:
        assert sum(1 for moment in went if start <= moment < start + 1) <= 30
    assert went[-1] - went[0] < 10  # two of the window, on a machine at rest


async def test_screens_take_their_turn_before_bulk() -> None:
    limits = Limits(30)
    went: list[int] = []

    async def one(rank: int) -> None:
        await limits.take(rank, rank)
        went.append(rank)

    await asyncio.gather(*(one(rank) for rank in (2, 2, 2, 1, 1, 0, 0)))
    assert went == sorted(went)
