"""What everybody meets first."""

from tests.journeys.world import World


async def test_the_menu_opens_for_whoever_is_signed_in(world: World) -> None:
    await world["berlin_officer"].start()
    shown = await world.shown("berlin_officer")
    assert "Aigerim Sarsenova" in shown.text, world["berlin_officer"].describe()
    assert "Record a meeting" in shown.buttons
    assert "no such command" not in shown.text
