"""Company card and contact card (п. 40.3)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.access.scope import Placement, Thing
from domain.kit.ids import CompanyId, ContactId, OrganisationId, PersonId
from domain.kit.sorting import sort_key
from domain.names.fold import company_bones, company_key, search_key


class PeopleBand(StrEnum):
    """Size by people employed (п. 40.3 asks for the size; the bands are Eurostat's. Decided)."""

    MICRO = "1-9"
    SMALL = "10-49"
    MEDIUM = "50-249"
    LARGE = "250-999"
    HUGE = "1000+"


class TurnoverBand(StrEnum):
    """Size by yearly turnover, million US dollars (Decided)."""

    BELOW_10 = "0-10"
    TO_100 = "10-100"
    TO_1000 = "100-1000"
    ABOVE_1000 = "1000+"


class Channel(StrEnum):
    """How a contact prefers to be reached."""

    PHONE = "phone"
    MAIL = "mail"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    WECHAT = "wechat"


@dataclass(slots=True)
class CompanyFacts:
    """What people say of a company, as the card asks it."""

    legal_name: str
    country: str  # ISO 3166 alpha-2: country of origin
    sector: str  # ОКЭД section or division
    short_name: str = ""
    people: PeopleBand | None = None
    turnover: TurnoverBand | None = None
    site: str = ""
    registration_number: str = ""
    parent: str = ""
    global_2000: bool = False
    notes: str = ""


@dataclass(eq=False)
class Company:
    """A company card. `regions`: KATO codes of the akimats that received an initiative of it (A2)."""

    id: CompanyId
    maker: OrganisationId
    author: PersonId
    made_at: datetime
    legal_name: str
    country: str
    sector: str
    short_name: str
    people: str | None
    turnover: str | None
    site: str
    registration_number: str
    parent: str
    global_2000: bool
    notes: str
    key: str  # for doubles: the folded name without its legal form
    search: str  # for search: folded names, number and site
    sort: str  # for lists: the name's place in the order people expect
    bones: list[str] = field(default_factory=list)  # for doubles across scripts and slips: see `company_bones`
    regions: list[str] = field(default_factory=list)
    version: int = 1

    @property
    def name(self) -> str:
        """The name to show where space is short."""
        return self.short_name or self.legal_name

    @property
    def placement(self) -> Placement:
        return Placement(
            Thing.COMPANY,
            self.maker,
            frozenset({self.country}),
            frozenset(self.regions),
            frozenset({self.sector}),
        )

    def apply(self, facts: CompanyFacts) -> None:
        """Take over what people said, and fold the names anew."""
        self.legal_name = facts.legal_name
        self.short_name = facts.short_name
        self.country = facts.country
        self.sector = facts.sector
        self.people = facts.people
        self.turnover = facts.turnover
        self.site = facts.site
        self.registration_number = facts.registration_number
        self.parent = facts.parent
        self.global_2000 = facts.global_2000
        self.notes = facts.notes
        self.key = company_key(facts.legal_name)
        self.search = searchable(facts.legal_name, facts.short_name, facts.registration_number, site_key(facts.site))
        self.sort = sort_key(self.name)
        self.bones = sorted(company_bones(facts.legal_name) | company_bones(facts.short_name))

    @property
    def facts(self) -> CompanyFacts:
        return CompanyFacts(
            legal_name=self.legal_name,
            country=self.country,
            sector=self.sector,
            short_name=self.short_name,
            people=PeopleBand(self.people) if self.people else None,
            turnover=TurnoverBand(self.turnover) if self.turnover else None,
            site=self.site,
            registration_number=self.registration_number,
            parent=self.parent,
            global_2000=self.global_2000,
            notes=self.notes,
        )


def new_company(
    company: CompanyId, maker: OrganisationId, author: PersonId, made_at: datetime, facts: CompanyFacts
) -> Company:
    """A card as its maker first saves it."""
    made = Company(
        id=company,
        maker=maker,
        author=author,
        made_at=made_at,
        legal_name="",
        country="",
        sector="",
        short_name="",
        people=None,
        turnover=None,
        site="",
        registration_number="",
        parent="",
        global_2000=False,
        notes="",
        key="",
        search="",
        sort="",
    )
    made.apply(facts)
    return made


def site_key(site: str) -> str:
    """A web address reduced to its host without «www.», for comparing."""
    bare = site.strip().lower().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return bare.split("/", 1)[0].split("?", 1)[0]


def searchable(*names: str) -> str:
    """The folded text that `/find` looks into; parts are kept apart so that no match runs over two of them."""
    return "|".join(key for name in names if (key := search_key(name)))


@dataclass(slots=True)
class ContactFacts:
    """What people say of a contact person (п. 40.3)."""

    name: str
    position: str = ""
    phones: tuple[str, ...] = ()  # E.164
    mails: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # ISO 639-1
    channel: Channel | None = None
    notes: str = ""


@dataclass(eq=False)
class Contact:
    """A contact card; it stands where its company stands."""

    id: ContactId
    company: CompanyId
    maker: OrganisationId
    author: PersonId
    made_at: datetime
    name: str
    position: str
    phones: list[str]
    mails: list[str]
    languages: list[str]
    channel: str | None
    notes: str
    search: str
    version: int = 1

    def apply(self, facts: ContactFacts) -> None:
        self.name = facts.name
        self.position = facts.position
        self.phones = list(facts.phones)
        self.mails = list(facts.mails)
        self.languages = list(facts.languages)
        self.channel = facts.channel
        self.notes = facts.notes
        self.search = searchable(facts.name, *facts.mails)

    @property
    def facts(self) -> ContactFacts:
        return ContactFacts(
            name=self.name,
            position=self.position,
            phones=tuple(self.phones),
            mails=tuple(self.mails),
            languages=tuple(self.languages),
            channel=Channel(self.channel) if self.channel else None,
            notes=self.notes,
        )


def new_contact(
    contact: ContactId,
    company: CompanyId,
    maker: OrganisationId,
    author: PersonId,
    made_at: datetime,
    facts: ContactFacts,
) -> Contact:
    """A contact card as first saved."""
    made = Contact(
        id=contact,
        company=company,
        maker=maker,
        author=author,
        made_at=made_at,
        name="",
        position="",
        phones=[],
        mails=[],
        languages=[],
        channel=None,
        notes="",
        search="",
    )
    made.apply(facts)
    return made
