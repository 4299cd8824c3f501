"""What everybody meets first."""

from handlers.words.reader import Reader
from tests.journeys.world import World


async def test_the_menu_opens_for_whoever_is_signed_in(world: World) -> None:
    await world["berlin_officer"].start()
    shown = await world.shown("berlin_officer")
    assert "Aigerim Sarsenova" in shown.text, world["berlin_officer"].describe()
    assert "Record a meeting" in shown.buttons
    assert "no such command" not in shown.text


async def test_drafts_stand_in_the_menu_while_there_are_any(world: World) -> None:
    """Nobody is led to an empty list; the search stays for everybody who sees cases."""
    r = Reader("en")
    await world.speak("en")
    await world["berlin_officer"].start()
    shown = await world.shown("berlin_officer")
    assert not any(label.startswith(r.label("forms.drafts", "Drafts")) for label in shown.buttons)
    assert r.label("menu", "Find") in shown.buttons
    await world.press("berlin_officer", r.label("menu", "Companies"))
    await world.press("berlin_officer", r.label("company.list", "New company"))
    await world.say("berlin_officer", "Zephyr AG")
    await world["berlin_officer"].send("/menu")
    shown = await world.shown("berlin_officer")
    assert f"{r.label('forms.drafts', 'Drafts')} · 1" in shown.buttons, shown.buttons
