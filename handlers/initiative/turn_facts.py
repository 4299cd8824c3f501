"""What the screens of extension, redirection and closing need to know: read and authorised here (M1.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.access.scope import may_see
from domain.deadline.due import due, extended
from domain.initiative.model import Initiative, Pending, Petition
from domain.initiative.notices import AnswerAsked, DecisionAsked, InitiativeNews
from domain.initiative.petitions import CLOCKS
from domain.initiative.ports import InitiativeLists, Initiatives, Petitions
from domain.initiative.rules import check_handles, check_nothing_pending, handles
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies, Body
from domain.kit.periods import Period, almaty_date
from domain.kit.refused import NotFound, WrongState
from handlers.initiative.facts import PetitionNames, may_extend, petition_names, visible_initiative
from handlers.initiative.places import InitiativeExtend, InitiativePetition, InitiativeRedirect
from handlers.reading import Reading


@dataclass(frozen=True, slots=True)
class ExtendFacts:
    initiative: Initiative
    offers: Sequence[tuple[int, date]]  # days, and the day they lead to


async def load_extend(place: InitiativeExtend, reading: Reading) -> ExtendFacts:
    """A third, two thirds and all of what the Order allows. Raises as the act does."""
    initiative = await visible_initiative(place.initiative, reading)
    check_handles(reading.actor, initiative)
    check_nothing_pending(initiative)
    term = initiative.term
    if term is None or not may_extend(initiative, reading):
        raise WrongState(initiative.state)
    most = reading.edition.attraction.extension.period
    lengths = sorted({max(most.amount * part // 3, 1) for part in (1, 2, 3)})
    return ExtendFacts(
        initiative, [(days, extended(term, Period(days, most.unit), reading.calendar).on) for days in lengths]
    )


@dataclass(frozen=True, slots=True)
class RedirectFacts:
    place: InitiativeRedirect
    initiative: Initiative
    akimats: Sequence[Body]


async def load_redirect(place: InitiativeRedirect, reading: Reading) -> RedirectFacts:
    """The akimats of other regions. Raises as the act does."""
    initiative = await visible_initiative(place.initiative, reading)
    check_handles(reading.actor, initiative)
    check_nothing_pending(initiative)
    known = await reading.port(Bodies).of_kind(OrganisationKind.AKIMAT)
    return RedirectFacts(place, initiative, [one for one in known if one.id != initiative.akimat and one.regions])


@dataclass(frozen=True, slots=True)
class PetitionFacts:
    initiative: Initiative
    petition: Petition
    names: PetitionNames
    maker: Mapping[str, str]
    expected: date | None  # by when the present step is expected
    own: Period  # the other akimat's term
    until: date  # when the other akimat's term would end if it were approved today
    today: date
    asked: bool  # writes in the akimat that is asked
    heard: bool  # writes in the mission that is heard
    decides: bool  # writes in the authorised body
    handles: bool  # the responsible official or the head of the akimat that asks

    @property
    def silent(self) -> bool:
        """The mission had its time to answer: the authorised body may decide without it."""
        return self.initiative.pending == Pending.OPINION and self.today > self.petition.answer_by


async def load_petition(place: InitiativePetition, reading: Reading) -> PetitionFacts:
    """The newest redirection or closing. Raises NotFound where there is none."""
    initiative = await visible_initiative(place.initiative, reading)
    petition = next(iter(await reading.port(Petitions).of(initiative.id)), None)
    if petition is None:
        raise NotFound
    actor, bodies = reading.actor, reading.port(Bodies)
    maker = await bodies.get(initiative.maker)
    today = almaty_date(reading.now)
    own = reading.edition.attraction.initiative.period
    clock = CLOCKS.get(initiative.pending)
    expected = await reading.port(InitiativeLists).due(actor, initiative.id, clock) if clock is not None else None
    return PetitionFacts(
        initiative=initiative,
        petition=petition,
        names=await petition_names(petition, reading),
        maker=maker.names if maker is not None else {},
        expected=expected,
        own=own,
        until=due(today, own, reading.calendar).on,
        today=today,
        asked=initiative.asked_akimat == actor.organisation and actor.writes,
        heard=initiative.maker == actor.organisation and actor.writes,
        decides=actor.kind is OrganisationKind.AUTHORISED_BODY and actor.writes,
        handles=handles(actor, initiative),
    )


# Notices


@dataclass(frozen=True, slots=True)
class NewsFacts:
    what: str
    initiative: Initiative
    due: date | None
    today: date
    seen: bool  # whether the reader may open the card (still)


async def load_news(notice: InitiativeNews, reading: Reading) -> NewsFacts | None:
    """For those who may see it; and for an akimat that took part and lost sight of it by the outcome: the number."""
    initiative = await reading.port(Initiatives).get(notice.initiative)
    if initiative is None:
        return None
    actor = reading.actor
    seen = may_see(actor, initiative.placement)
    if not seen:
        petition = await reading.port(Petitions).get(notice.petition) if notice.petition is not None else None
        if petition is None or actor.organisation not in (petition.akimat, petition.other):
            return None
    return NewsFacts(notice.what, initiative, initiative.due_on, almaty_date(reading.now), seen)


@dataclass(frozen=True, slots=True)
class AskedFacts:
    initiative: Initiative
    petition: Petition
    expected: date | None
    today: date


async def load_answer_asked(notice: AnswerAsked, reading: Reading) -> AskedFacts | None:
    """None once it was answered or withdrawn, or for somebody else's people."""
    facts = await _asked(notice, reading)
    if facts is None or facts.initiative.pending not in (Pending.CONSENT, Pending.OPINION):
        return None
    closing = facts.initiative.pending == Pending.OPINION
    whose = facts.initiative.maker if closing else facts.initiative.asked_akimat
    return facts if whose == reading.actor.organisation and reading.actor.writes else None


async def load_decision_asked(notice: DecisionAsked, reading: Reading) -> AskedFacts | None:
    """None once it is decided or withdrawn."""
    facts = await _asked(notice, reading)
    if facts is None or facts.initiative.pending not in (Pending.REDIRECTION, Pending.CLOSING):
        return None
    decides = reading.actor.kind is OrganisationKind.AUTHORISED_BODY and reading.actor.writes
    return facts if decides else None


async def _asked(notice: AnswerAsked | DecisionAsked, reading: Reading) -> AskedFacts | None:
    petitions = reading.port(Petitions)
    petition = await petitions.get(notice.petition)
    if petition is None:
        return None
    initiative = await visible_initiative(petition.initiative, reading)
    undecided = await petitions.undecided(initiative.id)
    if undecided is None or undecided.id != petition.id:
        return None
    clock = CLOCKS[initiative.pending]
    expected = await reading.port(InitiativeLists).due(reading.actor, initiative.id, clock)
    return AskedFacts(initiative, petition, expected, almaty_date(reading.now))
