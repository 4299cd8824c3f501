"""Cards as an embassy fills them, for tests."""

from datetime import date
from decimal import Decimal

from domain.company.model import CompanyFacts
from domain.initiative.model import InitiativeFacts
from domain.kit.ids import CompanyId
from domain.kit.money import Money
from domain.kyc.model import (
    Document,
    Funds,
    KycFacts,
    Owner,
    Ownership,
    PepExposure,
    SanctionsExposure,
)
from domain.meeting.model import AgreementFacts, MeetingFacts, Side

MONARCH = '"QAZAQSTAN <MONARH>" & Co'
"""A name that breaks careless software (attack 58)."""


def company(name: str = MONARCH, **changes: object) -> CompanyFacts:
    facts = CompanyFacts(legal_name=name, country="DE", sector="C", site="https://www.monarch.example/kz")
    for key, value in changes.items():
        setattr(facts, key, value)
    return facts


def meeting(of: CompanyId, **changes: object) -> MeetingFacts:
    facts = MeetingFacts(
        company=of,
        day=date(2026, 11, 13),
        place="Berlin",
        subject="Wind farm",
        key_points="Looking for a site of 200 ha",
        project_cost=Money(Decimal("120000000"), "USD"),
        agreements=(AgreementFacts("Send the presentation", Side.OURS, date(2026, 11, 30)),),
    )
    for key, value in changes.items():
        setattr(facts, key, value)
    return facts


def kyc(**changes: object) -> KycFacts:
    """A questionnaire without any sign of risk."""
    facts = KycFacts(
        activity="Turbines since 1998",
        ownership=Ownership.CLEAR,
        funds=Funds.OWN,
        sanctions=SanctionsExposure.NONE,
        pep=PepExposure.NONE,
        offshore=False,
        documents=(Document.REGISTRATION,),
        owners=(Owner("Erika Mustermann", "DE", Decimal(100)),),
    )
    for key, value in changes.items():
        setattr(facts, key, value)
    return facts


def initiative(**changes: object) -> InitiativeFacts:
    facts = InitiativeFacts(title="Wind farm", description="200 MW", sector="D", region="35")
    for key, value in changes.items():
        setattr(facts, key, value)
    return facts
