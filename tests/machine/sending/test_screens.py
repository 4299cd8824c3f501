"""Screens on phones: edits and new messages, and what is left of the old ones (design §3)."""

from bot.machine.sender import Sender
from tests.machine.sending.conftest import AIGUL, Stage
from tests.machine.sending.toys import Card, Other


async def test_a_screen_goes_out_silently_and_is_edited_afterwards(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл", "kk")
    await stage.want(AIGUL, Card("A < B"))
    await stage.shown(AIGUL)
    first = aigul.last()
    assert first.text == "A < B kk"
    await stage.want(AIGUL, Other("Then"), note="Saved.")
    await stage.shown(AIGUL)
    assert aigul.last().text == "Saved.\n\nThen"
    assert aigul.last().id == first.id
    assert stage.calls("sendMessage", "editMessageText") == ["sendMessage", "editMessageText"]
    assert aigul.last().silent


async def test_after_typing_the_new_screen_comes_below_and_the_old_is_reduced(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.want(AIGUL, Card("Question", deed="Yes"))
    await stage.shown(AIGUL)
    old = aigul.last()
    await aigul.send("my answer")
    await stage.want(AIGUL, Card("Next question"), below=True, answered="Question ✓ my answer")
    await stage.shown(AIGUL)
    await stage.until("SELECT NOT stale FROM live_message WHERE message_id = $1", old.id)
    assert aigul.message(old.id).text == "Question ✓ my answer"
    assert aigul.message(old.id).buttons == []
    assert aigul.last().text == "Next question en"
    assert aigul.last().id > old.id
