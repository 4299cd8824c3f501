"""Who submits a passport, what it must hold, and the roadmap's clock that it starts (M2.1, M2.2; п. 23, 29, 45–48)."""

from domain.deadline.model import deadline_kind
from domain.kit.actor import Actor, OrganisationKind

ROADMAP_DUE = deadline_kind("roadmap.submit", "п. 48")
"""The responsible MIO forms the roadmap and first sends it to NC within 30 c.d. of being named (M2.5); a statutory
period of the national pool only (M2.2, Decided)."""

INITIATING = frozenset(
    {
        OrganisationKind.AKIMAT,
        OrganisationKind.CENTRAL_BODY,
        OrganisationKind.NATIONAL_COMPANY,
        OrganisationKind.REGIONAL_REPRESENTATIVE,  # of the National Company
        OrganisationKind.CHAMBER,
        OrganisationKind.HOLDING,  # national holdings, and companies the state controls
    }
)
"""Initiating bodies (п. 23, 29, 45)."""


def may_initiate(actor: Actor) -> bool:
    """Whether the actor's body makes passports, and the actor writes there."""
    return actor.kind in INITIATING and actor.writes
