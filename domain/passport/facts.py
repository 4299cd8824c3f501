"""What a passport says, with its types (п. 47, 42.1): the whole card as one value, and how it is stored.

The values are those of the form; what they mean together (sums, dates, numbers) is judged in `rules.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.edition.model import Technology
from domain.kit.money import Money


class SourceKind(StrEnum):
    """Where the money comes from (п. 47.7)."""

    OWN = "own"
    LOAN = "loan"  # of a bank
    PARENT = "parent"  # a loan of the parent or a partner
    STATE = "state"  # a development institute or the budget
    BONDS = "bonds"
    LEASING = "leasing"
    OTHER = "other"


class Listing(StrEnum):
    """Whether the investor stands in the Global 2000 of the day (M2.3)."""

    ITSELF = "itself"
    PARENT = "parent"  # a parent does, and its control is shown
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Source:
    """One line of the financing scheme: the source, its terms, the amount in the currency of the cost."""

    kind: SourceKind
    amount: Money
    who: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Whom to reach at the investor (п. 47.8)."""

    name: str
    position: str = ""
    phone: str = ""  # E.164
    mail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """The ten items of п. 47 (the company and the responsible official stand beside it), and those of п. 42.1."""

    title: str
    description: str
    aims: str  # its aims and the results expected (п. 47.9)
    bin: str
    registered_on: date  # in Kazakhstan (п. 47.10)
    registration_confirmed: bool  # the date was confirmed although the БИН names another month
    sector: str
    goods: tuple[str, ...]  # codes of ТН ВЭД, the main one first; none for services (п. 47.4)
    region: str
    other_regions: tuple[str, ...]
    cost: Money
    sources: tuple[Source, ...]
    contacts: tuple[ContactPerson, ...]
    starts_on: date
    ends_on: date
    needs: str
    measures: tuple[str, ...]
    jobs: int
    technology: Technology
    listing: Listing
    control: str  # which parent, and by what its control is shown
    contract: str  # number of the investment contract; empty: none
    contract_on: date | None
    contract_until: date | None

    @property
    def listed(self) -> bool:
        return self.listing is not Listing.NONE


OWN_COLUMNS = frozenset(
    {
        "title", "description", "bin", "sector", "region", "other_regions", "cost", "starts_on", "ends_on",
        "contract", "contract_on", "contract_until",
    }
)  # fmt: skip
"""What stands in fields of the project; the rest stands in its `facts`."""


def plain(value: Any) -> Any:
    """A value of a passport as JSON keeps it."""
    match value:
        case None | bool() | int() | str():
            return str(value) if isinstance(value, StrEnum) else value
        case Decimal():
            return f"{value.normalize():f}"  # one writing for one number: values are compared as they are kept
        case date():
            return value.isoformat()
        case Money():
            return [plain(value.amount), value.currency]
        case Source():
            return {"kind": str(value.kind), "amount": plain(value.amount), "who": value.who, "terms": value.terms}
        case ContactPerson():
            return {"name": value.name, "position": value.position, "phone": value.phone, "mail": value.mail}
        case tuple() | list():
            return [plain(one) for one in value]
    raise TypeError(f"not a value of a passport: {type(value).__name__}")


def stored(passport: Passport) -> dict[str, Any]:
    """The whole passport as JSON keeps it, by field."""
    return {one.name: plain(getattr(passport, one.name)) for one in fields(Passport)}


def restored(kept: Mapping[str, Any]) -> Passport:
    """The passport that `stored` gave. Raises KeyError, ValueError for anything else."""
    return Passport(
        title=kept["title"],
        description=kept["description"],
        aims=kept["aims"],
        bin=kept["bin"],
        registered_on=date.fromisoformat(kept["registered_on"]),
        registration_confirmed=kept["registration_confirmed"],
        sector=kept["sector"],
        goods=tuple(kept["goods"]),
        region=kept["region"],
        other_regions=tuple(kept["other_regions"]),
        cost=money(kept["cost"]),
        sources=tuple(
            Source(SourceKind(one["kind"]), money(one["amount"]), one["who"], one["terms"]) for one in kept["sources"]
        ),
        contacts=tuple(ContactPerson(**one) for one in kept["contacts"]),
        starts_on=date.fromisoformat(kept["starts_on"]),
        ends_on=date.fromisoformat(kept["ends_on"]),
        needs=kept["needs"],
        measures=tuple(kept["measures"]),
        jobs=kept["jobs"],
        technology=Technology(kept["technology"]),
        listing=Listing(kept["listing"]),
        control=kept["control"],
        contract=kept["contract"],
        contract_on=_day(kept["contract_on"]),
        contract_until=_day(kept["contract_until"]),
    )


def money(kept: Any) -> Money:
    """A sum as it was stored."""
    return Money(Decimal(kept[0]), kept[1])


def _day(kept: Any) -> date | None:
    return None if kept is None else date.fromisoformat(kept)
