"""Reports on the phone in three languages: sent with one tap, followed by their readers, waived, asked for (R1–R12)."""

from datetime import date
from typing import Any

import pytest

from domain.kit.actor import OrganisationKind as K
from domain.kit.actor import Role
from handlers.duty.places import DutyCard, DutyRound, MyDuties
from tests.duty.conftest import Phone, country
from tests.machine.support import Bench

LANGUAGES = pytest.mark.parametrize("language", ["ru", "kk", "en"])
PDF: dict[str, Any] = {
    "document": {"file_id": "abc", "file_unique_id": "u", "file_name": "=report.pdf", "file_size": 900}
}


@LANGUAGES
async def test_a_report_is_sent_with_one_tap_and_taken_back_until_its_last_day(bench: Bench, language: str) -> None:
    c = await country(bench, language)
    o = c.officer
    await o.menu("Reports due")
    await o.tap_like(o.label("duty.name", "Front office activity"))
    card = await bench.place(o.user)
    assert isinstance(card, DutyCard)
    shown = await o.press("duty.card", "Mark as sent")
    assert shown.startswith("✓")
    assert await c.value("SELECT state FROM deadline WHERE subject_id = $1", card.duty) == "met"

    await c.pass_to(date(2027, 1, 14))  # its last day
    await o.press("duty.card", "Not sent after all")
    states = await bench.rows("SELECT state FROM deadline WHERE subject_id = $1 ORDER BY opened_at", card.duty)
    assert [row["state"] for row in states] == ["met", "open"]

    await o.press("duty.card", "Mark as sent")
    stale = await bench.data(o.user, o.label("duty.card", "Not sent after all"))
    await c.pass_to(date(2027, 1, 15))
    await bench.press_data(o.user, stale)  # a button from the day before
    assert await c.value("SELECT state FROM duty WHERE id = $1", card.duty) == "sent"
    assert o.label("duty.card", "Not sent after all") not in await bench.labels(o.user)


@LANGUAGES
async def test_a_note_and_a_file_go_with_it(bench: Bench, language: str) -> None:
    c = await country(bench, language)
    o = c.officer
    await o.menu("Reports due")
    await o.tap_like("150")
    await o.press("duty.card", "Add a note")
    await o.type("Letter № 12 <b>&</b> =1+1")  # attacks 58, 82: words stay words
    await o.tap((await bench.labels(o.user))[0])
    shown = await o.press("duty.form", "Save the note")
    assert "&lt;b&gt;" in shown
    await bench.message(o.user, **PDF)
    shown = await o.look()
    assert o.label("duty.files", "The file is attached; it is being checked.") in shown
    await o.press("duty.card", "Files: {n}", n=1)
    await o.tap_like(o.label("duty.files", "Remove: {name}", name="").strip())
    assert await c.value("SELECT count(*) FROM file WHERE owner_kind = 'duty'") == 0


@LANGUAGES
async def test_the_national_company_sees_who_has_not_sent_and_exempts(bench: Bench, language: str) -> None:
    c = await country(bench, language)
    n, o = c.nc, c.officer
    await c.pass_to(date(2027, 1, 18))  # three days late
    await n.menu("Who has reported")
    await n.tap_like("150")
    assert isinstance(await bench.place(n.user), DutyRound)
    body = [one for one in await bench.labels(n.user) if "Акимат" in one]
    assert body and body[0].startswith("🔴") and "3" in body[0]
    await n.tap(body[0])
    await n.press("duty.card", "Exempt from this duty")
    await n.type("Жобалар жоқ")
    shown = await n.press("duty.form", "Exempt")
    assert "Жобалар жоқ" in shown
    assert o.label("duty.name", "Projects below 150,000 MRP") in await o.notice()
    assert await c.value("SELECT state FROM deadline WHERE kind = 'duty.R2a'") == "cancelled"

    await c.pass_to(date(2027, 3, 20))
    assert await c.value("SELECT state FROM duty WHERE code = 'R2a' AND period = '2027-Q1'") == "exempt"
    await n.press("duty.card", "Owes it again")
    assert await c.value("SELECT state FROM duty WHERE code = 'R2a' AND period = '2027-Q1'") == "open"
    assert await c.value("SELECT state FROM duty WHERE code = 'R2a' AND period = '2026-Q4'") == "exempt", "it is over"
    assert await c.value("SELECT count(*) FROM deadline WHERE kind = 'duty.R2a' AND state = 'open'") == 1


