"""Screens of the initiative room."""

from dataclasses import dataclass

from domain.kit.ids import CompanyId, InitiativeId, MeetingId, OrganisationId
from domain.kit.named import named
from handlers.screens.place import Place


@named("initiative.list")
@dataclass(frozen=True, slots=True)
class InitiativeList(Place):
    """`whose`: «waiting» (for me) or «all»; by state, region, sector, company's country, the organisation
    that made it; of one company or meeting."""

    whose: str = "all"
    state: str = ""
    region: str = ""
    company: CompanyId | None = None
    meeting: MeetingId | None = None
    page: int = 0
    sector: str = ""
    country: str = ""
    maker: OrganisationId | None = None


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
    maker: OrganisationId | None = None


@named("initiative.sectors")
@dataclass(frozen=True, slots=True)
class InitiativeSectors(Place):
    """Choose the list's sector."""

    state: str = ""
    region: str = ""
    country: str = ""
    page: int = 0
    maker: OrganisationId | None = None


@named("initiative.countries")
@dataclass(frozen=True, slots=True)
class InitiativeCountries(Place):
    """Choose the country of the list's companies."""

    state: str = ""
    region: str = ""
    sector: str = ""
    page: int = 0
    maker: OrganisationId | None = None


@named("initiative.makers")
@dataclass(frozen=True, slots=True)
class InitiativeMakers(Place):
    """Choose the organisation that made the list's initiatives."""

    state: str = ""
    region: str = ""
    sector: str = ""
    country: str = ""
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


@named("initiative.extending")
@dataclass(frozen=True, slots=True)
class InitiativeExtend(Place):
    """Asks once before the extension: by how much, until when (п. 42.2)."""

    initiative: InitiativeId


@named("initiative.redirecting")
@dataclass(frozen=True, slots=True)
class InitiativeRedirect(Place):
    """The other akimats, one of which is asked to take it (п. 42.3)."""

    initiative: InitiativeId
    page: int = 0


@named("initiative.petition")
@dataclass(frozen=True, slots=True)
class InitiativePetition(Place):
    """The redirection or closing asked for last: who says what, and what the reader can do."""

    initiative: InitiativeId
