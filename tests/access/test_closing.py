"""An organisation is closed and opened again (A1): who cannot come in any more, what ends, who is told."""

from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID

import pytest

from bot.storage.bodies import BodyRows
from bot.wiring import wiring
from domain.access.pin import hash_pin
from domain.kit.actor import OrganisationKind as K
from domain.kit.actor import Role
from domain.kit.ids import OrganisationId
from domain.passport.acts import check_akimat
from domain.passport.rules import AnotherAkimat
from tests.duty.conftest import Phone, country
from tests.machine.support import Bench, bench_on

PIN = "4071"


@pytest.fixture
async def bench(database: str) -> AsyncIterator[Bench]:
    served = wiring()
    async with bench_on(
        database, served.rooms, home=served.home, door=served.door, pin=served.pin, ports=served.ports
    ) as made:
        yield made


async def administrator(bench: Bench, language: str) -> Phone:
    user = await bench.person("Админ", kind=K.SYSTEM, role=Role.HEAD, language=language)
    async with bench.database.unit() as unit:
        await unit.raw.execute("UPDATE person SET pin_hash = $2 WHERE id = $1", user.person, hash_pin(PIN))
    return Phone(bench, user, language)


async def close(admin: Phone, name: str) -> None:
    await admin.type("/menu")
    await admin.press("access.menu", "Organisations")
    await admin.tap_like(name)
    await admin.press("access.organisation", "Close")
    await admin.press("access.organisation", "Close")


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_a1_nobody_of_it_comes_in_its_reports_end_and_the_authorised_body_is_told(
    bench: Bench, language: str
) -> None:
    admin = await administrator(bench, language)
    c = await country(bench, language)
    assert await c.value(
        "SELECT count(*) FROM duty WHERE organisation = $1 AND state = 'open'", c.officer.user.organisation
    )
    await bench.message(c.officer.user, "/menu")
    async with bench.database.unit() as unit:
        await unit.raw.execute(
            """INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, due, nominal,
                instant, opened_at)
            VALUES ('initiative.consideration', 'п. 42', true, 'x', gen_random_uuid(), $1, '2027-02-01',
                '2027-02-01', '2027-02-02', now())""",
            c.officer.user.organisation,
        )
    await close(admin, "Акимат")
    assert await c.value("SELECT active FROM organisation WHERE id = $1", c.officer.user.organisation), "no PIN yet"
    done = await admin.type(PIN)
    assert admin.label("access.organisation", "Closed: its people cannot come in") in done
    await c.pass_to(date(2027, 1, 4))
    state = "SELECT string_agg(DISTINCT state, ' ') FROM duty WHERE organisation = $1"
    assert await c.value(state, c.officer.user.organisation) == "cancelled"
    told = await c.uo.notice()
    assert "Акимат &lt;А&gt; &amp; Ко" in told and "1 " in told
    await bench.press_notice(c.uo.user, c.uo.label("access.closed", "Its deadlines"))
    assert "Акимат &lt;А&gt; &amp; Ко" in await c.uo.look(), "its name stays in what it has begun"
    before = await bench.row("SELECT count(*) FROM audit WHERE person_id = $1", c.officer.user.person)
    await bench.message(c.officer.user, "/menu")
    assert c.officer.label("menu", "Reports due") not in " ".join(await bench.labels(c.officer.user))
    assert await bench.row("SELECT count(*) FROM audit WHERE person_id = $1", c.officer.user.person) == before
    await admin.press("access.organisation", "Open again")
    await bench.message(c.officer.user, "/menu")
    assert any(c.officer.label("menu", "Reports due") in one for one in await bench.labels(c.officer.user))


async def test_a1_the_only_authorised_body_stays(bench: Bench) -> None:
    admin = await administrator(bench, "en")
    c = await country(bench, "en")
    name = await c.value("SELECT name_en FROM organisation WHERE id = $1", c.uo.user.organisation)
    await close(admin, name)
    assert admin.label("access.refused", "There is no other such body. Enter its successor first.") in (
        await admin.type(PIN)
    )
    assert await c.value("SELECT active FROM organisation WHERE id = $1", c.uo.user.organisation)


async def test_48_a_closed_akimat_answers_for_no_region_and_is_offered_nowhere(bench: Bench) -> None:
    c = await country(bench, "en")
    akimat = OrganisationId(c.officer.user.organisation or UUID(int=0))
    async with bench.database.unit() as unit:
        await unit.raw.execute("UPDATE organisation SET active = false WHERE id = $1", akimat)
    async with bench.database.unit() as unit:
        bodies = BodyRows(unit)
        assert await bodies.of_kind(K.AKIMAT) == []
        found = await bodies.get(akimat)
    assert found is not None and found.names["en"] and not found.active
    with pytest.raises(AnotherAkimat):
        async with bench.database.unit() as unit:
            await check_akimat(BodyRows(unit), akimat, "35")
