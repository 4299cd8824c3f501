"""What initiatives tell people: ids only, so that a push carries a number and a date at most."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kit.desk import Notice
from domain.kit.ids import InitiativeId, PetitionId
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


@named("initiative.allowance_declined")
@dataclass(frozen=True)
class AllowanceDeclined(Notice):
    """To those who asked: the UO does not allow the transfer before the KYC decision (M1.2)."""

    initiative: InitiativeId


class News(StrEnum):
    """What happened to an initiative at the akimat; stored by value."""

    EXTENDED = "extended"
    CONSENT_GIVEN = "consent_given"  # the other akimat takes it, the UO decides now
    CONSENT_DECLINED = "consent_declined"
    REDIRECTED = "redirected"
    REDIRECTION_REFUSED = "redirection_refused"
    OPINION_GIVEN = "opinion_given"
    CLOSED = "closed"
    CLOSING_REFUSED = "closing_refused"
    WITHDRAWN = "withdrawn"  # what the reader was asked or told about is asked no more


@named("initiative.news")
@dataclass(frozen=True)
class InitiativeNews(Notice):
    """To those concerned: what became of it (п. 42). `petition`: what this was about, if it was about one."""

    initiative: InitiativeId
    what: str
    petition: PetitionId | None = None


@named("initiative.asked")
@dataclass(frozen=True)
class AnswerAsked(Notice):
    """To the akimat that is asked to take it, or to the mission that is heard on closing it (M1.7)."""

    petition: PetitionId


@named("initiative.decision_asked")
@dataclass(frozen=True)
class DecisionAsked(Notice):
    """To the UO: a redirection or a closing waits for its decision (п. 42.3, M1.7)."""

    petition: PetitionId
