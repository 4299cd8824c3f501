"""A company screened on the phones in three languages: import, screen, explain, clear, confirm, again (M1.2)."""

import asyncio

import pytest

from domain.kyc.model import KycState
from handlers.words.reader import Reader
from tests.journeys.conftest import world
from tests.journeys.world import World
from tests.screening import samples
from tests.screening.test_import_journey import send
from tests.town import cards
from tests.town.story import PIN, checked, met, ready

__all__ = ["world"]

ADMIN, AUTHOR, SECOND, BODY = "administrator", "berlin_officer", "berlin_head", "authorised_body_officer"


async def screened(world: World) -> None:
    """Whatever was asked for is screened, and who is to be told is told."""
    async with asyncio.timeout(30):
        while await world.sql(
            "SELECT FROM screening WHERE asked > done UNION ALL"
            " SELECT FROM job WHERE kind = 'screening.sweep' AND state IN ('waiting', 'working')"
        ):
            await asyncio.sleep(0.05)
    await world.settled()


async def opened(world: World, who: str, r: Reader) -> None:
    """The check of the company, by the menu."""
    await world[who].send("/menu")
    await world.shown(who)
    await world.press(who, r.label("menu", "KYC checks"))
    await world.press(who, "QAZAQSTAN")


@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_import_screen_explain_clear_confirm_and_screen_again(world: World, database: str, language: str) -> None:
    r = Reader(language)
    await ready(world, language, ADMIN, AUTHOR, SECOND, BODY)
    await send(world, r, sdn__csv=samples.SDN, alt__csv=samples.ALT, add__csv=samples.ADD)
    company, _ = await met(world, database)
    await checked(world, database, company, cards.kyc())
    await screened(world)
    # The author is told, by numbers only; nobody else is
    pushed = world[AUTHOR].last()
    assert r.label("screening.notice", "Review") in pushed.buttons, world[AUTHOR].describe()
    assert "Mustermann" not in pushed.text and "MONARH" not in pushed.text  # N3
    assert r.label("screening.notice", "Review") not in world[SECOND].last().buttons
    # Explained word by word
    await world.press(AUTHOR, r.label("screening.notice", "Review"))
    shown = await world.press(AUTHOR, "QAZAQSTAN")
    assert shown.protected
    assert "MUSTERMANN, Erika" in shown.text, world[AUTHOR].describe()
    same = r.label("screening.word", "{ours} = {theirs}: reads the same", ours="Erika", theirs="Erika")
    assert same in shown.text, world[AUTHOR].describe()
    assert r.label("screening.fact", "country") in shown.text
    # Unreviewed: nobody can approve
    await opened(world, SECOND, r)
    shown = world[SECOND].last()
    assert r.label("kyc.card", "Approve") not in shown.buttons
    assert r.label("kyc.card", "Refuse") in shown.buttons
    # Cleared with a reason
    await world.press(AUTHOR, r.label("screening.match", "It is somebody else"))
    await world.say(AUTHOR, "Another passport <seen>")
    shown = await world.press(AUTHOR, r.label("screening.form", "Clear the match"))
    assert r.label("screening.match", "✓ It is somebody else") in shown.text, world[AUTHOR].describe()
    assert "Another passport <seen>" in shown.text
    # The second person sees the match and the reason, then decides
    await opened(world, SECOND, r)
    await world.press(SECOND, r.label_count("kyc.card", "Screening: {n} match", "Screening: {n} matches", 1))
    shown = await world.press(SECOND, "Erika Mustermann")
    assert "Another passport <seen>" in shown.text, world[SECOND].describe()
    assert r.label("screening.match", "It is the same") not in shown.buttons
    await opened(world, SECOND, r)
    await world.press(SECOND, r.label("kyc.card", "Approve"))
    await world.say(SECOND, PIN)
    assert (await world.sql("SELECT state FROM kyc_case"))[0]["state"] == KycState.APPROVED
    # A new list names her again: screened by itself, the pair cleared before stays cleared
    await send(world, r, peps__csv=samples.PLAIN)
    await screened(world)
    states = await world.sql("SELECT source, state FROM screening_match WHERE standing ORDER BY source")
    assert [tuple(one) for one in states] == [("ofac", "cleared"), ("plain:peps", "open")]
    await world.press(AUTHOR, r.label("screening.notice", "Review"))
    await world.press(AUTHOR, "QAZAQSTAN")
    await world.press(AUTHOR, r.label("screening.match", "It is the same"))
    await world.press(AUTHOR, r.label("screening.nature", "Public office"))
    await world.say(AUTHOR, "She holds office since May")
    await world.press(AUTHOR, r.label("screening.form", "Confirm the match"))
    # The approval is taken back, the authorised body decides
    row = (await world.sql("SELECT state, risk, reasons FROM kyc_case"))[0]
    assert (row["state"], row["risk"], row["reasons"]) == ("on_decision", 3, ["pep_owner"])
    assert r.label("kyc.notice", "Open the check") in world[BODY].last().buttons, world[BODY].describe()
    shown = await world.press(BODY, r.label("kyc.notice", "Open the check"))
    assert r.label("kyc.reason", "an owner holds public office") in shown.text
    assert r.label("kyc.card", "Approve") in shown.buttons
    acts = {one["act"] for one in await world.sql("SELECT act FROM audit")}
    assert {"screening.found", "screening.look", "screening.clear", "screening.confirm", "kyc.risk"} <= acts
