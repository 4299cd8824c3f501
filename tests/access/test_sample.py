"""The sample of `make run`: loaded twice it is the same, and what people changed stays (issue 2, item 1)."""

import pytest

from bot.platform.databases import connected
from bot.sample.figures import RATES, load_figures
from bot.sample.load import load
from bot.sample.people import INVITED_CODE, ORGANISATIONS, PEOPLE
from domain.access.rules import CODE, hash_code
from domain.edition.duties import Ower
from domain.kit.actor import OrganisationKind, Role

EXPECTED = {
    ("berlin", Role.HEAD): 1,
    ("berlin", Role.OFFICER): 1,
    ("berlin", Role.OBSERVER): 1,
    ("seoul", Role.HEAD): 1,
    ("seoul", Role.OFFICER): 1,
    ("authorised_body", Role.HEAD): 1,
    ("authorised_body", Role.OFFICER): 1,
    ("national_company", Role.HEAD): 1,
    ("national_company", Role.OFFICER): 1,
    ("karaganda", Role.HEAD): 1,
    ("karaganda", Role.OFFICER): 2,
    ("turkistan", Role.HEAD): 1,
    ("turkistan", Role.OFFICER): 2,
}


def test_everybody_the_issue_names() -> None:
    for (organisation, role), number in EXPECTED.items():
        found = [one for one in PEOPLE if (one.organisation, one.role) == (organisation, role)]
        assert len(found) == number, (organisation, role)
    kinds = {one.kind for one in ORGANISATIONS}
    assert {OrganisationKind.CHAMBER, OrganisationKind.INVESTOR, OrganisationKind.SYSTEM} <= kinds
    parts = {part for one in ORGANISATIONS for part in one.parts}
    assert parts == set(Ower), "somebody owes each duty of R12"
    assert sum(not one.signed_in for one in PEOPLE) == 1
    assert {one.language_code for one in PEOPLE} == {"ru", "kk", "en"}
    assert CODE.fullmatch(INVITED_CODE)


@pytest.mark.parametrize("what", ["telegram", "phone", "username", "key", "id"])
def test_nobody_is_doubled(what: str) -> None:
    assert len({getattr(one, what) for one in PEOPLE}) == len(PEOPLE)


async def test_loading_twice(database: str) -> None:
    await load(database)
    async with connected(database) as connection:
        signed_in = await connection.fetchval("SELECT count(*) FROM account")
        await connection.execute("UPDATE person SET state = 'blocked', name = 'Другое имя' WHERE id = $1", PEOPLE[1].id)
        await connection.execute("DELETE FROM account WHERE person_id = $1", PEOPLE[2].id)
    await load(database)
    async with connected(database) as connection:
        assert signed_in == sum(one.signed_in and one.organisation is not None for one in PEOPLE)
        assert await connection.fetchval("SELECT count(*) FROM account") == signed_in - 1
        assert await connection.fetchval("SELECT count(*) FROM organisation") == len(ORGANISATIONS)
        changed = await connection.fetchrow("SELECT state, name FROM person WHERE id = $1", PEOPLE[1].id)
        assert tuple(changed) == ("blocked", "Другое имя")
        stored = await connection.fetchrow("SELECT code_hash, state, expires_at > now() open FROM invitation")
        assert tuple(stored) == (hash_code(INVITED_CODE), "open", True)


async def test_t5_the_samples_rates_are_marked_as_invented_and_never_replace_a_real_one(database: str) -> None:
    async with connected(database) as connection:
        await connection.execute(
            "INSERT INTO rate (currency, on_date, tenge, quant, source) VALUES ('USD', '2026-01-05', 511, 1, 'entered')"
        )
        for _ in range(2):
            await load_figures(database)
        found = await connection.fetch("SELECT currency, source, count(*) AS n FROM rate GROUP BY 1, 2")
    assert {(row["currency"], row["source"], row["n"]) for row in found} == {
        ("USD", "entered", 1), *((code, "sample", 1) for code in RATES if code != "USD")
    }  # fmt: skip
