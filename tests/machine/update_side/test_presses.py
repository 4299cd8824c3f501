"""Presses on PostgreSQL: deeds count once, looks are absolute, nobody presses what is not theirs (design §3)."""

import asyncio

import pytest

from bot.storage.machine import as_json
from domain.kit.actor import Role
from tests.machine.support import BOT, Bench, User
from tests.machine.update_side import toy

EARLIER = "прежнему экрану"
NOT_YOURS = "не вам"


async def value(bench: Bench) -> int:
    return int((await bench.row("SELECT value FROM toy"))["value"])


async def audited(bench: Bench) -> list[str]:
    return [row["act"] for row in await bench.rows("SELECT act FROM audit ORDER BY id")]


@pytest.fixture
async def anna(bench: Bench) -> User:
    """At the counter."""
    user = await bench.person("Anna")
    await bench.message(user, "/start")
    await bench.press(user, "Counter")
    return user


async def test_a_deed_is_done_and_shown(bench: Bench, anna: User) -> None:
    await bench.press(anna, "Raise by two")
    assert await bench.text(anna) == "counter 2 ru"
    assert await bench.place(anna) == toy.CounterCard()
    row = await bench.row("SELECT * FROM audit WHERE act = 'toy.raise'")
    assert (row["person_id"], row["telegram_id"]) == (anna.person, anna.telegram)
    assert as_json(row["after"]) == {"value": 2}


async def test_double_tap_counts_once(bench: Bench, anna: User) -> None:
    """Attacks 26, 38: the same press with another update id, as the app sends it again after a minute."""
    data = await bench.data(anna, "Raise")
    await bench.send(bench.press_update(anna, data))
    await bench.send(bench.press_update(anna, data))
    await bench.drain()
    await bench.press_data(anna, data)
    assert await value(bench) == 1
    assert await bench.text(anna) == "counter 1 ru", "a repeat of one's own press comes without reproach"


async def test_two_presses_at_once_on_two_replicas(bench: Bench, anna: User) -> None:
    """Attack 34: different deeds of one screen, two workers."""
    first, second = await bench.data(anna, "Raise"), await bench.data(anna, "Raise by two")
    await bench.send(bench.press_update(anna, first))
    await bench.send(bench.press_update(anna, second))
    other = bench.new_worker()
    while any(await asyncio.gather(bench.worker.once(), other.once())):
        pass
    assert await value(bench) == 1
    assert EARLIER in await bench.text(anna)


async def test_a_deed_of_an_earlier_version_is_stale(bench: Bench, anna: User) -> None:
    """Attack 29."""
    data = await bench.data(anna, "Raise")
    await bench.press(anna, "Raise by two")
    await bench.screen(anna)
    await bench.press(anna, "Raise by two")
    await bench.press_data(anna, data)
    assert await value(bench) == 4
    assert EARLIER in await bench.text(anna)


async def test_a_deed_is_stale_once_something_was_typed(bench: Bench, anna: User) -> None:
    data = await bench.data(anna, "Raise by two")
    await bench.send(bench.message_update(anna, "+5"))
    await bench.send(bench.press_update(anna, data))
    await bench.drain()
    assert await value(bench) == 5


async def test_a_deed_is_stale_once_the_person_is_elsewhere(bench: Bench, anna: User) -> None:
    data = await bench.data(anna, "Raise")
    await bench.send(bench.press_update(anna, await bench.data(anna, "Menu")))
    await bench.send(bench.press_update(anna, data))
    await bench.drain()
    assert await value(bench) == 0
    assert await bench.place(anna) == toy.Menu()


async def test_looks_are_absolute(bench: Bench, anna: User) -> None:
    """A double tap on a look, a back, a page: as if once."""
    back, page = await bench.data(anna, "Back"), await bench.data(anna, "Page 2")
    for data in (page, page):
        await bench.send(bench.press_update(anna, data))
    await bench.drain()
    assert await bench.place(anna) == toy.CounterCard(2)
    await bench.screen(anna)
    for data in (back, back):
        await bench.send(bench.press_update(anna, data))
    await bench.drain()
    assert await bench.place(anna) == toy.Menu()
    row = await bench.row("SELECT stack FROM dialogue")
    assert as_json(row["stack"]) == []


async def test_a_mark_counts_on_later_versions_of_its_place_only(bench: Bench, anna: User) -> None:
    tick = await bench.data(anna, "Tick")
    await bench.press(anna, "Raise")
    await bench.screen(anna)
    await bench.press_data(anna, tick)
    fsm = (await bench.row("SELECT fsm->'data' AS data FROM dialogue"))["data"]
    assert as_json(fsm) == {"a": True}
    await bench.press(anna, "Menu")
    await bench.press_data(anna, tick)
    assert EARLIER in await bench.text(anna)


@pytest.mark.parametrize(
    "index",
    ["-1", "1_000", " 7 ", "+5", "1.0", "10000000000000000000000", "٣", "", "0x1", "01", "99"],
)
async def test_forged_indices(bench: Bench, anna: User, index: str) -> None:
    """Attacks 30–33."""
    token = (await bench.data(anna, "Raise")).split(".")[0]
    await bench.press_data(anna, f"{token}.{index}")
    assert await value(bench) == 0
    assert NOT_YOURS in await bench.text(anna)
    assert await audited(bench) == ["press.forged"]


