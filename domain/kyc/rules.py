"""Risk, and who may decide on it (M1.2; п. 3.25, 40.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.access.scope import Placement, Thing, check_sees, may_change, may_see
from domain.company.model import Company
from domain.deadline.model import deadline_kind
from domain.kit.actor import ABROAD, EVERYTHING, Actor, OrganisationKind
from domain.kit.ids import OrganisationId, PersonId
from domain.kit.refused import NotFound, Refused
from domain.kyc.model import (
    Document,
    Funds,
    KycCase,
    KycFacts,
    KycState,
    Ownership,
    PepExposure,
    Reason,
    Risk,
    SanctionsExposure,
)
from domain.names.fold import company_key

EXPIRY = deadline_kind("kyc.expiry", "M1.2", legal=False)
"""A decision runs out; until a new one nothing more of the company is handed over."""

GRAVE = frozenset(
    {
        Reason.LISTED,
        Reason.PEP_CURRENT,
        Reason.PEP_OWNER,
        Reason.OWNERSHIP_UNCLEAR,
        Reason.FUNDS_UNDISCLOSED,
        Reason.EARLIER_HIGH,
    }
)
"""One of these makes the risk high (Decided)."""

LIGHT_FOR_HIGH = 3
"""So many lighter reasons together make it high as well (Decided)."""

KNOWN_SHARE = Decimal(75)
"""Owners of at least so many per cent must be known (Decided)."""


@dataclass(unsafe_hash=True)
class SecondPersonNeeded(Refused):
    """The author never decides on their own case (M1.2; attack 44)."""

    clause: ClassVar[str] = "M1.2"


@dataclass(unsafe_hash=True)
class AuthorisedBodyDecides(Refused):
    """High risk is decided by the authorised body alone (M1.2)."""

    clause: ClassVar[str] = "M1.2"


@dataclass(unsafe_hash=True)
class CaseOpenAlready(Refused):
    """The company has a case on decision or returned; it is finished first."""

    clause: ClassVar[str] = "M1.2"


@dataclass(unsafe_hash=True)
class ReasonNeeded(Refused):
    """This decision is explained in writing (M1.2)."""

    clause: ClassVar[str] = "M1.2"


def reasons(facts: KycFacts) -> tuple[Reason, ...]:
    """What speaks for a risk, the grave first."""
    shares = sum((owner.share for owner in facts.owners if owner.share is not None), Decimal(0))
    signs: tuple[tuple[Reason, bool], ...] = (
        (Reason.LISTED, facts.sanctions is SanctionsExposure.LISTED),
        (Reason.PEP_CURRENT, facts.pep is PepExposure.CURRENT),
        (Reason.PEP_OWNER, any(owner.pep for owner in facts.owners)),
        (Reason.OWNERSHIP_UNCLEAR, facts.ownership is Ownership.UNCLEAR),
        (Reason.FUNDS_UNDISCLOSED, facts.funds is Funds.UNDISCLOSED),
        (Reason.SANCTIONS_BUSINESS, facts.sanctions is SanctionsExposure.BUSINESS),
        (Reason.PEP_FORMER, facts.pep is PepExposure.FORMER),
        (Reason.OWNERSHIP_PARTLY, facts.ownership is Ownership.PARTLY),
        (Reason.OWNERS_INCOMPLETE, shares < KNOWN_SHARE),
        (Reason.OFFSHORE, facts.offshore),
        (Reason.LITIGATION, bool(facts.litigation)),
        (Reason.MEDIA, bool(facts.media)),
        (Reason.NO_REGISTRATION, Document.REGISTRATION not in facts.documents),
    )
    return tuple(reason for reason, holds in signs if holds)


def identity(company: Company) -> dict[str, str]:
    """Who is checked: an approval counts for a company of this name, country, number and parent, and for no other."""
    number = "".join(filter(str.isalnum, company.registration_number)).lower()
    return {
        "name": company_key(company.legal_name),
        "country": company.country,
        "number": number,
        "parent": company_key(company.parent),
    }


def counting(cases: Sequence[KycCase], maker: OrganisationId, company: Company, today: date) -> KycCase | None:
    """The approval that lets the maker hand over an initiative of the company today; None without one (M1.2. Decided).

    The newest decision of the making organisation counts: a later refusal ends an approval. A renewal on its way does
    not, unless what was found meanwhile is of high risk. An approval is of the company as it was checked: another name,
    country, number or parent needs another check. `cases`: newest first.
    """
    for case in cases:
        if case.maker != maker:
            continue
        if case.state in (KycState.ON_DECISION, KycState.RETURNED):
            if case.risk >= Risk.HIGH:
                return None
            continue
        return case if case.approved(today) and case.about == identity(company) else None
    return None


def with_history(found: Sequence[Reason], earlier: Sequence[KycCase]) -> tuple[Reason, ...]:
    """High risk stays with the authorised body: softer answers in a later round or case do not take it away."""
    if any(case.risk >= Risk.HIGH for case in earlier):
        return (Reason.EARLIER_HIGH, *found)
    return tuple(found)


def risk(found: Sequence[Reason]) -> Risk:
    """The level that follows from the reasons."""
    if any(reason in GRAVE for reason in found) or len(found) >= LIGHT_FOR_HIGH:
        return Risk.HIGH
    return Risk.MEDIUM if found else Risk.LOW


def check_decides(actor: Actor, case: KycCase, others: Sequence[PersonId]) -> None:
    """Whether the actor may decide on the case; `others`: writers of the making organisation beside the author.

    Raises SecondPersonNeeded for the author, AuthorisedBodyDecides for high risk. Anybody else who writes in the making
    organisation may decide; NC and UO may where the mission has nobody else, and UO always (M1.2. Decided).
    """
    if actor.person == case.author:
        raise SecondPersonNeeded
    if case.risk >= Risk.HIGH and actor.kind is not OrganisationKind.AUTHORISED_BODY:
        raise AuthorisedBodyDecides
    if actor.organisation == case.maker or actor.kind is OrganisationKind.AUTHORISED_BODY:
        return
    if actor.kind in EVERYTHING and not others:
        return
    raise SecondPersonNeeded


def may_open(actor: Actor, company: Placement) -> bool:
    """Whether the actor may start a check of the company: whoever may record meetings with it (п. 40.3)."""
    return actor.kind in ABROAD and may_change(actor, company)


def known_to(actor: Actor, company: Placement, cases: Sequence[KycCase]) -> Sequence[KycCase]:
    """The company's cases the actor may know of. Raises NotFound where even the question is not theirs (A2)."""
    check_sees(actor, company)
    known = [case for case in cases if may_see(actor, case.placement)]
    if not known and not may_open(actor, company) and not may_see(actor, Placement(Thing.KYC, company.maker)):
        raise NotFound
    return known
