"""Screens of the company room."""

from dataclasses import dataclass

from domain.kit.ids import CompanyId, ContactId
from domain.kit.named import named
from handlers.screens.place import Place


@named("company.list")
@dataclass(frozen=True, slots=True)
class CompanyList(Place):
    """`whose`: «own», «organisation» or «all»."""

    whose: str = "organisation"
    country: str = ""
    sector: str = ""
    page: int = 0


@named("company.countries")
@dataclass(frozen=True, slots=True)
class CompanyCountries(Place):
    """Choose the list's country."""

    whose: str = "all"
    sector: str = ""
    page: int = 0


@named("company.sectors")
@dataclass(frozen=True, slots=True)
class CompanySectors(Place):
    """Choose the list's sector."""

    whose: str = "all"
    country: str = ""
    page: int = 0


@named("company.card")
@dataclass(frozen=True, slots=True)
class CompanyCard(Place):
    company: CompanyId


@named("company.contacts")
@dataclass(frozen=True, slots=True)
class CompanyContacts(Place):
    company: CompanyId
    page: int = 0


@named("contact.card")
@dataclass(frozen=True, slots=True)
class ContactCard(Place):
    contact: ContactId
