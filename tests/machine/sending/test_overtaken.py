"""Nothing is locked while a screen is rendered: what was overtaken meanwhile is thrown away (design §2.5)."""

import json
from typing import Any

import pytest

from bot.machine import projection, showing
from bot.machine.sender import Sender
from handlers.screens.codec import decode, encode
from tests.machine.sending.conftest import AIGUL, Stage
from tests.machine.sending.toys import Card


async def test_a_screen_overtaken_while_it_is_rendered_is_not_shown(
    stage: Stage, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update is handled while the sender renders: the buttons it took away must not come back (attack 30)."""
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.want(AIGUL, Card("First", deed="Pass"))
    await stage.shown(AIGUL)
    whole = projection.render
    seen: list[Any] = []

    async def slowly(place: Any, *given: Any) -> Any:
        seen.append(place)
        screen = await whole(place, *given)
        if len(seen) == 1:  # what `machine_finish` does at this very moment, and it does not wait for the sender
            async with stage.database.unit() as unit:
                await unit.raw.execute("SET LOCAL lock_timeout = '500ms'")
                await unit.raw.execute("UPDATE live_message SET meanings = '{}' WHERE chat_id = $1", AIGUL)
                await unit.raw.execute("UPDATE dialogue SET wanted = wanted + 1, place = $1", stored("Third"))
            assert await stage.run("SELECT meanings FROM live_message") == {}
        elif len(seen) == 2:
            assert await stage.run("SELECT meanings FROM live_message") == {}, "nothing was written for the overtaken"
        return screen

    monkeypatch.setattr(showing, "render", slowly)
    await stage.want(AIGUL, Card("Second", deed="Pass"))
    await stage.shown(AIGUL)
    assert aigul.last().text == "Third en"
    assert [decode(one) for one in seen] == [Card("Second", deed="Pass"), Card("Third")]
    edits = [call.params["text"] for call in stage.telegram.calls if call.method == "editMessageText"]
    assert edits == ["<b>Third</b> en"]


def stored(text: str) -> str:
    """A stored place."""
    return json.dumps(encode(Card(text)))
