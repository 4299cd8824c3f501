"""What initiatives tell people: ids only, so that a push carries a number and a date at most."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.ids import InitiativeId
from domain.kit.named import named


@named("initiative.arrived")
@dataclass(frozen=True)
class InitiativeArrived(Notice):
    """To the akimat's people: an initiative has come, the clock runs (п. 42)."""

    initiative: InitiativeId


@named("initiative.allowance_asked")
@dataclass(frozen=True)
class AllowanceAsked(Notice):
    """To the UO: a mission asks to pass an initiative before the KYC decision (M1.2)."""

    initiative: InitiativeId


@named("initiative.allowed")
@dataclass(frozen=True)
class TransferAllowed(Notice):
    """To the author: the UO allowed the transfer before the KYC decision."""

    initiative: InitiativeId


@named("initiative.opened")
@dataclass(frozen=True)
class InitiativeOpened(Notice):
    """To the one who passed it: the akimat has opened it."""

    initiative: InitiativeId


@named("initiative.appointed")
@dataclass(frozen=True)
class OfficialAppointed(Notice):
    """To the official and to the one who passed it: who is responsible now (п. 42)."""

    initiative: InitiativeId
