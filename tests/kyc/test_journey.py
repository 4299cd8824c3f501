"""A check of a company on the phones, in three languages: asked, returned, answered, approved (M1.2, A3, A4, N3)."""

import pytest

from domain.kyc.model import SanctionsExposure
from handlers.words.reader import Reader
from tests.journeys.conftest import world
from tests.journeys.world import World
from tests.town import cards
from tests.town.story import PIN, checked, met, ready

__all__ = ["world"]

AUTHOR, SECOND, BODY = "berlin_officer", "berlin_head", "authorised_body_officer"


async def fill_in(world: World, r: Reader) -> None:
    """The questionnaire, from the company's card; nothing speaks for a risk but that no document was seen."""
    yes_no = {answer: r.label("forms.value", answer) for answer in ("Yes", "No")}
    await world.press(AUTHOR, r.label("menu", "Companies"))
    await world.press(AUTHOR, "QAZAQSTAN")
    await world.press(AUTHOR, r.label("company.card", "KYC check"))
    await world.press(AUTHOR, r.label("kyc.company", "Start a check"))
    await world.say(AUTHOR, "Turbines since 1998")
    await world.press(AUTHOR, r.label("kyc.ownership", "Clear up to the last owner"))
    await world.say(AUTHOR, "Erika <Mustermann>")
    shown = await world.say(AUTHOR, {"ru": "Германия", "kk": "Германия", "en": "Germany"}[r.language])
    assert r.label("kyc.form", "What share does the owner hold, in per cent?") in shown.text, world[AUTHOR].describe()
    await world.say(AUTHOR, "100")
    await world.press(AUTHOR, yes_no["No"])
    await world.press(AUTHOR, r.label("forms.step", "That is all"))
    await world.press(AUTHOR, yes_no["No"])
    await world.press(AUTHOR, r.label("kyc.funds", "Own money"))
    await world.press(AUTHOR, r.label("kyc.sanctions", "No ties to sanctions"))
    await world.press(AUTHOR, r.label("kyc.pep", "None"))
    await world.press(AUTHOR, yes_no["No"])
    await world.press(AUTHOR, yes_no["No"])
    shown = await world.press(AUTHOR, r.label("kyc.form", "Send for a decision"))
    assert r.label("kyc.risk", "medium risk") in shown.text
    assert r.label("kyc.reason", "no registration document was seen") in shown.text
    assert shown.protected


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_a_check_is_returned_answered_and_approved(world: World, database: str, language: str) -> None:
    r = Reader(language)
    await ready(world, language, AUTHOR, SECOND)
    await met(world, database)
    await fill_in(world, r)
    shown = world[AUTHOR].last()
    assert r.label("kyc.card", "Approve") not in shown.buttons  # attack 44: not the author
    pushed = world[SECOND].last()
    assert r.label("kyc.notice", "Open the check") in pushed.buttons
    assert "MONARH" not in pushed.text and "Mustermann" not in pushed.text  # N3
    # Returned: the reason is typed once, the PIN asked after it, and nothing typed is lost (A3)
    shown = await world.press(SECOND, r.label("kyc.notice", "Open the check"))
    assert shown.protected
    await world.press(SECOND, r.label("kyc.card", "Return with remarks"))
    await world.say(SECOND, "Where is the registration?")
    await world.press(SECOND, r.label("kyc.decision", "Return with remarks"))
    shown = await world.say(SECOND, PIN)
    assert "Where is the registration?" in shown.text, world[SECOND].describe()
    assert r.label("kyc.card", "Approve") not in shown.buttons
    assert all(PIN not in message.text for message in world[SECOND].messages())
    assert (await world.sql("SELECT state, decision_reason FROM kyc_case"))[0]["state"] == "returned"
    # Answered: everything stands as it was, one line is changed
    await world.press(AUTHOR, r.label("kyc.notice", "Open the check"))
    shown = await world.press(AUTHOR, r.label("kyc.card", "Answer the remarks"))
    assert r.label("kyc.form", "Send for a decision") in shown.buttons, world[AUTHOR].describe()
    page = next((label for label in shown.buttons if label.endswith(" ›")), None)
    if page:
        await world.press(AUTHOR, page)
    await world.press(AUTHOR, r.label("kyc.form", "Documents seen"))
    await world.press(AUTHOR, r.label("kyc.document", "Registration"))
    await world.press(AUTHOR, r.label("forms.step", "Done"))
    shown = await world.press(AUTHOR, r.label("kyc.form", "Send for a decision"))
    assert r.label("kyc.risk", "low risk") in shown.text, world[AUTHOR].describe()
    # Approved with one tap: the PIN is still fresh
    await world.press(SECOND, r.label("kyc.notice", "Open the check"))
    shown = await world.press(SECOND, r.label("kyc.card", "Approve"))
    assert r.label("kyc.card", "✓ The check is approved.") in shown.text, world[SECOND].describe()
    row = (await world.sql("SELECT state, valid_until, rounds FROM kyc_case"))[0]
    assert (row["state"], row["rounds"]) == ("approved", 2)
    acts = [one["act"] for one in await world.sql("SELECT act FROM audit ORDER BY id")]
    assert {"kyc.open", "kyc.decide", "kyc.resubmit"} <= set(acts)
    assert acts.count("kyc.look") >= 5  # A4: every look, the history's too


async def test_high_risk_waits_for_the_authorised_body(world: World, database: str) -> None:
    """M1.2: nobody else decides; an approval of a high risk is explained and takes the PIN."""
    r = Reader("en")
    await ready(world, "en", SECOND, BODY)
    company, _ = await met(world, database)
    await checked(world, database, company, cards.kyc(sanctions=SanctionsExposure.LISTED))
    await world.press(SECOND, r.label("menu", "KYC checks"))
    shown = await world.press(SECOND, "QAZAQSTAN")
    assert r.label("kyc.card", "Decides: the authorised body, since the risk is high.") in shown.text
    assert r.label("kyc.card", "Approve") not in shown.buttons
    await world[BODY].send("/menu")
    await world.shown(BODY)
    await world.press(BODY, r.label("menu", "KYC: waiting for you"))
    await world.press(BODY, "QAZAQSTAN")
    await world.press(BODY, r.label("kyc.card", "Approve"))
    await world.say(BODY, "The listed owner has sold the shares")
    await world.press(BODY, r.label("kyc.decision", "Approve"))
    shown = await world.say(BODY, "0000")
    shown = await world.say(BODY, PIN)
    assert "The listed owner has sold the shares" in shown.text, world[BODY].describe()
    assert (await world.sql("SELECT state FROM kyc_case"))[0]["state"] == "approved"
