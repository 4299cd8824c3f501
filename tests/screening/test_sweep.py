"""Screening by itself: what is compared, what is found again, when a verdict stands, who is told (M1.2, N3)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from bot.jobs.screening import sweep
from bot.machine.jobs import Job, Tools
from bot.screening.compare import screen
from bot.screening.names import standing_names
from bot.screening.reading import read_into_staging
from bot.screening.taking import take_staged
from domain.company.acts import amend
from domain.company.ports import Companies
from domain.kit.ids import CompanyId
from domain.kyc.match import ALGORITHM_VERSION, THRESHOLD
from domain.kyc.ports import KycCases
from domain.screening.matches import likeness_from_json
from domain.screening.ports import MatchCards, MatchLists
from domain.screening.review import clear
from tests.acts.stage import Stage
from tests.screening import samples
from tests.town import cards


async def take(stage: Stage, folder: Path, content: bytes, name: str = "peps.csv") -> None:
    path = folder / name
    path.write_bytes(content)
    import_ = uuid4()
    await stage.sql(
        "INSERT INTO screening_import (id, made_at, files, state) VALUES ($1, $2, '[]', 'reading')",
        import_,
        stage.town.now,
    )
    read = await read_into_staging(stage.db, import_, [path])
    async with stage.db.unit() as unit:
        await take_staged(unit, import_, read, [name], stage.town.now, None, sure=True)


async def swept(stage: Stage) -> None:
    """The job that was ordered by itself, done."""
    number = await stage.sql("SELECT id FROM job WHERE kind = 'screening.sweep' ORDER BY id DESC LIMIT 1")
    tools = Tools(stage.db, cast(Any, None), cast(Any, None))
    finish = await sweep(Job(number, "screening.sweep", "", None, {}, 1), tools)
    async with stage.db.unit() as unit:
        await finish(unit)


async def matches(stage: Stage) -> Sequence[Any]:
    async with stage.db.unit() as unit:
        rows: list[Any] = await unit.raw.fetch("SELECT * FROM screening_match ORDER BY role, source, found_at")
    return rows


async def told(stage: Stage) -> list[tuple[UUID, Any]]:
    """What screening has told; that a case waits is told as well, by the act that opened it."""
    async with stage.db.unit() as unit:
        rows = await unit.raw.fetch(
            "SELECT person_id, notice FROM outbox WHERE notice->>'n' LIKE 'screening.%' ORDER BY id"
        )
    return [(row["person_id"], row["notice"]) for row in rows]


async def cleared(stage: Stage, match: UUID) -> None:
    await stage.do(
        "berlin.officer",
        lambda u, d: clear(d, u.port(Companies), u.port(KycCases), u.port(MatchCards), match, 1, "another date"),
    )


async def renamed(stage: Stage, company: CompanyId, seen: int, name: str, **changes: object) -> None:
    facts = cards.company(name, **changes)
    await stage.do("berlin.officer", lambda u, d: amend(d, u.port(Companies), company, seen, facts))


async def test_a_new_case_is_screened_with_everybody_behind_it(stage: Stage, tmp_path: Path) -> None:
    """The company, its parent, its owners, its contacts; every verdict's grounds are kept."""
    await take(stage, tmp_path, samples.SDN, "sdn.csv")
    company = await stage.company(name="Nordic Star Trading", parent="NORDIC STAR TRADING GmbH")
    await stage.contact(company)
    await stage.case(company)
    await swept(stage)
    found = await matches(stage)
    assert [one["role"] for one in found] == ["company", "owner", "parent"]
    for one in found:
        assert (one["algorithm"], one["threshold"]) == (ALGORITHM_VERSION, THRESHOLD)
        assert one["list"] and len(one["our_key"]) == len(one["their_key"]) == 32
        assert likeness_from_json(one["likeness"]).words  # the reasons are kept, to be said in any language
    async with stage.db.unit() as unit:
        done = await unit.port(MatchLists).screening(company, stage.town.organisations["berlin"])
    assert (done.under_way, done.lists, done.names) == (False, 1, 4)


async def test_a_number_alone_makes_a_match(stage: Stage, tmp_path: Path) -> None:
    await take(stage, tmp_path, samples.SDN, "sdn.csv")
    await stage.case(await stage.company(name="Quite another name", registration_number="77-88-99"))
    await swept(stage)
    assert "company" in [one["role"] for one in await matches(stage)]


async def test_only_the_author_is_told_and_only_once(stage: Stage, tmp_path: Path) -> None:
    """«2 new matches among your 212 companies», nobody else, no names."""
    await stage.case(await stage.company(name="Nordic Star Trading"))
    await stage.case(await stage.company(name="Alatau Wind"))
    await swept(stage)
    assert await matches(stage) == []
    await take(stage, tmp_path, samples.PLAIN_NEXT)
    await swept(stage)
    await swept(stage)
    ((person, notice),) = await told(stage)
    assert person == stage.town["berlin.officer"].person
    assert notice["d"] == {"matches": 3, "companies": 2}  # both companies have one owner by name