@pytest.mark.parametrize("data", ["x" * 65, "\x00", "\ud800.1", "card:" + "9" * 22, "Raise", "a.b.1"])
async def test_forged_data(bench: Bench, anna: User, data: str) -> None:
    """Attacks 30–33."""
    await bench.press_data(anna, data)
    assert await value(bench) == 0
    assert await bench.place(anna) == toy.CounterCard()
    assert await audited(bench) == ["press.forged"]


async def test_an_unknown_token_is_stale_and_audited(bench: Bench, anna: User) -> None:
    """Attacks 25, 27: pruned or never given, nobody can tell."""
    await bench.press_data(anna, "AAAAAAAAAAAA.0")
    assert EARLIER in await bench.text(anna)
    assert await audited(bench) == ["press.unknown"]


async def test_a_token_of_another_person(bench: Bench, anna: User) -> None:
    """Attack 28."""
    mallory = await bench.person("Mallory")
    await bench.message(mallory, "/start")
    await bench.press_data(mallory, await bench.data(anna, "Raise"))
    assert await value(bench) == 0
    assert NOT_YOURS in await bench.text(mallory)
    assert await audited(bench) == ["press.foreign"]
    await bench.press(anna, "Raise")
    assert await value(bench) == 1, "the owner's button was not used up"


async def test_a_press_of_a_person_who_is_blocked_now(bench: Bench, anna: User) -> None:
    """Attacks 35, 46: the role goes while the screen is open."""
    data = await bench.data(anna, "Raise")
    async with bench.database.unit() as unit:
        await unit.raw.execute("UPDATE person SET state = 'blocked' WHERE id = $1", anna.person)
    await bench.press_data(anna, data)
    assert await value(bench) == 0
    assert "press.barred" in await audited(bench)


async def test_a_press_of_a_value_this_release_cannot_read(bench: Bench, anna: User) -> None:
    """Attack 37: a button of another release."""
    data = await bench.data(anna, "Raise")
    async with bench.database.unit() as unit:
        await unit.raw.execute(
            "UPDATE live_message SET meanings = replace(meanings::text, 'toy.raise', 'toy.old')::jsonb"
        )
    await bench.press_data(anna, data)
    assert await value(bench) == 0
    assert EARLIER in await bench.text(anna)


async def test_a_place_this_release_cannot_read(bench: Bench, anna: User) -> None:
    """Attack 37: after a deployment the person is at home, not lost."""
    async with bench.database.unit() as unit:
        await unit.raw.execute('UPDATE dialogue SET place = \'{"n": "toy.gone", "v": 1, "d": {}}\'')
    await bench.message(anna, "/start")
    assert await bench.place(anna) == toy.Menu()


async def test_a_notice_is_closed_by_its_deed(bench: Bench, anna: User) -> None:
    """The deed on a notice runs, its buttons go, the result opens as a screen below; others' notices close too."""
    bek = await bench.person("Bek", organisation=anna.organisation)
    dana = await bench.person("Dana", organisation=anna.organisation, role=Role.HEAD)
    await bench.press(anna, "Raise")
    assert await bench.notices(anna) == []
    assert [str(screen.text) for screen in await bench.notices(bek)] == ["raised by 1"]
    assert len(await bench.notices(dana)) == 1
    await bench.press_notice(bek, "Raise it too")
    assert await value(bench) == 2
    assert await bench.place(bek) == toy.CounterCard()
    below = await bench.row("SELECT below FROM dialogue WHERE chat_id = $1 AND bot_id = $2", bek.telegram, BOT)
    assert below["below"]
    closed = await bench.rows(
        "SELECT chat_id, closed, stale, outcome FROM live_message WHERE kind = 'notice' ORDER BY chat_id"
    )
    assert [tuple(row) for row in closed] == [
        (bek.telegram, True, True, "raised"),
        (dana.telegram, True, True, None),
    ]


async def test_a_settled_notice_does_nothing(bench: Bench, anna: User) -> None:
    """Attack 36: the case was closed by somebody else."""
    bek = await bench.person("Bek", organisation=anna.organisation)
    await bench.press(anna, "Raise")
    await bench.notices(bek)
    token = (await bench.row("SELECT token FROM live_message WHERE kind = 'notice'"))["token"]
    await bench.press(anna, "Raise")
    await bench.press_data(bek, f"{token}.0")
    assert await value(bench) == 2
    assert "уже решён" in await bench.text(bek)


async def test_a_notice_not_sent_yet_is_dropped_when_settled(bench: Bench, anna: User) -> None:
    await bench.person("Bek", organisation=anna.organisation)
    await bench.press(anna, "Raise")
    await bench.press(anna, "Raise")
    rows = await bench.rows("SELECT state, reason FROM outbox ORDER BY id")
    assert [tuple(row) for row in rows] == [("dropped", "settled"), ("waiting", None)]


async def test_a_doubled_send_is_adopted(bench: Bench, anna: User) -> None:
    """A press names its message: the copy of the live screen becomes the live one."""
    data = await bench.data(anna, "Raise")
    await bench.press_data(anna, data, message_id=51)
    assert (await bench.row("SELECT message_id FROM dialogue"))["message_id"] == 51
