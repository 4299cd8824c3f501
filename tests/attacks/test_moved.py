"""Somebody is moved to another organisation: what they began to write in the former one is out of their sight."""

from handlers.words.reader import Reader
from tests.journeys.world import World
from tests.town.story import met, ready

AUTHOR = "berlin_officer"
OWNER = "Erika <Mustermann>"


async def _moved(world: World, to: str) -> None:
    await world.sql(
        "UPDATE person SET organisation_id = (SELECT o.id FROM organisation o JOIN person p ON p.organisation_id = o.id"
        " WHERE p.id = (SELECT person_id FROM account WHERE telegram_id = $2))"
        " WHERE id = (SELECT person_id FROM account WHERE telegram_id = $1)",
        world[AUTHOR].id,
        world[to].id,
    )


async def test_attack_35_42_drafts_of_the_former_organisation(world: World, database: str) -> None:
    """A questionnaire on a company, with its owners, was left in /drafts; another country's ambassador may not see it,
    in the list, by Continue, or by the question left open. It can only be thrown away (A2)."""
    r = Reader("ru")
    await ready(world, "ru", AUTHOR, "seoul_head")
    await met(world, database)
    await world.press(AUTHOR, r.label("menu", "Companies"))
    await world.press(AUTHOR, "QAZAQSTAN")
    await world.press(AUTHOR, r.label("company.card", "KYC check"))
    await world.press(AUTHOR, r.label("kyc.company", "Start a check"))
    await world.say(AUTHOR, "Turbines since 1998")
    await world.press(AUTHOR, r.label("kyc.ownership", "Clear up to the last owner"))
    await world.say(AUTHOR, OWNER)
    await _moved(world, "seoul_head")
    secrets = ("Turbines", "Mustermann", "QAZAQSTAN")
    shown = [await world.say(AUTHOR, "Германия")]  # at the question that was open
    shown.append(await world.say(AUTHOR, "/drafts"))
    lost = r.label("forms.drafts", "no longer yours")
    assert lost in shown[-1].text and lost in " ".join(shown[-1].buttons)
    shown.append(await world.press(AUTHOR, next(label for label in shown[-1].buttons if lost in label)))
    assert shown[-1].buttons == [r.label("forms.cancel", "Throw it away"), r.label("forms.drafts", "Menu")]
    for one in shown:
        assert not [secret for secret in secrets if secret in one.text + str(one.buttons)], one.text
    await world.press(AUTHOR, r.label("forms.cancel", "Throw it away"))
    assert await world.sql("SELECT FROM draft") == []
