"""Every act by everybody (A2; attacks 29, 34–36, 39–41, 43–46): the whole matrix, generated from the registry.

Each case names its clause and who may. Each of the others is refused, and by then nothing has been changed: the rows
written to any table are counted inside the transaction, before anything is rolled back.
"""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from bot.storage.unit import Database, Unit
from domain.company.ports import Companies
from domain.kit.act import ACTS
from domain.kit.actor import OrganisationKind
from domain.kit.desk import Desk
from domain.kit.refused import ChangedMeanwhile, NotFound, Refused
from domain.kyc.model import KycState
from domain.kyc.rules import SecondPersonNeeded
from tests.acts import cases_cards, cases_path
from tests.acts.case import PEOPLE, Case, Subject
from tests.acts.every import CASES, EACH, ids, ports
from tests.acts.stage import MORE, Stage
from tests.town.people import build, settle_in


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build(MORE)
    await settle_in(town, database)
    db = Database(database, ports(), size=2)
    yield Stage(town, db)
    await db.close()


class Undone(Exception):
    """Rolls a transaction back."""


def test_every_act_has_a_case() -> None:
    """An act that nobody may be refused is an act nobody has thought about."""
    ours = {name for name, one in ACTS.items() if one.__module__.startswith("domain.")}
    assert ours - CASES.keys() == set(), "acts without a case"
    assert CASES.keys() - ours == set(), "cases of acts that are gone"


def test_every_kind_of_organisation_stands_in_the_matrix() -> None:
    assert {actor.kind for actor in build(MORE).actors.values()} == set(OrganisationKind)


def test_a_case_names_its_clause_and_nobody_who_is_not_there() -> None:
    for cases in CASES.values():
        for case in cases:
            assert case.clause
            assert case.may and case.may <= case.knows <= set(PEOPLE)


async def snapshot(unit: Unit) -> dict[str, str]:
    """A fingerprint of every table, the audit aside, as this transaction sees it."""
    await unit.flush()
    tables = [
        row["table_name"]
        for row in await unit.raw.fetch(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'audit%' ORDER BY 1"
        )
        if await unit.raw.fetchval("SELECT has_table_privilege($1, 'SELECT')", row["table_name"])
    ]
    each = " UNION ALL ".join(
        f"SELECT '{one}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS print FROM {one} t"
        for one in tables
    )
    return {row["name"]: row["print"] for row in await unit.raw.fetch(each)}


_TOUCHED = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del AS rows FROM pg_stat_xact_user_tables
WHERE schemaname = 'public' AND relname NOT LIKE 'audit%' AND n_tup_ins + n_tup_upd + n_tup_del > 0
"""


async def touched(unit: Unit) -> dict[str, int]:
    """Rows written so far by table, as the server counts them for this session: what counts is the difference between
    two looks within a transaction, and it costs no reading of tables."""
    await unit.flush()
    return {row["relname"]: row["rows"] for row in await unit.raw.fetch(_TOUCHED)}


async def seen(stage: Stage, case: Case, subject: Subject) -> int:
    """The version a person sees who looks now."""
    if not case.version:
        return 0
    found: int = await stage.sql(f"SELECT version FROM {case.version} WHERE id = $1", subject[case.version])
    return found


def left_nothing(desk: Desk) -> bool:
    return (desk.entries, desk.posted, desk.settled, desk.deadline_changes) == ([], [], [], [])


async def attempt(stage: Stage, case: Case, who: str, subject: Subject, version: int) -> str:
    """How the act ends for this person: «done», «nothing» or the refusal's name. Undone in any case."""
    desk = stage.town.desk(who)
    try:
        async with stage.db.unit() as unit:
            before = await touched(unit)
            try:
                await case.run(unit, desk, subject, version)
                ended = "nothing" if left_nothing(desk) and await touched(unit) == before else "done"
            except Refused as refusal:
                ended = type(refusal).__name__
                after = await touched(unit)
                changed = {name for name in after if after[name] != before.get(name)}
                assert not changed, f"{who} was refused, and by then {changed} had changed"
                assert left_nothing(desk), f"{who} was refused and left papers"
            raise Undone
    except Undone:
        return ended


