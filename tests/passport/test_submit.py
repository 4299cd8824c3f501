"""A passport submitted: what is decided, by which figures, who is told, which clocks run (M2.1–M2.4; T4, T5, T7)."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.machine.finish import papers_form
from bot.storage.machine import write_papers
from bot.storage.unit import Database
from domain.classifier.goods import GoodsFault, WrongGoods
from domain.deadline.model import CloseDeadline, DeadlineState, OpenDeadline
from domain.edition.model import Technology
from domain.initiative.rules import CONSIDERATION
from domain.kit.actor import OrganisationKind
from domain.kit.bin import BinFault, WrongBin
from domain.kit.desk import Desk
from domain.kit.ids import ProjectId
from domain.kit.money import NoRate, tenge
from domain.kit.mrp import NoMrp
from domain.kit.refused import Refused
from domain.passport.facts import ContactPerson, Listing, Passport, Source, SourceKind, restored, stored
from domain.passport.model import Project
from domain.passport.notices import HandedToTaskForce, ProjectAssigned, ProjectSubmitted
from domain.passport.ports import ProjectFilter, ProjectLists, Projects
from domain.passport.rules import (
    ROADMAP_DUE,
    AnotherAkimat,
    FinancingCurrency,
    FinancingDiffers,
    Lack,
    PassportLacks,
    PassportThere,
    RegistrationDiffers,
)
from domain.reference.ports import Figures
from tests.acts.cases_passport import a_company_of_the_holding, a_company_of_the_region, an_initiative_in_work
from tests.acts.every import ports
from tests.acts.stage import MORE, Stage
from tests.town.passports import BIN, IIN, money, numbered, passport, put_rates, rate, submitted
from tests.town.people import build, settle_in

OFFICER = "karaganda.officer"


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build(MORE)
    await settle_in(town, database)
    db = Database(database, ports(), size=2)
    yield Stage(town, db)
    await db.close()


async def submit(
    stage: Stage, said: Passport | None = None, *, by: str = OFFICER, made: Any = None
) -> tuple[Project, Desk]:
    """A passport submitted and committed; what it left on the desk."""
    subject = made or await a_company_of_the_region(stage)
    desk = stage.town.desk(by)
    async with stage.db.unit() as unit:
        project = await submitted(unit, desk, subject["company"], subject["akimat"], said, subject["initiative"])
    return await read(stage, project), desk


async def read(stage: Stage, project: ProjectId) -> Project:
    async with stage.db.unit(readonly=True) as unit:
        found = await unit.port(Projects).get(project)
    assert found is not None
    return found


async def refused(stage: Stage, said: Passport, refusal: Refused) -> None:
    subject = await a_company_of_the_region(stage)
    with pytest.raises(type(refusal)) as caught:
        await submit(stage, said, made=subject)
    assert caught.value == refusal
    assert await stage.sql("SELECT count(*) FROM project") == 0


# Pools by МРП and rate


@pytest.mark.parametrize(
    ("cost", "pool"),
    [
        (tenge(Decimal("648749999.99")), "regional"),  # a tiyn below 150 000 × 4 325
        (tenge(149_999 * 4_325), "regional"),
        (tenge(150_000 * 4_325), "national"),
        (tenge(150_001 * 4_325), "national"),
    ],
)
async def test_m2_2_the_pool_by_the_index_of_the_year(stage: Stage, cost: Any, pool: str) -> None:
    """п. 25, 28: from 150 000 МРП; the roadmap's clock is the national pool's (M2.2. Decided)."""
    project, desk = await submit(stage, passport(cost))
    assert project.pool == pool
    assert project.pool_decision["mrp"] == {"year": 2026, "value": 4325}
    assert (project.pool_decision["edition"], project.pool_decision["on"]) == ("2024-12-31", "2026-11-16")
    opened = [one for one in desk.deadline_changes if isinstance(one, OpenDeadline)]
    assert [one.kind for one in opened] == ([ROADMAP_DUE] if pool == "national" else [])
    assert bool(project.score) == (pool == "national")


async def test_t5_the_rate_of_the_day_decides_and_is_kept(stage: Stage) -> None:
    """1 297 500 dollars are 150 000 МРП at 500 tenge, and below it at 499,99; no rate that day: the last before it."""
    subject = await a_company_of_the_region(stage)
    async with stage.db.unit() as unit:
        desk = stage.town.desk(OFFICER)
        await put_rates(unit, desk, rate(), rate(date(2026, 11, 17), "499.99"), rate(date(2026, 11, 19), "600"))
    said = passport(money(1_297_500))
    first, _ = await submit(stage, said, made=subject)
    assert first.pool == "national"
    (used,) = first.pool_decision["cost"]["rates"]
    assert Decimal(used["tenge"]) == 500
    assert {**used, "tenge": ""} == {
        "currency": "USD", "tenge": "", "quant": 1, "on": "2026-11-13", "source": "national_bank"
    }  # fmt: skip
    stage.town.later(days=2)  # the 18th: the rate of the 17th
    second, _ = await submit(stage, said, made=subject)
    assert second.pool == "regional"
    assert second.pool_decision["cost"]["rates"][0]["on"] == "2026-11-17"
    stage.town.later(days=1)
    third, _ = await submit(stage, said, made=subject)
    assert third.pool == "national"
    assert [one.number for one in (first, second, third)] == [f"П-2026-00000{n}" for n in (1, 2, 3)]


async def test_t4_a_new_year_takes_its_own_index_and_is_refused_without_one(stage: Stage) -> None:
    """Never guessed: the passport stays unsubmitted; entered, it decides by the new value; numbers begin anew."""
    subject = await a_company_of_the_region(stage)
    said = passport(tenge(150_000 * 4_325))
    old, _ = await submit(stage, said, made=subject)
    stage.town.now = datetime(2026, 12, 31, 19, 0, tzinfo=UTC)  # midnight in Almaty: 1 January 2027
    with pytest.raises(NoMrp) as caught:
        await submit(stage, said, made=subject)
    assert caught.value.year == 2027
    async with stage.db.unit() as unit:
        figures = unit.port(Figures)
        await figures.put_mrp(2027, 4_700, stage.town["system.head"].person, stage.town.now)
    new, _ = await submit(stage, said, made=subject)
    assert (new.number, new.pool) == ("П-2027-000001", "regional")
    assert new.pool_decision["mrp"] == {"year": 2027, "value": 4700}
    assert (await read(stage, old.id)).pool == "national"  # what was decided stays (T7)


async def test_t5_without_any_rate_it_is_asked_for(stage: Stage) -> None:
    company = await stage.company(OFFICER, sector="D")
    subject = {"company": company, "akimat": stage.town.organisations["karaganda"], "initiative": None}
    with pytest.raises(NoRate) as caught:
        await submit(stage, passport(money(12_000_000, "EUR")), made=subject)
    assert caught.value.currency == "EUR"
    project, _ = await submit(stage, passport(tenge(1_000_000)), made=subject)  # the regional pool needs no dollars
    assert (project.pool, project.corridor, project.score) == ("regional", False, {})


async def test_p28_a_contract_at_any_cost(stage: Stage) -> None:
    said = passport(tenge(1_000_000), contract="№ 7-К", contract_on=date(2026, 1, 1))
    await stage.do(OFFICER, put_rates)
    project, _ = await submit(stage, said)
    assert (project.pool, project.pool_decision["reason"]) == ("national", "contract")


# The corridor and Task Force


@pytest.mark.parametrize(
    ("cost", "jobs", "technology", "listing", "total"),
    [
        ("9999999.99", 299, Technology.HIGH, Listing.NONE, "0.975"),
        ("10000000", 300, Technology.HIGH, Listing.NONE, "1.3"),  # in floats 1.2999… (the facts)
        ("14999999.99", 299, Technology.HIGH, Listing.NONE, "1.225"),
        ("15000000", 499, Technology.MIDDLE, Listing.NONE, "1.25"),
        ("15000000", 500, Technology.MIDDLE, Listing.NONE, "1.4"),
        ("29999999.99", 0, Technology.NOT_LISTED, Listing.NONE, "0.8"),
        ("30000000", 1, Technology.NOT_LISTED, Listing.ITSELF, "1.725"),
        ("10000000", 300, Technology.NOT_LISTED, Listing.PARENT, "1.3"),
    ],
)
async def test_m2_3_the_corridor_with_every_partial_score(
    stage: Stage, cost: str, jobs: int, technology: Technology, listing: Listing, total: str
) -> None:
    said = passport(
        money(cost), sector="C", jobs=jobs, technology=technology, listing=listing, control="Siemens AG, 75 %"
    )
    project, _ = await submit(stage, said)
    assert Decimal(project.score["total"]) == Decimal(total)
    assert project.corridor == (Decimal(total) >= Decimal("1.3"))
    parts = {part["criterion"]: part for part in project.score["parts"]}
    assert set(parts) == {"investment", "global_list", "technology", "jobs"}
    assert project.score["investment"]["result"] == [cost, "USD"]
    assert (project.facts["control"] == "") == (listing is not Listing.PARENT)


async def test_m2_4_task_force_from_7_500_000_mrp_in_the_corridor(stage: Stage) -> None:
    """п. 31: 7 500 000 × 4 325 tenge; NC's people go on with it."""
    for amount, handed in ((7_500_000 * 4_325, True), (7_500_000 * 4_325 - 1, False)):
        said = passport(tenge(amount), sector="C", jobs=500, technology=Technology.HIGH)
        project, desk = await submit(stage, said)
        assert (project.corridor, project.task_force) == (True, handed)
        told = {one.to.kind: type(one.notice) for one in desk.posted}
        assert told[OrganisationKind.AUTHORISED_BODY] is ProjectSubmitted
        assert told[OrganisationKind.NATIONAL_COMPANY] is (HandedToTaskForce if handed else ProjectSubmitted)
    said = passport(tenge(7_500_000 * 4_325), jobs=10)  # outside the corridor at any cost
    project, _ = await submit(stage, said)
    assert (project.pool, project.corridor, project.task_force) == ("national", False, False)


