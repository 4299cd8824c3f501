"""Sign-in over real HTTP, on the phones of the local Telegram, in three languages (A3; issue 2)."""

import pytest

from bot.sample.people import INVITED_CODE
from handlers.access.door import LANGUAGE_NAMES
from handlers.words.reader import Reader
from tests.journeys.conftest import world
from tests.journeys.world import World

__all__ = ["world"]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_the_invited_person_signs_in(world: World, language: str) -> None:
    """Follows the link, chooses a language, shares the phone with one tap, and is at the menu."""
    r = Reader(language)
    await world.speak(language)
    await world["seoul_head"].start()
    await world.shown("seoul_head")
    await world["seoul_officer"].start("i" + INVITED_CODE)
    shown = await world.shown("seoul_officer")
    assert "Руслан Ким" in shown.text
    own = next(label for label in shown.buttons if LANGUAGE_NAMES[language] in label)
    await world.press("seoul_officer", own)
    assert world["seoul_officer"].reply_keyboard == [[r.label("access.share", "Share my number")]]
    await world["seoul_officer"].tap(r.label("access.share", "Share my number"))
    shown = await world.shown("seoul_officer")
    assert r.label("access.welcome", "You are signed in.") in shown.text, world["seoul_officer"].describe()
    assert world["seoul_officer"].reply_keyboard is None
    shown = await world.press("seoul_officer", r.label("access.welcome", "Open the menu"))
    assert "Гүлнәр Төлегенова" in shown.text
    told = r.label("access.joined", "Somebody has signed in by your invitation.")
    assert any(told in message.text for message in world["seoul_head"].messages()), world["seoul_head"].describe()


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_a_head_invites_and_confirms(world: World, language: str) -> None:
    """Without a phone the head is asked; another account answers first and is declined (50)."""
    r = Reader(language)
    await world.speak(language)
    await world["berlin_head"].start()
    await world.shown("berlin_head")
    await world.press("berlin_head", r.label("access.menu", "People"))
    await world.press("berlin_head", r.label("access.people", "Invite a person"))
    await world.press("berlin_head", r.label("organisation.role", "Officer"))
    await world.say("berlin_head", "Маргарита Лунёва")
    shown = await world.press("berlin_head", r.label("access.invite", "Make the link"))
    link = next(word for word in shown.text.split() if word.startswith("https://t.me/tereze_bot?start=i"))
    for who in ("seoul_officer", "stranger"):
        await world[who].open(link)
        shown = await world.shown(who)
        name = next(label for label in shown.buttons if LANGUAGE_NAMES[language] in label)
        await world.press(who, name)
        await world[who].tap(r.label("access.share", "Share my number"))
        await world.shown(who)
    first, second = [
        message
        for message in world["berlin_head"].messages()
        if r.label("access.claimed", "Look and decide") in message.buttons
    ]
    await world["berlin_head"].press(r.label("access.claimed", "Look and decide"), first)
    await world.shown("berlin_head")
    shown = await world.press("berlin_head", r.label("access.invitation", "Decline"))
    let_in = next(
        label for label in shown.buttons if label.startswith(r.label("access.invitation", "Let in: {name}", name=""))
    )
    await world.press("berlin_head", let_in)
    assert world["berlin_head"].message(first.id).buttons == []
    assert world["berlin_head"].message(second.id).buttons == []
    come = r.label("access.admitted", "You have been let in to Tereze.")
    assert any(come in message.text for message in world["stranger"].messages()), world["stranger"].describe()
    assert not any(come in message.text for message in world["seoul_officer"].messages())
    shown = await world.press("stranger", r.label("access.admitted", "Open the menu"))
    assert "Маргарита Лунёва" in shown.text


async def test_the_pin_leaves_the_chat(world: World) -> None:
    """What was typed is deleted; only that it is set stays to be read."""
    r = Reader("en")
    await world["berlin_officer"].start()
    await world.shown("berlin_officer")
    await world.press("berlin_officer", r.label("access.menu", "Profile"))
    await world.press("berlin_officer", r.label("access.profile", "Set a PIN"))
    await world.say("berlin_officer", "4071")
    shown = await world.say("berlin_officer", "4071")
    assert "The PIN is set" in shown.text and "PIN: set" in shown.text
    await world["berlin_officer"].wait_for(
        lambda me: not any(message.text == "4071" for message in me.messages()) or None
    )
    assert not any(message.text == "4071" for message in world["berlin_officer"].messages())


async def test_the_language_changes_the_screen_at_once(world: World) -> None:
    await world["berlin_observer"].start()
    await world.shown("berlin_observer")
    await world.say("berlin_observer", "/language")
    shown = await world.press("berlin_observer", "English")
    assert "Choose the language" in shown.text
    shown = await world.press("berlin_observer", "Қазақша")
    assert "Тілді таңдаңыз" in shown.text
