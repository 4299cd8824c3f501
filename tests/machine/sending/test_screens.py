"""Screens on phones: edits and new messages, and what is left of the old ones (design §3)."""

from bot.machine import clock
from bot.machine.sender import Sender
from tests.machine.sending import toys
from tests.machine.sending.conftest import AIGUL, BOT, Stage
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


async def test_the_buttons_live_before_the_message_arrives(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    stage.telegram.faults.add("error_before", "sendMessage", times=1)
    await stage.want(AIGUL, Card("Card", deed="Pass"))
    await stage.until("SELECT failures = 1 FROM dialogue")
    assert not [one for one in aigul.messages() if one.by_bot]
    meanings = await stage.run("SELECT meanings FROM live_message")
    assert [entry["p"]["n"] for entry in meanings.values()] == ["toy.deed", "go"]
    await stage.shown(AIGUL)
    token = await stage.run("SELECT token FROM live_message")
    assert [button.data for button in aigul.last().rows[0]] == [f"{token}.0", f"{token}.1"]


async def test_nothing_is_called_when_the_screen_is_the_same(stage: Stage, sender: Sender) -> None:
    await stage.person(AIGUL, "Айгүл")
    for _ in range(3):
        await stage.want(AIGUL, Card("Same"))
        await stage.shown(AIGUL)
    assert stage.calls("sendMessage", "editMessageText") == ["sendMessage"]


async def test_a_screen_waits_for_its_persons_updates_at_most_a_second(stage: Stage, sender: Sender) -> None:
    await stage.person(AIGUL, "Айгүл")
    await stage.run(
        "INSERT INTO inbox (bot_id, update_id, hash, sender, kind) VALUES ($1, 1, '', $2, 'message')", BOT, AIGUL
    )
    before = clock.monotonic()
    await stage.want(AIGUL, Card("Card"))
    await stage.shown(AIGUL)
    assert 0.9 < clock.monotonic() - before < 3
    await stage.run("UPDATE inbox SET state = 'done'")
    before = clock.monotonic()
    await stage.want(AIGUL, Other("Other"))
    await stage.shown(AIGUL)
    assert clock.monotonic() - before < 0.9


async def test_a_private_screen_is_a_neutral_line_first_and_protected(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.want(AIGUL, Card("List"))
    await stage.shown(AIGUL)
    listing = aigul.last()
    await stage.want(AIGUL, Card("Secret of N.", private=True))
    await stage.shown(AIGUL)
    sent = [one for one in stage.telegram.calls if one.method == "sendMessage"]
    assert "Secret" not in sent[-1].params["text"]
    assert aigul.last().text == "Secret of N. en"
    assert aigul.last().protected
    await stage.until("SELECT NOT stale FROM live_message WHERE message_id = $1", listing.id)
    assert aigul.message(listing.id).buttons == []
    await stage.want(AIGUL, Card("Back"))  # the secret goes from the chat
    await stage.shown(AIGUL)
    assert [one.text for one in aigul.messages() if one.by_bot] == ["List en", "Back en"]


async def test_the_contact_keyboard_comes_and_goes(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.want(AIGUL, Card("Who are you?", contact=True))
    await stage.shown(AIGUL)
    assert aigul.reply_keyboard == [["My number"]]
    await stage.want(AIGUL, Card("Menu"), below=True, answered="Number ✓")
    await stage.shown(AIGUL)
    assert aigul.reply_keyboard is None
    assert [one.text for one in aigul.messages() if one.by_bot] == ["Who are you? en", "Number ✓", "Menu en"]
    assert aigul.last().buttons == ["Next"]


async def test_a_refusal_is_a_sentence_and_a_way_out(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.want(AIGUL, Card("X", fail="refused"))
    await stage.shown(AIGUL)
    assert aigul.last().text == "Your role does not allow this."
    assert aigul.last().buttons == ["Menu"]


async def test_a_place_of_another_release_leads_to_the_menu(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.want(AIGUL, Card("X"))
    await stage.run("""UPDATE dialogue SET place = '{"n": "gone", "v": 7}', wanted = wanted + 1""")
    await stage.shown(AIGUL)
    assert aigul.last().buttons == ["Menu"]


async def test_a_bug_is_an_apology_with_a_number_and_is_tried_again(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    toys.world.broken = True
    await stage.want(AIGUL, Card("X", fail="bug"))
    apology = await aigul.expect("Incident")
    assert apology.buttons == ["Menu"]
    await stage.until("SELECT failures = 1 AND wanted > shown FROM dialogue")
    toys.world.broken = False
    await stage.run("UPDATE dialogue SET not_before = clock_timestamp()")
    await stage.shown(AIGUL)
    assert aigul.message(apology.id).text == "X en"


async def test_a_guest_reads_in_the_chosen_language(stage: Stage, sender: Sender) -> None:
    guest = stage.telegram.person(AIGUL, "Guest")
    await guest.start()
    await stage.want(AIGUL, Card("Door"))
    await stage.run("UPDATE dialogue SET guest_language = 'kk', wanted = wanted + 1")
    await stage.shown(AIGUL)
    assert guest.last().text == "Door kk"


async def test_attack_57_long_text_is_cut_politely(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    await stage.want(AIGUL, Card("word 😀 <b> & " * 700))
    await stage.shown(AIGUL)
    assert aigul.last().text.endswith("…")
    assert 3700 < len(aigul.last().text) <= 4096