# What a passport must hold


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"bin": "000940000012"}, WrongBin(BinFault.CHECK_DIGIT)),
        ({"bin": "00094000001"}, WrongBin(BinFault.LENGTH, 11)),
        ({"bin": ""}, WrongBin(BinFault.NOT_DIGITS)),
        ({"bin": "٠٠٠٩٤٠٠٠٠٠١١"}, WrongBin(BinFault.NOT_DIGITS)),  # Arabic figures (65)
        ({"registered_on": date(2000, 10, 1)}, RegistrationDiffers(date(2000, 9, 1))),
        ({"registered_on": date(2026, 11, 17), "bin": IIN}, PassportLacks(Lack.FUTURE)),
        ({"goods": ()}, PassportLacks(Lack.GOODS)),
        ({"goods": ("2716", "7700")}, WrongGoods(GoodsFault.CHAPTER)),
        ({"goods": ("271",)}, WrongGoods(GoodsFault.LENGTH)),
        ({"ends_on": date(2027, 1, 10)}, PassportLacks(Lack.DATES)),
        ({"contacts": (ContactPerson("Anna"),)}, PassportLacks(Lack.CONTACT)),
        ({"listing": Listing.PARENT}, PassportLacks(Lack.CONTROL)),
        ({"contract": "7"}, PassportLacks(Lack.CONTRACT)),
        ({"contract_on": date(2026, 1, 1)}, PassportLacks(Lack.CONTRACT)),
        (
            {"contract": "7", "contract_on": date(2026, 1, 2), "contract_until": date(2026, 1, 1)},
            PassportLacks(Lack.CONTRACT_TERM),
        ),
        ({"title": " \u3000"}, PassportLacks(Lack.TEXT)),  # only spaces (64)
        ({"other_regions": ("99",)}, PassportLacks(Lack.REGION)),
        ({"measures": ("gold",)}, PassportLacks(Lack.MEASURES)),
        (
            {"sources": (Source(SourceKind.OWN, money(11_999_999)),)},
            FinancingDiffers(money(12_000_000), money(11_999_999)),
        ),
        ({"sources": ()}, FinancingDiffers(money(12_000_000), money(0))),
        ({"sources": (Source(SourceKind.OWN, money(12_000_000, "EUR")),)}, FinancingCurrency("USD")),
        (
            {"sources": (Source(SourceKind.OWN, money(13_000_000)), Source(SourceKind.LOAN, money(-1_000_000)))},
            PassportLacks(Lack.COST),
        ),
    ],
)  # fmt: skip
async def test_m2_1_what_is_missing_is_named(stage: Stage, changes: dict[str, Any], refusal: Refused) -> None:
    await refused(stage, passport(**changes), refusal)


