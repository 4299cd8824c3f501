"""Doubles on the phone (M1.1): a contact typed again is offered; a card that is being changed is not its own double."""

from handlers.words.reader import Reader
from tests.journeys.world import World
from tests.town.story import met, ready

WHO = "berlin_officer"


async def test_a_card_being_changed_is_not_offered_to_itself(world: World, database: str) -> None:
    r = Reader("en")
    await ready(world, "en", WHO)
    await met(world, database)
    await world.press(WHO, r.label("menu", "Companies"))
    await world.press(WHO, "QAZAQSTAN")
    await world.press(WHO, r.label("company.card", "Change the card"))
    await world.press(WHO, r.label("company.form", "Legal name"))
    shown = await world.say(WHO, "QAZAQSTAN MONARCH")
    assert r.label("company.form", "Save the company") in shown.buttons, world[WHO].describe()
    await world.press(WHO, r.label("company.form", "Save the company"))
    # Somebody who makes another card of that name is asked
    await world[WHO].send("/menu")
    await world.shown(WHO)
    await world.press(WHO, r.label("menu", "Companies"))
    await world.press(WHO, r.label("company.list", "New company"))
    shown = await world.say(WHO, "Казахстан Монарх")
    assert r.label("forms.step", "No, it is a new one") in shown.buttons, world[WHO].describe()


async def test_a_contact_typed_again_is_offered(world: World, database: str) -> None:
    r = Reader("en")
    await ready(world, "en", WHO)
    await met(world, database)
    await world.press(WHO, r.label("menu", "Companies"))
    await world.press(WHO, "QAZAQSTAN")
    await world.press(WHO, r.label("company.card", "Contacts: {n}", n=0))
    await world.press(WHO, r.label("company.contacts", "Add a contact"))
    shown = await world.say(WHO, "Anna Müller")
    assert r.label("forms.step", "No, it is a new one") not in shown.buttons
    await world.press(WHO, r.label("contact.form", "Save the contact"))
    await world.press(WHO, r.label("contact.card", "Change the card"))
    await world.press(WHO, r.label("contact.form", "Name"))
    shown = await world.say(WHO, "Anna Maria Müller")
    assert r.label("contact.form", "Save the contact") in shown.buttons, world[WHO].describe()  # not of itself
    await world.press(WHO, r.label("contact.form", "Save the contact"))
    await world[WHO].send("/menu")
    await world.shown(WHO)
    await world.press(WHO, r.label("menu", "Companies"))
    await world.press(WHO, "QAZAQSTAN")
    await world.press(WHO, r.label("company.card", "Contacts: {n}", n=1))
    await world.press(WHO, r.label("company.contacts", "Add a contact"))
    shown = await world.say(WHO, "Анна Мюллер")
    assert "Anna Maria Müller" in shown.buttons, world[WHO].describe()
    await world.press(WHO, "Anna Maria Müller")
    assert "Anna Maria Müller" in world[WHO].last().text
