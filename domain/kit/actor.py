"""Who acts: a person in an organisation, with a role and a scope (A1, A2)."""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.kit.ids import OrganisationId, PersonId


class OrganisationKind(StrEnum):
    """Kinds of organisations that take part (A1; п. 3–19)."""

    MISSION = "mission"
    NC_ABROAD = "nc_abroad"
    AUTHORISED_BODY = "authorised_body"
    NATIONAL_COMPANY = "national_company"
    REGIONAL_REPRESENTATIVE = "regional_representative"  # of the National Company in a region
    AKIMAT = "akimat"
    REGIONAL_ORGANISATION = "regional_organisation"
    CENTRAL_BODY = "central_body"
    CHAMBER = "chamber"
    HOLDING = "holding"
    SUPPORT_ORGANISATION = "support_organisation"
    INDUSTRY_INSTITUTE = "industry_institute"
    COUNCIL = "council"
    INVESTOR = "investor"
    PARTICIPANT = "participant"
    SYSTEM = "system"  # the administrators of Tereze itself; they are separate (A1)


class FrontOffice(StrEnum):
    """Levels of front offices (п. 3.1, 3.19, 3.22)."""

    EXTERNAL = "external"
    CENTRAL = "central"
    REGIONAL = "regional"


LEVELS: dict[OrganisationKind, FrontOffice] = {
    OrganisationKind.MISSION: FrontOffice.EXTERNAL,
    OrganisationKind.NC_ABROAD: FrontOffice.EXTERNAL,
    OrganisationKind.AUTHORISED_BODY: FrontOffice.CENTRAL,
    OrganisationKind.NATIONAL_COMPANY: FrontOffice.CENTRAL,
    OrganisationKind.CENTRAL_BODY: FrontOffice.CENTRAL,
    OrganisationKind.REGIONAL_REPRESENTATIVE: FrontOffice.REGIONAL,
    OrganisationKind.AKIMAT: FrontOffice.REGIONAL,
    OrganisationKind.REGIONAL_ORGANISATION: FrontOffice.REGIONAL,
}

ABROAD = frozenset({OrganisationKind.MISSION, OrganisationKind.NC_ABROAD})
"""Those who work with investors in Module 1 (п. 39)."""

EVERYTHING = frozenset({OrganisationKind.AUTHORISED_BODY, OrganisationKind.NATIONAL_COMPANY})
"""Those who see every case (A2)."""


NO_CASES = frozenset({OrganisationKind.SYSTEM, OrganisationKind.INVESTOR, OrganisationKind.PARTICIPANT})
"""Those who look into no case of Module 1: administrators are separate (A1), the others come later."""


class Role(StrEnum):
    """A person's role in the organisation (A1). An observer reads and never changes."""

    HEAD = "head"
    OFFICER = "officer"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an organisation answers for: ISO countries, KATO regions, ОКЭД sections (A2)."""

    countries: frozenset[str] = field(default_factory=frozenset)
    regions: frozenset[str] = field(default_factory=frozenset)
    sectors: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in, active person, as every act and every read sees them."""

    person: PersonId
    organisation: OrganisationId
    kind: OrganisationKind
    role: Role
    name: str = ""
    scope: Scope = field(default_factory=Scope)

    @property
    def administrator(self) -> bool:
        return self.kind is OrganisationKind.SYSTEM

    @property
    def writes(self) -> bool:
        """Whether the role lets the person change anything at all (A1)."""
        return self.role is not Role.OBSERVER


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody at the door: a Telegram account bound to no active person. May only sign in (A3)."""

    telegram: int
    name: str = ""