async def test_m2_1_sources_add_up_exactly(stage: Stage) -> None:
    """Thirds of a sum are no sum; hundredths count."""
    thirds = tuple(Source(SourceKind.OWN, money("4000000.03")) for _ in range(3))
    project, _ = await submit(stage, passport(money("12000000.09"), sources=thirds))
    assert project.cost == money("12000000.09")


async def test_attack_84_leading_zeros_of_the_bin_stay(stage: Stage) -> None:
    assert BIN.startswith("000")
    spaced = f"{BIN[:4]} {BIN[4:8]}-{BIN[8:]}"
    project, _ = await submit(stage, passport(bin=spaced))
    assert project.bin == BIN
    async with stage.db.unit(readonly=True) as unit:
        found = await unit.port(ProjectLists).find(stage.town["nc.head"], BIN, 5)
    assert [line.id for line in found] == [project.id]


async def test_p46_a_person_gives_the_iin_and_a_re_registration_is_confirmed(stage: Stage) -> None:
    project, _ = await submit(stage, passport(bin=IIN, registered_on=date(2020, 2, 29)))
    assert project.bin == IIN
    said = passport(registered_on=date(2010, 1, 1), registration_confirmed=True)
    project, _ = await submit(stage, said)
    assert project.facts["registration_confirmed"] is True