async def test_a_cleared_pair_stays_cleared_until_our_side_changes(stage: Stage, tmp_path: Path) -> None:
    await take(stage, tmp_path, samples.SDN, "sdn.csv")
    company = await stage.company(name="Nordic Star Trading")
    await stage.case(company, cards.kyc(owners=()))
    await swept(stage)
    (first,) = await matches(stage)
    await cleared(stage, first["id"])
    await renamed(stage, company, 1, "Nordic Star Trading", notes="nothing that is compared")
    await take(stage, tmp_path, samples.PLAIN)  # another list has nothing to do with the pair
    await swept(stage)
    (still,) = await matches(stage)
    assert (still["state"], still["standing"]) == ("cleared", True)
    await renamed(stage, company, 2, "Nordic Star Trading", short_name="NST", parent="", registration_number="A-778899")
    await swept(stage)
    old, new = sorted(await matches(stage), key=lambda one: bool(one["standing"]))
    assert (old["state"], old["standing"], new["state"], new["standing"]) == ("cleared", False, "open", True)


async def test_a_cleared_pair_stays_cleared_until_the_list_changes_it(stage: Stage, tmp_path: Path) -> None:
    await take(stage, tmp_path, b"id,name,country\n1,Nordic Star Trading,DE\n")
    await stage.case(await stage.company(name="Nordic Star Trading"), cards.kyc(owners=()))
    await swept(stage)
    (first,) = await matches(stage)
    await cleared(stage, first["id"])
    await take(stage, tmp_path, b"id,name,country\n1,Nordic Star Trading,DE\n2,Somebody New,DE\n")
    await swept(stage)
    assert [one["state"] for one in await matches(stage)] == ["cleared"]
    await take(
        stage, tmp_path, b"id,name,country,program\n1,Nordic Star Trading,DE,another regime\n2,Somebody New,DE,\n"
    )
    await swept(stage)
    assert {(one["state"], one["standing"]) for one in await matches(stage)} == {("cleared", False), ("open", True)}


async def test_who_goes_from_the_list_is_no_match_any_more(stage: Stage, tmp_path: Path) -> None:
    await take(stage, tmp_path, b"id,name\n1,Nordic Star Trading\n2,Somebody New\n")
    await stage.case(await stage.company(name="Nordic Star Trading"), cards.kyc(owners=()))
    await swept(stage)
    await take(stage, tmp_path, b"id,name\n2,Somebody New\n")
    await swept(stage)
    assert [one["standing"] for one in await matches(stage)] == [False]


async def test_a_change_orders_its_screening_in_the_same_transaction(stage: Stage) -> None:
    """Undone with the change itself; what is not compared orders nothing."""
    company = await stage.company()
    assert await stage.sql("SELECT count(*) FROM job") == 0  # not checked yet: nobody to screen for
    await stage.case(company)
    ordered = await stage.sql("SELECT count(*) FROM job")
    await stage.contact(company)
    assert await stage.sql("SELECT count(*) FROM job") == ordered + 1
    await renamed(stage, company, 1, cards.MONARCH, notes="a note")
    assert await stage.sql("SELECT count(*) FROM job") == ordered + 1
    with pytest.raises(ZeroDivisionError):
        async with stage.db.unit() as unit:
            await amend(stage.town.desk("berlin.officer"), unit.port(Companies), company, 2, cards.company("Other"))
            await unit.flush()
            raise ZeroDivisionError
    assert await stage.sql("SELECT asked FROM screening") == 2


async def test_the_names_are_loaded_once_for_a_version(stage: Stage, tmp_path: Path) -> None:
    await take(stage, tmp_path, samples.SDN, "sdn.csv")
    first = await standing_names(stage.db)
    assert await standing_names(stage.db) is first
    await take(stage, tmp_path, samples.UN, "un.xml")
    again = await standing_names(stage.db)
    assert again is not first
    assert set(again.versions) == {"ofac", "un"}


async def test_a_company_that_cannot_be_screened_keeps_nobody_waiting(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are screened and told of; the failure is raised, so that it is tried again."""
    await take(stage, tmp_path, samples.PLAIN_NEXT)
    bad = await stage.company(name="Cannot be compared")
    await stage.case(bad, cards.kyc(owners=()))
    await stage.case(await stage.company(name="Nordic Star Trading"), cards.kyc(owners=()))

    async def careful(database: Any, names: Any, wanted: Any) -> int:
        if wanted.company == bad:
            raise ZeroDivisionError
        return await screen(database, names, wanted)

    monkeypatch.setattr("bot.jobs.screening.screen", careful)
    with pytest.raises(ZeroDivisionError):
        await swept(stage)
    assert len(await told(stage)) == 1
    assert await stage.sql("SELECT count(*) FROM screening WHERE asked > done") == 1
    monkeypatch.undo()
    await swept(stage)
    assert await stage.sql("SELECT count(*) FROM screening WHERE asked > done") == 0
