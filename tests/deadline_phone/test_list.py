"""«My deadlines» by colour, kind, person and organisation, two taps at most (N1, A2; attacks 32, 39–42)."""

from datetime import date, timedelta

import pytest

from handlers.deadline.places import (
    DeadlineCard,
    DeadlineKinds,
    DeadlineLater,
    DeadlineList,
    DeadlineOrganisations,
    DeadlinePeople,
    Waiting,
)
from handlers.home.places import Menu
from handlers.words.deadlines import WHAT
from tests.deadline_phone.office import TODAY, Office, fits, labels


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


async def some(office: Office) -> None:
    """Two red, one yellow, one green; of two kinds, of two people."""
    await office.deadline(on(-2), note="red one")
    await office.deadline(on(-1), "colleague", note="red two")
    await office.deadline(on(3), kind="initiative.consideration", note="yellow one")
    await office.deadline(on(30), note="green one")


async def test_n1_a_colour_is_one_tap_and_another_tap_shows_all(office: Office) -> None:
    await some(office)
    await office.at("officer", DeadlineList())
    user, bench = office["officer"], office.bench
    assert {"🔴 1", "🟡 1", "🟢 1"} <= set(await bench.labels(user))
    await bench.press(user, "🟡 1")
    shown = await bench.labels(user)
    assert any("yellow one" in label for label in shown)
    assert not any("red one" in label or "green one" in label for label in shown)
    await bench.press(user, "✓ 🟡 1")
    assert any("green one" in label for label in await bench.labels(user))


async def test_n1_a_kind_is_two_taps(spoken: Office) -> None:
    await some(spoken)
    fits(await spoken.at("officer", DeadlineList()))
    user, bench, r = spoken["officer"], spoken.bench, spoken.r
    await bench.press(user, r.label("deadline.list", "Kind"))
    fits(await bench.screen(user))
    await bench.press(user, f"{r.plain(WHAT['initiative.consideration'])} · 1")
    shown = await bench.labels(user)
    assert any("yellow one" in label for label in shown) and not any("red one" in label for label in shown)
    await bench.press(user, r.label("deadline.list", "Show all"))
    assert any("red one" in label for label in await bench.labels(user))


async def test_n1_a_head_sees_everybodys_and_one_persons_in_two_taps(spoken: Office) -> None:
    await some(spoken)
    fits(await spoken.at("head", DeadlineList(True)))
    user, bench, r = spoken["head"], spoken.bench, spoken.r
    assert any("red two" in label for label in await bench.labels(user))
    await bench.press(user, r.label("deadline.list", "Person"))
    assert (await bench.labels(user))[:2] == ["Officer · 🔴 1 · 3", "Colleague · 🔴 1 · 1"]  # the more, the higher
    await bench.press(user, "Colleague · 🔴 1 · 1")
    shown = await bench.labels(user)
    assert any("red two" in label for label in shown) and not any("red one" in label for label in shown)
    assert "Colleague" in await bench.text(user)


async def test_n1_those_who_see_everything_look_at_another_organisation(spoken: Office) -> None:
    await some(spoken)
    for who in ("body", "body_officer"):
        await spoken.at(who, DeadlineList())
        user, bench, r = spoken[who], spoken.bench, spoken.r
        await bench.press(user, r.label("deadline.list", "Others"))
        fits(await bench.screen(user))
        await bench.press(user, "Berlin · 🔴 2 · 4")
        shown = await bench.screen(user)
        assert "Berlin" in str(shown.text)
        assert any("red two" in label for label in labels(shown))
        fits(shown)


@pytest.mark.parametrize("who", ["officer", "colleague", "observer", "akim", "head"])
async def test_a2_nobody_else_looks_at_anothers_by_a_forged_place(office: Office, who: str) -> None:
    """39–42: an organisation, its people, its kinds, in a place that no button of theirs leads to."""
    await some(office)
    others = office["body" if who == "head" else "head" if who == "akim" else "akim"].organisation
    await office.deadline(on(2), None, organisation="akim", note="akimat's")
    await office.deadline(on(2), None, organisation="body", note="body's")
    foreign = DeadlineList(organisation=others)
    for place in (foreign, DeadlineKinds(foreign), DeadlinePeople(foreign), DeadlineOrganisations()):
        shown = await office.at(who, place)
        assert not any(word in label for label in labels(shown) for word in ("red", "akimat's", "body's", "· 1")), place
    whole = await office.at(who, DeadlineList(True, person=office["officer"].person))
    seen = any("red one" in label for label in labels(whole))
    assert seen is (who == "head")


