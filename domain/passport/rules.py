"""Who submits a passport, what it must hold, and the roadmap's clock that it starts (M2.1, M2.2; п. 23, 29, 45–48)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.access.scope import in_scope
from domain.classifier.goods import goods_code
from domain.classifier.measures import MEASURES
from domain.classifier.regions import REGIONS
from domain.classifier.sectors import SECTORS, Sector, section_of
from domain.company.rules import INITIATING as INITIATING
from domain.deadline.model import deadline_kind
from domain.edition.model import Technology
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.bin import parse_business_number, registration_agrees
from domain.kit.ids import ProjectId
from domain.kit.money import Money
from domain.kit.refused import NotPermitted, Refused
from domain.passport.facts import Listing, Passport

ROADMAP_DUE = deadline_kind("roadmap.submit", "п. 48")
"""The responsible MIO forms the roadmap and first sends it to NC within 30 c.d. of being named (M2.5); a statutory
period of the national pool only (M2.2, Decided)."""

MANUFACTURING = Sector("C")
GOODS_SECTIONS = frozenset("ABCD")
"""Sectors whose projects make goods, electricity among them; services have no commodity position (Decided)."""

FREE = frozenset({"title", "description", "aims", "contacts", "needs"})
"""What may be amended without the authorised body even after the roadmap's approval: neither the volume nor the terms
of the project (п. 54, 57, 62. Decided)."""


def may_initiate(actor: Actor) -> bool:
    """Whether the actor's body makes passports, and the actor writes there."""
    return actor.kind in INITIATING and actor.writes


@dataclass(unsafe_hash=True)
class FinancingDiffers(Refused):
    """The sources do not add up to the cost (п. 47.7, M2.1)."""

    cost: Money
    given: Money
    clause: ClassVar[str] = "п. 47"


@dataclass(unsafe_hash=True)
class FinancingCurrency(Refused):
    """A source is named in another currency than the cost, so that nothing can be added up."""

    currency: str
    clause: ClassVar[str] = "п. 47"


@dataclass(unsafe_hash=True)
class RegistrationDiffers(Refused):
    """The date of registration does not fall in the month the БИН names, and nobody has confirmed it (M2.1)."""

    month: date
    clause: ClassVar[str] = "M2.1"


class Lack:
    """What a passport can lack beside its required answers, by a stable name."""

    CONTACT = "contact"  # neither telephone nor mail
    GOODS = "goods"
    CONTROL = "control"  # how the parent's control is shown
    CONTRACT = "contract"  # the date of the investment contract
    DATES = "dates"  # the end comes before the beginning
    FUTURE = "future"  # registered on a day that has not come
    COST = "cost"  # not above zero
    CONTRACT_TERM = "contract_term"  # ends before it was made
    REGION = "region"
    SECTOR = "sector"
    MEASURES = "measures"
    TEXT = "text"


@dataclass(unsafe_hash=True)
class PassportLacks(Refused):
    """The passport is not complete, or two answers contradict each other."""

    what: str
    clause: ClassVar[str] = "п. 47"


@dataclass(unsafe_hash=True)
class AnotherAkimat(Refused):
    """The MIO named does not answer for the region, or may not be named any more (п. 48)."""

    clause: ClassVar[str] = "п. 48"


@dataclass(unsafe_hash=True)
class PassportThere(Refused):
    """The initiative has become a project already."""

    project: ProjectId
    number: str
    clause: ClassVar[str] = "п. 42"


@dataclass(unsafe_hash=True)
class NothingChanged(Refused):
    """The passport is as it was."""


@dataclass(unsafe_hash=True)
class ChangeWaits(Refused):
    """The authorised body has not yet decided on the change before (п. 57)."""

    clause: ClassVar[str] = "п. 57"


def makes_goods(sector: str) -> bool:
    """Whether a project of the sector names goods (п. 47.4)."""
    return sector in SECTORS and section_of(Sector(sector)) in GOODS_SECTIONS


def manufactures(sector: str) -> bool:
    return sector in SECTORS and section_of(Sector(sector)) == MANUFACTURING


