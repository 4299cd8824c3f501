"""Forms behind the real worker on PostgreSQL: drafts are saved with the update, early texts are told from answers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from markupsafe import Markup

from bot.storage import machine
from bot.storage.forms import PORTS
from domain.kit.named import named
from handlers.forms import room as forms
from handlers.forms.places import FormReview, FormStep, StartForm
from handlers.forms.registry import register
from handlers.reading import Reading
from handlers.room import Room, View
from handlers.screens.place import Place
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen
from handlers.words.reader import Reader
from tests.forms import sample
from tests.machine.support import Bench, User, bench_on


@named("tests.forms.menu")
@dataclass(frozen=True, slots=True)
class Menu(Place):
    """Where the sample form is opened from."""


async def load(place: Menu, reading: Reading) -> None:
    return None


def show(facts: None, reader: Reader) -> Screen:
    return Screen(Markup("menu"), ((Button("new", Go(StartForm("sample.meeting"))),),))


@pytest.fixture
async def bench(database: str) -> AsyncIterator[Bench]:
    register([sample.MEETING, sample.COMPANY])
    sample.submitted.clear()
    rooms = (forms, Room("menu", views=(View(Menu, load, show),)))
    async with bench_on(database, rooms, home=Menu(), door=Menu(), ports=PORTS) as made:
        yield made


async def drafts(bench: Bench) -> list[dict[str, Any]]:
    rows = await bench.rows("SELECT answers, cursor, revision FROM draft ORDER BY updated_at")
    return [{name: machine.as_json(value) for name, value in row.items()} for row in rows]


async def opened(bench: Bench) -> User:
    anna = await bench.person("Анна")
    await bench.message(anna, "hello")
    await bench.press(anna, "new")
    await bench.screen(anna)
    return anna


async def test_every_answer_is_in_the_database_and_the_saved_draft_is_gone(bench: Bench) -> None:
    anna = await opened(bench)
    assert not await drafts(bench)
    await bench.message(anna, "Завод")
    (draft,) = await drafts(bench)
    assert draft["answers"] == {"topic": "Завод"}
    await bench.press(anna, "Сегодня")
    await bench.press(anna, "By video")
    await bench.screen(anna)
    await bench.message(anna, "герм")
    await bench.press(anna, sample.COMPANIES["c1"])
    await bench.screen(anna)
    await bench.message(anna, "Говорили")
    await bench.press(anna, "Готово")
    assert isinstance(await bench.place(anna), FormReview)
    (draft,) = await drafts(bench)
    assert draft["revision"] >= 6
    await bench.press(anna, "Save the meeting")
    assert not await drafts(bench)
    assert sample.submitted[0]["country"] == "DE"


async def test_a_text_sent_before_the_question_was_shown_is_offered(bench: Bench) -> None:
    anna = await opened(bench)
    await bench.message(anna, "Завод")
    await bench.message(anna, "сегодня")  # the second question has not been shown yet
    (draft,) = await drafts(bench)
    assert draft["answers"] == {"topic": "Завод"}
    assert "сегодня" in await bench.text(anna)
    await bench.press(anna, "Взять как ответ")
    (draft,) = await drafts(bench)
    assert set(draft["answers"]) == {"topic", "day"}


async def test_parts_of_a_long_text_need_not_wait_for_the_screen(bench: Bench) -> None:
    anna = await opened(bench)
    await bench.message(anna, "Завод")
    (draft,) = await bench.rows("SELECT id, cursor FROM draft")
    await bench.press(anna, "Сегодня")
    turn = machine.as_json((await bench.row("SELECT cursor FROM draft"))["cursor"])["turn"]
    await go(bench, anna, FormStep(draft["id"], "talk", turn=turn))
    await bench.message(anna, "а" * 4096)
    await bench.message(anna, "б")
    (draft,) = await drafts(bench)
    assert draft["answers"]["talk"] == "а" * 4096 + "\n" + "б"


async def go(bench: Bench, user: User, place: Place) -> None:
    """Put the person at a place, shown."""
    import json

    from handlers.screens.codec import encode

    async with bench.database.unit() as unit:
        await unit.raw.execute(
            "UPDATE dialogue SET place = $1, wanted = wanted + 1 WHERE chat_id = $2",
            json.dumps(encode(place)),
            user.telegram,
        )
    await bench.screen(user)


async def test_11_a_corrected_message_changes_its_answer(bench: Bench) -> None:
    anna = await opened(bench)
    update = bench.message_update(anna, "Завот")
    await bench.send(update)
    await bench.drain()
    await bench.press(anna, "Сегодня")
    await bench.edited(anna, "Завод", update["message"]["message_id"])
    (draft,) = await drafts(bench)
    assert draft["answers"]["topic"] == "Завод"
    assert "Topic" in str(await bench.text(anna))


async def test_quick_ticks_all_count(bench: Bench) -> None:
    """Marks stay valid while the same question is shown anew."""
    anna = await opened(bench)
    await bench.message(anna, "Завод")
    (draft,) = await bench.rows("SELECT id, cursor FROM draft")
    turn = machine.as_json(draft["cursor"])["turn"]
    await go(bench, anna, FormStep(draft["id"], "themes", turn=turn))
    ore, energy = await bench.data(anna, "Ore"), await bench.data(anna, "Energy")
    for data in (ore, energy, ore):
        await bench.press_data(anna, data)
    (found,) = await drafts(bench)
    assert found["answers"]["themes"] == ["ore", "energy"]