@LANGUAGES
async def test_r9c_the_authorised_body_asks_sets_the_date_and_withdraws(bench: Bench, language: str) -> None:
    c = await country(bench, language)
    u, o = c.uo, c.officer
    await u.menu("Who has reported")
    await u.press("duty.rounds", "Ask for a report")
    await u.press("duty.ask", "Some of them, by name")
    await u.type("акимат")
    await u.tap_like("Акимат")
    await u.press("forms.step", "Done")
    await u.type("Why are 12 tasks late?")
    await u.type("01.02.2027")
    await u.press("duty.ask", "Ask for the report")
    assert "12" not in await o.notice(), "a push carries no words of people (N3)"
    await bench.press_notice(o.user, o.label("duty.notice", "Open"))
    assert "Why are 12 tasks late?" in await o.look()
    due = await c.value("SELECT due::text FROM deadline WHERE kind = 'duty.R9c' AND state = 'open'")
    assert due == "2027-02-01"
    await u.tap_like("Акимат")
    shown = await u.press("duty.card", "History")
    assert u.label("access.act", "Report asked for") in shown
    await u.press("access", "Back")
    await u.press("duty.card", "Withdraw the request")
    assert await c.value("SELECT state FROM deadline WHERE kind = 'duty.R9c'") == "cancelled"


@LANGUAGES
async def test_r10_r11_the_industry_body_follows_what_is_sent_to_it(bench: Bench, language: str) -> None:
    c = await country(bench, language)
    ind = Phone(bench, await bench.person("Б", kind=K.CENTRAL_BODY, sectors=("C",), language=language), language)
    await ind.type("/menu")
    assert ind.label("menu", "Who has reported") not in " ".join(await bench.labels(ind.user))
    async with bench.database.unit() as unit:
        await unit.raw.execute(
            "UPDATE organisation SET parts = ARRAY['industry_body'] WHERE id = $1", ind.user.organisation
        )
    await c.pass_to(date(2027, 2, 1))
    await ind.menu("Who has reported")
    shown = " ".join(await bench.labels(ind.user))
    assert ind.label("duty.name", "Industrialisation map") in shown
    assert ind.label("duty.name", "Projects below 150,000 MRP") not in shown
    await ind.tap_like(ind.label("duty.name", "Industrialisation map"))
    await ind.tap_like("Акимат")
    assert ind.label("duty.card", "Exempt from this duty") not in await bench.labels(ind.user)


async def test_a_report_is_among_my_deadlines_and_opens_from_there(bench: Bench) -> None:
    """N1: the same table, the same list."""
    c = await country(bench, "en")
    await c.officer.menu("My deadlines")
    await c.officer.tap_like("Industrialisation map")
    await c.officer.press("deadline.card", "Open")
    assert isinstance(await bench.place(c.officer.user), DutyCard)


async def test_attack_42_another_akimat_opens_none_of_it(bench: Bench) -> None:
    """A card named by its id, from somebody else's phone: there is no such thing."""
    c = await country(bench, "en")
    stranger = Phone(bench, await bench.person("S", kind=K.REGIONAL_ORGANISATION, regions=("35",), language="en"), "en")
    await stranger.menu("Reports due")
    assert await bench.place(stranger.user) == MyDuties()
    assert (await bench.labels(stranger.user))[0].startswith("Back")
    await c.officer.menu("Reports due")
    label = next(one for one in await bench.labels(c.officer.user) if "map" in one)
    data = await bench.data(c.officer.user, label)
    await bench.press_data(stranger.user, data)
    assert await bench.place(stranger.user) == MyDuties()


async def test_an_observer_reads_and_marks_nothing(bench: Bench) -> None:
    """A1."""
    c = await country(bench, "en")
    eye = Phone(
        bench,
        await bench.person("E", organisation=c.officer.user.organisation, role=Role.OBSERVER, language="en"),
        "en",
    )
    await eye.menu("Reports due")
    await eye.tap_like("map")
    assert "Mark as sent" not in await bench.labels(eye.user)


async def test_the_colleague_who_comes_second_sees_it_sent_already(bench: Bench) -> None:
    """Attacks 26, 34: two officers, one report."""
    c = await country(bench, "en")
    for phone in (c.officer, c.head):
        await phone.menu("Reports due")
        await phone.tap_like("map")
    stale = await bench.data(c.head.user, "Mark as sent")
    await c.officer.press("duty.card", "Mark as sent")
    await bench.press_data(c.head.user, stale)
    assert (await c.head.look()).count("✓") >= 1
    assert await c.value("SELECT count(*) FROM audit WHERE act = 'duty.send'") == 1


async def test_figures_are_counted_from_the_data(bench: Bench) -> None:
    """What the region received in the quarter, and no other region's."""
    c = await country(bench, "en")
    await c.officer.menu("Reports due")
    shown = await c.officer.tap_like("Projects below")
    assert "– initiatives received: 0" in shown
    assert "– regional pool: 0" in shown
    assert "– meetings" not in shown, "an akimat holds no meetings abroad"
