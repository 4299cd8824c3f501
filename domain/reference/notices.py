"""What administrators are told about figures."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from domain.kit.actor import OrganisationKind
from domain.kit.desk import Audience, Notice, Posted
from domain.kit.ids import Ref
from domain.kit.money import NoRate
from domain.kit.mrp import NoMrp
from domain.kit.named import named
from domain.kit.refused import Refused

_FIGURES = UUID("6f3c1c52-6c1f-4f0e-9d43-2f6a5f7f6b10")
_ADMINISTRATORS = Audience(kind=OrganisationKind.SYSTEM)


@named("reference.missing_mrp")
@dataclass(frozen=True, slots=True)
class MissingMrp(Notice):
    """Somebody could not go on for want of a year's МРП (T4)."""

    year: int


@named("reference.missing_rate")
@dataclass(frozen=True, slots=True)
class MissingRate(Notice):
    """Somebody could not go on for want of a currency's rate (T5)."""

    currency: str
    on: date


@named("reference.read")
@dataclass(frozen=True, slots=True)
class RatesWereRead(Notice):
    """The file of rates that the reader sent has been read."""

    id: UUID


def figure_ref(name: str) -> Ref:
    """A figure as the subject of audit rows and notices: «mrp:2027», «rate:USD», «day:2026-12-18», «steps:duty»."""
    return Ref("reference", uuid5(_FIGURES, name))


def asked_for(refusal: Refused) -> Posted | None:
    """The notice that asks the administrators for the figure whose lack refused somebody; each person gets it once for
    each figure, however many are refused. None for other refusals."""
    match refusal:
        case NoMrp(year=year):
            return Posted(_ADMINISTRATORS, MissingMrp(year), figure_ref(f"mrp:{year}"), f"missing:mrp:{year}")
        case NoRate(currency=currency, on=on):
            name = f"rate:{currency}"
            return Posted(_ADMINISTRATORS, MissingRate(currency, on), figure_ref(name), f"missing:{name}:{on}")
        case _:
            return None
