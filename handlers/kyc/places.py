"""Screens of the KYC room. Every look at a case is recorded (A4)."""

from dataclasses import dataclass

from domain.kit.ids import CompanyId, KycId
from domain.kit.named import named
from handlers.screens.place import Place


@named("kyc.list")
@dataclass(frozen=True, slots=True)
class KycList(Place):
    """`which`: «to_decide», «own», «all»; of all, those in `state` and of companies of one country."""

    which: str = "to_decide"
    page: int = 0
    state: str = ""
    country: str = ""


@named("kyc.countries")
@dataclass(frozen=True, slots=True)
class KycCountries(Place):
    """Choose the country of the list's companies."""

    state: str = ""
    page: int = 0


@named("kyc.company")
@dataclass(frozen=True, slots=True)
class KycOfCompany(Place):
    """The company's cases, the present one first: the history."""

    company: CompanyId


@named("kyc.case")
@dataclass(frozen=True, slots=True)
class KycCard(Place):
    """`section`: «» for the card itself, «answers» or «owners»."""

    case: KycId
    section: str = ""