async def test_a2_anothers_card_and_its_reminder_by_place(office: Office) -> None:
    """39: another's card cannot be opened by a place, nor its reminder put off."""
    key = await office.deadline(on(3), note="secret note")
    for who in ("colleague", "akim", "observer"):
        for place in (DeadlineCard(key), DeadlineLater(key)):
            assert "secret note" not in str((await office.at(who, place)).text)
            assert office.r.label("deadline.later", "Next working day") not in labels(
                await office.bench.screen(office[who])
            )
    assert "secret note" in str((await office.at("officer", DeadlineCard(key))).text)
    # Who sees everything may look, and puts off nothing of others
    looked = await office.at("body", DeadlineCard(key))
    assert "secret note" in str(looked.text)
    assert office.r.label("deadline.card", "Remind me later") not in labels(looked)


async def test_n2_a_deputy_has_the_deadlines_of_the_absent(office: Office) -> None:
    key = await office.deadline(on(3), note="red one")
    assert not any("red one" in label for label in labels(await office.at("colleague", DeadlineList())))
    await office.sql(
        "INSERT INTO absence (person_id, first, last, deputy) VALUES ($1, $2, $3, $4) RETURNING true",
        office["officer"].person, TODAY, on(2), office["colleague"].person,
    )  # fmt: skip
    assert any("red one" in label for label in labels(await office.at("colleague", DeadlineList())))
    card = await office.at("colleague", DeadlineCard(key))
    assert office.r.label("deadline.card", "Remind me later") in labels(card)
    await office.go(on(3))
    assert not any("red one" in label for label in labels(await office.at("colleague", DeadlineList())))


async def test_n3_the_nearest_stand_at_the_top_of_the_menu_with_the_days_left(spoken: Office) -> None:
    """Everybody's next step is one tap from the menu; what is far off is not."""
    await some(spoken)
    shown = await spoken.at("officer", Menu())
    r = spoken.r
    first, second = labels(shown)[:2]
    assert first.startswith("🔴 ") and r.label_count("due", "{n} day overdue", "{n} days overdue", 2) in first
    assert second.startswith("🟡 ") and r.label_count("due", "{n} day left", "{n} days left", 3) in second
    assert not any("green one" in label for label in labels(shown))
    fits(shown)
    await spoken.bench.press(spoken["officer"], first)
    assert "red one" in await spoken.bench.text(spoken["officer"])


async def test_n3_all_that_waits_is_one_list(spoken: Office) -> None:
    for days in range(12):
        await spoken.deadline(on(days - 4), note=f"matter {days}")
    r = spoken.r
    assert f"{r.label('menu', 'Waiting for you')} · 12" in labels(await spoken.at("officer", Menu()))
    shown = await spoken.at("officer", Waiting())
    assert len([label for label in labels(shown) if "matter" in label]) == 8
    fits(shown)
    more = await spoken.at("officer", Waiting(1))
    assert len([label for label in labels(more) if "matter" in label]) == 4


async def test_42_a_link_to_a_deadline_is_judged_like_any_press(office: Office) -> None:
    key = await office.deadline(on(3), note="secret note")
    await office.bench.message(office["officer"], f"/start d{key}")
    assert "secret note" in await office.bench.text(office["officer"])
    await office.bench.message(office["akim"], f"/start d{key}")
    assert "secret note" not in await office.bench.text(office["akim"])
    assert await office.bench.row(
        "SELECT true FROM audit WHERE act = 'refused' AND person_id = $1", office["akim"].person
    )
    await office.bench.message(office["akim"], "/start d____")
    assert await office.bench.text(office["akim"])