async def test_what_does_not_stand_for_the_sector_is_left_out(stage: Stage) -> None:
    """Services have no commodity position; outside manufacturing there is no class of technology (прил. 1)."""
    said = passport(sector="I", goods=("7304",), technology=Technology.HIGH, other_regions=("61", "35", "61"))
    project, _ = await submit(stage, said)
    assert (project.facts["goods"], project.facts["technology"]) == ([], "not_manufacturing")
    assert project.other_regions == ["61"]


async def test_the_passport_is_kept_as_it_was_said() -> None:
    said = passport(
        contract="№ 7", contract_on=date(2026, 1, 1), contract_until=date(2030, 1, 1), other_regions=("61",),
        sources=(Source(SourceKind.LOAN, money("12000000.0001"), "БРК", "10 лет"),), cost=money("12000000.0001"),
    )  # fmt: skip
    assert restored(stored(said)) == said


# Who it concerns


async def test_p42_an_initiative_becomes_a_project(stage: Stage) -> None:
    """п. 42.1, 48: its clock is met, the mission is told and sees what became of it; only once."""
    subject = await an_initiative_in_work(stage)
    project, desk = await submit(stage, made=subject)
    assert project.initiative == subject["initiative"]
    assert project.official == stage.town[OFFICER].person
    assert project.parties == [stage.town.organisations["berlin"]]
    changes = {(one.kind, type(one)) for one in desk.deadline_changes}
    assert (CONSIDERATION, CloseDeadline) in changes and (ROADMAP_DUE, OpenDeadline) in changes
    met = next(o for o in desk.deadline_changes if isinstance(o, CloseDeadline) and o.kind == CONSIDERATION)
    assert met.state is DeadlineState.MET
    clock = next(one for one in desk.deadline_changes if isinstance(one, OpenDeadline))
    assert clock.person == project.official
    people = {one for posted in desk.posted for one in posted.to.people}
    assert stage.town["berlin.officer"].person in people
    async with stage.db.unit(readonly=True) as unit:
        lists = unit.port(ProjectLists)
        seen, _ = await lists.page(stage.town["berlin.head"], ProjectFilter(), 0, 8)
        hidden, _ = await lists.page(stage.town["nc_germany.head"], ProjectFilter(), 0, 8)
    assert [line.id for line in seen] == [project.id] and not hidden
    with pytest.raises(PassportThere) as caught:
        await submit(stage, made=subject)
    assert caught.value.number == project.number


async def test_p48_another_body_names_the_akimat(stage: Stage) -> None:
    """The holding's project: the akimat of the region is told, has no official yet, and sees company and project."""
    subject = await a_company_of_the_holding(stage)
    project, desk = await submit(stage, by="holding.officer", made=subject)
    assert (project.official, project.akimat) == (None, stage.town.organisations["karaganda"])
    assert [one.to.organisation for one in desk.posted if isinstance(one.notice, ProjectAssigned)] == [project.akimat]
    assert await stage.sql("SELECT regions FROM company WHERE id = $1", subject["company"]) == ["35"]
    with pytest.raises(AnotherAkimat):
        wrong = {**subject, "akimat": stage.town.organisations["turkistan"]}
        await submit(stage, by="holding.officer", made=wrong)
    with pytest.raises(AnotherAkimat):
        wrong = {**subject, "akimat": stage.town.organisations["nc"]}
        await submit(stage, by="holding.officer", made=wrong)


async def test_t2_the_clock_rolls_to_a_working_day(stage: Stage) -> None:
    """Thirty days from Monday the 16th end on Wednesday the 16th of December, a holiday: the next working day."""
    project, desk = await submit(stage)
    clock = next(one for one in desk.deadline_changes if isinstance(one, OpenDeadline))
    assert clock.nominal == date(2026, 12, 16)
    assert clock.due == date(2026, 12, 17)
    async with stage.db.unit() as unit:
        await write_papers(unit.raw, papers_form(desk, key="t", who=desk.actor, legal_at=desk.now.isoformat()))
    async with stage.db.unit(readonly=True) as unit:
        lists = unit.port(ProjectLists)
        assert await lists.due(stage.town["nc.head"], project.id, ROADMAP_DUE) == clock.due
        assert await lists.waiting(stage.town[OFFICER]) == 1
        assert await lists.waiting(stage.town["karaganda.head"]) == 0  # the officer's own
        assert await lists.waiting(stage.town["karaganda.observer"]) == 0


def test_numbers_of_companies_are_what_they_say() -> None:
    assert numbered("00094000001") == BIN and len(IIN) == 12
