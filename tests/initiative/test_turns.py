"""The akimat's turns on the phone, in three languages: extension, redirection, closing (M1.7; п. 42)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from handlers.words import formats
from handlers.words.catalog import LANGUAGES
from tests.initiative.phones import PIN, Phones, passed, phones_on

C, P, E = "initiative.card", "initiative.petition", "initiative.extend"


@pytest.fixture(params=LANGUAGES)
async def phones(database: str, request: Any) -> AsyncIterator[Phones]:
    async with phones_on(database, request.param) as made:
        yield made


OFFICER, HEAD, MISSION, BODY, OTHER = (
    "karaganda.officer", "karaganda.head", "berlin.officer", "uo.officer", "turkistan.officer",
)  # fmt: skip


async def reason(phones: Phones, who: str, text: str, save: str) -> str:
    """Type the reason and save."""
    await phones.say(who, text)
    return await phones.press(who, phones.r.label("initiative.reason", save))


async def test_extended_once_with_the_day_named(phones: Phones) -> None:
    r, one = phones.r, await passed(phones)
    await phones.open(OFFICER, one)
    before = await phones.clock("initiative.consideration")
    shown = await phones.press(OFFICER, r.label(C, "Extend"))
    assert "42" in shown
    labels = [label for label in await phones.bench.labels(phones[OFFICER]) if label.startswith(("10", "20", "30"))]
    assert len(labels) == 3
    await phones.press(OFFICER, "30")
    shown = await reason(phones, OFFICER, "A <survey> is awaited", "Extend the term")
    after = await phones.clock("initiative.consideration")
    assert before is not None and after is not None and after[1] > before[1]  # type: ignore[operator]
    assert formats.day(r, after[1]) in shown, shown  # type: ignore[arg-type]
    assert "A &lt;survey&gt; is awaited" in shown
    assert r.label(C, "Extend") not in await phones.bench.labels(phones[OFFICER])  # п. 42.2: once
    assert formats.day(r, after[1]) in await phones.notice(MISSION)  # type: ignore[arg-type]
    assert "И-2026" in await phones.notice(HEAD)


async def test_redirected_with_consent_and_the_authorised_bodys_yes(phones: Phones) -> None:
    r, one = phones.r, await passed(phones)
    await phones.open(OFFICER, one)
    await phones.press(OFFICER, r.label(C, "Redirect"))
    await phones.press(OFFICER, "turkistan")
    shown = await reason(phones, OFFICER, "The site is in Turkistan", "Ask for its consent")
    assert "turkistan" in shown
    assert "Wind" not in await phones.notice(OTHER)  # a push says no more than the number
    shown = await phones.follow(OTHER, r.label("initiative.notice", "Read and answer"))
    assert "The site is in Turkistan" in shown
    shown = await phones.press(OTHER, r.label(P, "We take it"))
    assert "Wind farm" in shown
    assert (await phones.clock("initiative.consideration") or ("",))[0] == "paused"
    shown = await phones.follow(BODY, r.label("initiative.notice", "Read and answer"))
    assert "The site is in Turkistan" in shown
    await phones.press(BODY, r.label(P, "Approve the redirection"))
    shown = await phones.say(BODY, PIN)  # A3
    assert "turkistan" in shown, shown
    row = await phones.bench.row("SELECT region, state, akimat, extensions FROM initiative")
    assert (row["region"], row["state"]) == ("61", "passed")
    running = await phones.bench.rows(
        "SELECT kind, organisation_id FROM deadline WHERE state = 'open' AND subject_kind = 'initiative' ORDER BY kind"
    )
    turkistan = phones.town.organisations["turkistan"]
    assert [(one["kind"], one["organisation_id"]) for one in running] == [
        ("initiative.appointment", turkistan), ("initiative.consideration", turkistan),
    ]  # fmt: skip
    former = (await phones.bench.notices(phones[OFFICER]))[-1]
    assert "И-2026" in str(former.text) and not former.rows  # told, though it sees the card no longer (A2)
    shown = await phones.open(OFFICER, one)
    assert "Wind farm" not in shown
    assert "И-2026" in await phones.notice(MISSION)


async def test_declined_refused_withdrawn(phones: Phones) -> None:
    """Each way ends with the initiative at its akimat and the clock running."""
    r, one = phones.r, await passed(phones)

    async def ask() -> None:
        await phones.open(OFFICER, one)
        await phones.press(OFFICER, r.label(C, "Redirect"))
        await phones.press(OFFICER, "turkistan")
        await reason(phones, OFFICER, "Not ours", "Ask for its consent")

    await ask()
    await phones.follow(OTHER, r.label("initiative.notice", "Read and answer"))
    await phones.press(OTHER, r.label(P, "Decline with a reason"))
    shown = await reason(phones, OTHER, "No land left", "Decline")
    assert r.label(P, "✓ Declined. The akimat that asked is told.") in shown
    assert "Wind farm" not in await phones.open(OTHER, one)  # asked no more, sees it no more (A2)
    await phones.open(OFFICER, one)
    shown = await phones.press(OFFICER, r.label(C, "About the redirection"))
    assert "No land left" in shown
    await ask()
    await phones.follow(OTHER, r.label("initiative.notice", "Read and answer"))
    await phones.press(OTHER, r.label(P, "We take it"))
    await phones.follow(BODY, r.label("initiative.notice", "Read and answer"))
    await phones.press(BODY, r.label(P, "Refuse with a reason"))
    await phones.say(BODY, "The site is in Karaganda")
    await phones.press(BODY, r.label("initiative.reason", "Refuse"))
    shown = await phones.say(BODY, PIN)
    state = await phones.clock("initiative.consideration")
    assert state is not None and state[0] == "open", shown
    assert formats.day(r, state[1]) in await phones.notice(OFFICER)  # type: ignore[arg-type]
    await ask()
    shown = await phones.press(OFFICER, r.label(C, "About the redirection"))
    await phones.press(OFFICER, r.label(P, "Withdraw the request"))
    row = await phones.bench.row("SELECT pending, asked_akimat FROM initiative")
    assert (row["pending"], row["asked_akimat"]) == ("", None)
    assert (await phones.clock("initiative.consent") or ("",))[0] != "open"


async def test_closed_after_the_mission_was_heard(phones: Phones) -> None:
    r, one = phones.r, await passed(phones)
    await phones.open(OFFICER, one)
    await phones.press(OFFICER, r.label(C, "Close: the investor dropped it"))
    await reason(phones, OFFICER, "No answer for a month", "Ask to close it")
    shown = await phones.follow(MISSION, r.label("initiative.notice", "Read and answer"))
    assert "No answer for a month" in shown
    await phones.press(MISSION, r.label(P, "Give the opinion"))
    await phones.press(MISSION, r.label("forms.value", "Yes"))
    shown = await reason(phones, MISSION, "They build in Poland", "Send the opinion")
    await phones.follow(BODY, r.label("initiative.notice", "Read and answer"))
    assert "They build in Poland" in await phones.bench.text(phones[BODY])
    await phones.press(BODY, r.label(P, "Close the initiative"))
    shown = await phones.say(BODY, PIN)
    assert r.label(P, "Closed: the investor dropped it") in shown, shown
    still = await phones.bench.rows("SELECT kind FROM deadline WHERE state IN ('open', 'paused')")
    assert not still
    assert "И-2026" in await phones.notice(OFFICER) and "И-2026" in await phones.notice(MISSION)
