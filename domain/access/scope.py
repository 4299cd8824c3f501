"""Who may see and change what (A2). Judges a small placement of a thing and knows no room."""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.classifier.sectors import SECTORS, Sector, section_of
from domain.kit.actor import ABROAD, EVERYTHING, Actor, OrganisationKind
from domain.kit.ids import OrganisationId
from domain.kit.refused import NotFound, NotPermitted


class Thing(StrEnum):
    """Kinds of things that access tells apart."""

    COMPANY = "company"
    CONTACT = "contact"
    MEETING = "meeting"
    KYC = "kyc"
    INITIATIVE = "initiative"
    PROJECT = "project"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a thing stands: who made it, which countries, regions and sectors it belongs to, who takes part."""

    thing: Thing
    maker: OrganisationId
    countries: frozenset[str] = field(default_factory=frozenset)
    regions: frozenset[str] = field(default_factory=frozenset)
    sectors: frozenset[str] = field(default_factory=frozenset)
    parties: frozenset[OrganisationId] = field(default_factory=frozenset)


BY_REGION = frozenset(
    {OrganisationKind.AKIMAT, OrganisationKind.REGIONAL_ORGANISATION, OrganisationKind.REGIONAL_REPRESENTATIVE}
)


def in_scope(code: str, sections: frozenset[str]) -> bool:
    """Whether a sector (section or division) belongs to one of the sections of a central body (A2, T6)."""
    return code in SECTORS and section_of(Sector(code)) in sections


def sector_codes(sections: frozenset[str]) -> frozenset[str]:
    """The sections with all their divisions: `in_scope` for queries."""
    return frozenset(code for code in SECTORS if in_scope(code, sections))


def may_see(actor: Actor, placement: Placement) -> bool:
    """Whether the actor may know of the thing at all (A2)."""
    own = placement.maker == actor.organisation
    if actor.kind in EVERYTHING:
        return True
    if placement.thing is Thing.KYC:
        return own  # A2: KYC files only the making organisation, NC and UO
    match actor.kind:
        case OrganisationKind.COUNCIL:
            return True
        case OrganisationKind.SYSTEM:
            return False  # A1: administrators are separate; they see no case
        case _ if placement.thing is Thing.PROJECT and actor.organisation in placement.parties:
            return True  # a participant its project: who answers for a task perhaps, of whatever region or sector
        case kind if kind in ABROAD:
            if placement.thing in (Thing.INITIATIVE, Thing.PROJECT):
                return own  # A2: those it made
            return own or bool(placement.countries & actor.scope.countries)
        case kind if kind in BY_REGION:
            if placement.thing is Thing.INITIATIVE and actor.organisation in placement.parties:
                return True  # an akimat asked to take it, while it is asked (п. 42.3)
            return bool(placement.regions & actor.scope.regions)
        case OrganisationKind.CENTRAL_BODY:
            return any(in_scope(sector, actor.scope.sectors) for sector in placement.sectors)
        case _:
            return own or actor.organisation in placement.parties


def may_change(actor: Actor, placement: Placement) -> bool:
    """Whether the actor may change the thing: sees it, has a writing role, and is not the COUNCIL (A2: read only)."""
    return actor.writes and actor.kind is not OrganisationKind.COUNCIL and may_see(actor, placement)


def check_sees(actor: Actor, placement: Placement) -> None:
    """Raise NotFound where the actor may not even know of the thing."""
    if not may_see(actor, placement):
        raise NotFound


def check_changes(actor: Actor, placement: Placement) -> None:
    """Raise NotFound or NotPermitted unless the actor may change the thing."""
    check_sees(actor, placement)
    if not may_change(actor, placement):
        raise NotPermitted
