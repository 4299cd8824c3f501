"""Passports as an akimat fills them, and projects that come of them, for tests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.storage.unit import Unit
from domain.company.ports import Companies
from domain.edition.model import Technology
from domain.initiative.ports import Initiatives
from domain.kit.bin import check_digit
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import CompanyId, InitiativeId, OrganisationId, ProjectId
from domain.kit.money import Money, Rate
from domain.passport.acts import submit
from domain.passport.facts import ContactPerson, Listing, Passport, Source, SourceKind
from domain.passport.ports import Projects
from domain.reference.model import RateSource
from domain.reference.ports import Figures, References


def numbered(eleven: str) -> str:
    """A БИН or ИИН with its right last figure."""
    last = check_digit(eleven)
    assert last is not None
    return f"{eleven}{last}"


BIN = numbered("00094000001")  # of September 2000: two zeros stand first (attack 84)
IIN = numbered("90011530012")


def money(amount: str | int, currency: str = "USD") -> Money:
    return Money(Decimal(amount), currency)


def passport(cost: Money | None = None, **changes: Any) -> Passport:
    """Of an energy project in Karaganda, of the national pool and outside the corridor, with all of п. 47. A new cost
    brings its own financing."""
    whole = cost or money(12_000_000)
    made = Passport(
        title="Wind <farm> & Co",
        description="200 MW in the steppe",
        aims="200 MW in 2029",
        bin=BIN,
        registered_on=date(2000, 9, 12),
        registration_confirmed=False,
        sector="D",
        goods=("2716", "8501"),
        region="35",
        other_regions=(),
        cost=whole,
        sources=(Source(SourceKind.OWN, whole),),
        contacts=(ContactPerson("Anna <Müller>", "CEO", "+77011234567"),),
        starts_on=date(2027, 1, 11),
        ends_on=date(2029, 12, 28),
        needs="Land",
        measures=("land",),
        jobs=120,
        technology=Technology.NOT_MANUFACTURING,
        listing=Listing.NONE,
        control="",
        contract="",
        contract_on=None,
        contract_until=None,
    )
    return replace(made, **changes)


def rate(on: date = date(2026, 11, 13), tenge: str = "500", currency: str = "USD", quant: int = 1) -> Rate:
    return Rate(currency, Decimal(tenge), quant, on, RateSource.NATIONAL_BANK)


async def put_rates(unit: Unit, desk: Desk, *rates: Rate) -> None:
    await unit.port(Figures).put_rates(rates or (rate(),), desk.actor.person, desk.now)


async def submitted(
    unit: Unit,
    desk: Desk,
    company: CompanyId,
    akimat: OrganisationId,
    said: Passport | None = None,
    initiative: InitiativeId | None = None,
) -> ProjectId:
    """A passport submitted by the desk's person."""
    return await submit(
        desk,
        unit.port(Companies),
        unit.port(Initiatives),
        unit.port(Projects),
        unit.port(Bodies),
        unit.port(References),
        company,
        initiative,
        akimat,
        said or passport(),
    )