def technology_of(sector: str, said: Technology) -> Technology:
    """The class of прил. 1: only manufacturing has one by the list of goods, and outside the list it is the lowest."""
    if not manufactures(sector):
        return Technology.NOT_MANUFACTURING
    return Technology.NOT_LISTED if said is Technology.NOT_MANUFACTURING else said


def checked(passport: Passport, today: date) -> Passport:
    """The passport as it is kept, once everything in it holds (M2.1). Raises the refusals above, WrongBin, WrongGoods
    and PassportLacks."""
    _check_texts(passport)
    number = parse_business_number(passport.bin)
    goods = tuple(dict.fromkeys(goods_code(code) for code in passport.goods))
    whole = replace(
        passport,
        bin=number.digits,
        goods=goods if makes_goods(passport.sector) else (),
        technology=technology_of(passport.sector, passport.technology),
        other_regions=tuple(one for one in dict.fromkeys(passport.other_regions) if one != passport.region),
        control=passport.control if passport.listing is Listing.PARENT else "",
    )
    _check_codes(whole)
    _check_dates(whole, today)
    if not registration_agrees(number, passport.registered_on) and not passport.registration_confirmed:
        assert number.registered is not None
        raise RegistrationDiffers(number.registered)
    _check_money(whole)
    if not any(one.phone or one.mail for one in passport.contacts):
        raise PassportLacks(Lack.CONTACT)
    if whole.listing is Listing.PARENT and not whole.control.strip():
        raise PassportLacks(Lack.CONTROL)
    return whole


def _check_texts(passport: Passport) -> None:
    if not all(one.strip() for one in (passport.title, passport.description, passport.aims)):
        raise PassportLacks(Lack.TEXT)


def _check_codes(passport: Passport) -> None:
    if passport.sector not in SECTORS:
        raise PassportLacks(Lack.SECTOR)
    if not {passport.region, *passport.other_regions} <= set(REGIONS):
        raise PassportLacks(Lack.REGION)
    if not set(passport.measures) <= set(MEASURES):
        raise PassportLacks(Lack.MEASURES)
    if makes_goods(passport.sector) and not passport.goods:
        raise PassportLacks(Lack.GOODS)


def _check_dates(passport: Passport, today: date) -> None:
    if passport.registered_on > today:
        raise PassportLacks(Lack.FUTURE)
    if passport.ends_on < passport.starts_on:
        raise PassportLacks(Lack.DATES)
    if not passport.contract:
        if passport.contract_on is not None or passport.contract_until is not None:
            raise PassportLacks(Lack.CONTRACT)
        return
    if passport.contract_on is None:
        raise PassportLacks(Lack.CONTRACT)
    if passport.contract_until is not None and passport.contract_until < passport.contract_on:
        raise PassportLacks(Lack.CONTRACT_TERM)


def _check_money(passport: Passport) -> None:
    if passport.cost.amount <= 0 or any(one.amount.amount <= 0 for one in passport.sources):
        raise PassportLacks(Lack.COST)
    given = Money(passport.cost.amount * 0, passport.cost.currency)
    for source in passport.sources:
        if source.amount.currency != passport.cost.currency:
            raise FinancingCurrency(passport.cost.currency)
        given += source.amount
    if given != passport.cost:
        raise FinancingDiffers(passport.cost, given)


def check_scope(actor: Actor, passport: Passport) -> None:
    """Whether the body may initiate this project: a MIO and NC's representative in their region, a central body in its
    sectors (п. 29, A2). Raises NotPermitted."""
    match actor.kind:
        case OrganisationKind.AKIMAT | OrganisationKind.REGIONAL_REPRESENTATIVE:
            allowed = passport.region in actor.scope.regions
        case OrganisationKind.CENTRAL_BODY:
            allowed = in_scope(passport.sector, actor.scope.sectors)
        case _:
            allowed = True
    if not (may_initiate(actor) and allowed):
        raise NotPermitted


def asks_body(changed: Collection[str], *, roadmap_approved: bool) -> bool:
    """Whether a change waits for the authorised body: after the roadmap's approval, whatever touches the volume or the
    terms of the project (п. 54, 57, 62)."""
    return roadmap_approved and bool(set(changed) - FREE)
