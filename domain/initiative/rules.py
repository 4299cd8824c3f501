"""When an initiative may be handed over, and its clocks (M1.2, M1.6, M1.7; п. 41–42)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.company.model import Company
from domain.deadline.model import deadline_kind
from domain.initiative.model import Initiative
from domain.kit.refused import Refused
from domain.kyc.model import KycCase
from domain.kyc.rules import counting

APPOINTMENT = deadline_kind("initiative.appointment", "M1.7", legal=False)
"""The akimat appoints a responsible official; the Order names no term (Decided: 3 w.d.)."""

CONSIDERATION = deadline_kind("initiative.consideration", "п. 42")
"""The akimat makes a passport, extends or redirects within 30 c.d. of the transfer."""


@dataclass(unsafe_hash=True)
class NoCurrentKyc(Refused):
    """Nothing is transferred to a MIO without a current KYC decision, unless the UO allowed it (M1.2. Decided)."""

    clause: ClassVar[str] = "M1.2"


@dataclass(unsafe_hash=True)
class AnotherRegion(Refused):
    """The chosen akimat does not answer for the initiative's region."""

    clause: ClassVar[str] = "п. 41"


@dataclass(unsafe_hash=True)
class OpenedAlready(Refused):
    """The akimat has opened it: it can no longer be taken back."""

    clause: ClassVar[str] = "п. 42"


@dataclass(unsafe_hash=True)
class NotAnOfficial(Refused):
    """The person named is no active head or officer of this akimat."""

    clause: ClassVar[str] = "п. 42"


def covering_kyc(initiative: Initiative, company: Company, cases: Sequence[KycCase], today: date) -> KycCase | None:
    """The current decision that lets the initiative go, or None; only the making organisation's own cases count."""
    return counting(cases, initiative.maker, company, today)
