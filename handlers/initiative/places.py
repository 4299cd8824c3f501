"""Screens of the initiative room."""

from dataclasses import dataclass

from domain.kit.ids import CompanyId, InitiativeId, MeetingId
from domain.kit.named import named
from handlers.screens.place import Place


@named("initiative.list")
@dataclass(frozen=True, slots=True)
class InitiativeList(Place):
    """`whose`: «waiting» (for me) or «all»; by state, region, sector, company's country; of one company or meeting."""

    whose: str = "all"
    state: str = ""
    region: str = ""
    company: CompanyId | None = None
    meeting: MeetingId | None = None
    page: int = 0
    sector: str = ""
    country: str = ""


@named("initiative.card")
@dataclass(frozen=True, slots=True)
class InitiativeCard(Place):
    initiative: InitiativeId


@named("initiative.regions")
@dataclass(frozen=True, slots=True)
class InitiativeRegions(Place):
    """Choose the list's region."""

    whose: str = "all"
    state: str = ""
    page: int = 0
    sector: str = ""
    country: str = ""


@named("initiative.sectors")
@dataclass(frozen=True, slots=True)
class InitiativeSectors(Place):
    """Choose the list's sector."""

    state: str = ""
    region: str = ""
    country: str = ""
    page: int = 0


@named("initiative.countries")
@dataclass(frozen=True, slots=True)
class InitiativeCountries(Place):
    """Choose the country of the list's companies."""

    state: str = ""
    region: str = ""
    sector: str = ""
    page: int = 0


@named("initiative.passing")
@dataclass(frozen=True, slots=True)
class InitiativePass(Place):
    """Asks once before the transfer: to whom, and until when they have to consider it."""

    initiative: InitiativeId


@named("initiative.officials")
@dataclass(frozen=True, slots=True)
class InitiativeOfficials(Place):
    """The akimat's people, one of whom becomes responsible (п. 42)."""

    initiative: InitiativeId
    page: int = 0