@pytest.mark.parametrize(("name", "case"), EACH, ids=ids)
async def test_attacks_39_to_46_everybody_tries(stage: Stage, name: str, case: Case) -> None:
    """Who may does it and it is recorded (A4); who may not is refused; who may not even know is told «not found»."""
    subject = await case.prepare(stage)
    version = await seen(stage, case, subject)
    wrong = []
    for who in PEOPLE:
        ended = await attempt(stage, case, who, subject, version)
        if who in case.may:
            good = ended == "done"
        elif who in case.silent:
            good = ended == "nothing"
        elif who in case.knows:
            good = ended not in ("done", "nothing")
        else:
            good = ended == "NotFound"
        if not good:
            wrong.append(f"{who}: {ended}")
    assert not wrong, f"{name} ({case.clause})"


@pytest.mark.parametrize(("name", "case"), EACH, ids=ids)
async def test_who_may_leaves_an_entry_in_the_audit(stage: Stage, name: str, case: Case) -> None:
    """A4; and a second time is a refusal where the question is answered (34, 36, 38)."""
    subject = await case.prepare(stage)
    version = await seen(stage, case, subject)
    who = min(case.may)
    desk = stage.town.desk(who)
    async with stage.db.unit() as unit:
        await case.run(unit, desk, subject, version)
    assert (case.audit or name) in {entry.act for entry in desk.entries}
    if case.once:
        again = stage.town.desk(who)
        with pytest.raises(Refused):
            async with stage.db.unit() as unit:
                await case.run(unit, again, subject, await seen(stage, case, subject))
        assert left_nothing(again)
    if case.version:
        with pytest.raises(Refused):  # a double press carries the version that was seen
            async with stage.db.unit() as unit:
                await case.run(unit, stage.town.desk(who), subject, version)


@pytest.mark.parametrize(("name", "case"), [one for one in EACH if one[1].of], ids=ids)
async def test_what_is_gone_is_not_found(stage: Stage, name: str, case: Case) -> None:
    subject = await case.prepare(stage)
    for who in sorted(case.may):
        with pytest.raises(NotFound):
            async with stage.db.unit() as unit:
                await case.run(unit, stage.town.desk(who), {**subject, case.of: uuid4()}, 1)


@pytest.mark.parametrize(("name", "case"), [one for one in EACH if one[1].version], ids=ids)
async def test_attack_29_a_stale_version_changes_nothing(stage: Stage, name: str, case: Case) -> None:
    """Who may is told that it changed meanwhile; who may not know learns nothing from the version either (A2)."""
    subject = await case.prepare(stage)
    version = await seen(stage, case, subject)
    for stale in (version - 1, version + 1):
        for who in PEOPLE:
            ended = await attempt(stage, case, who, subject, stale)
            assert ended != "done", who
            if who in case.may:
                assert ended == ChangedMeanwhile.__name__, who
            elif who not in case.knows:
                assert ended == NotFound.__name__, who


async def test_attack_44_nobody_decides_on_what_they_asked_for(stage: Stage) -> None:
    """M1.2: not the author, and not who answered the remarks either; then the author may."""
    subject = await cases_path.a_returned_case(stage)
    answer = CASES["kyc.resubmit"][0].run
    await stage.do("berlin.head", lambda u, d: answer(u, d, subject, 2))
    run = cases_path.decide(KycState.APPROVED)
    with pytest.raises(SecondPersonNeeded):
        await stage.do("berlin.head", lambda u, d: run(u, d, subject, 3))
    await stage.do("berlin.officer", lambda u, d: run(u, d, subject, 3))


async def test_the_matrix_notices_what_was_changed_before_a_refusal(stage: Stage) -> None:
    """The comparison itself can fail: an act that changes first and asks afterwards is caught."""
    subject = await cases_cards.a_company(stage)

    async def careless(unit: Unit, desk: Desk, what: Subject, version: int) -> None:
        found = await unit.port(Companies).lock(what["company"])
        assert found is not None
        found.notes = "changed"
        raise NotFound

    case = Case(clause="none", may=frozenset(), prepare=cases_cards.a_company, run=careless)
    with pytest.raises(AssertionError, match="company"):
        await attempt(stage, case, "seoul.head", subject, 1)
