"""What the KYC room's screens need to know: read and authorised here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.access.scope import check_sees, may_change
from domain.company.model import Company
from domain.company.ports import Companies
from domain.kit.actor import EVERYTHING, Actor, OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.ids import CompanyId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, Refused
from domain.kyc.acts import UNDECIDED
from domain.kyc.facts import facts_from_json
from domain.kyc.matches import Matches
from domain.kyc.model import KycCase, KycFacts, KycState, Risk
from domain.kyc.notices import KycAwaits, KycDecided
from domain.kyc.ports import KycCases, KycLine, KycLists
from domain.kyc.rules import check_decides, counting, known_to, may_open
from handlers.kyc.places import KycCard, KycCountries, KycList, KycOfCompany
from handlers.pick.counted import Counted
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading


@dataclass(frozen=True, slots=True)
class ListFacts:
    place: KycList
    lines: Sequence[KycLine]
    total: int
    decides: bool  # whether anything can wait for the reader's decision


async def load_list(place: KycList, reading: Reading) -> ListFacts:
    actor = reading.actor
    lists = reading.port(KycLists)
    if place.which == "to_decide":
        lines, total = await lists.to_decide(actor, offset(place.page), PAGE)
    else:
        state, country = (place.state, place.country) if place.which == "all" else ("", "")
        lines, total = await lists.page(actor, state, place.which == "own", offset(place.page), PAGE, country)
    return ListFacts(place, lines, total, actor.writes)


@dataclass(frozen=True, slots=True)
class CountedFacts:
    place: KycCountries
    counted: Counted


async def load_countries(place: KycCountries, reading: Reading) -> CountedFacts:
    return CountedFacts(place, await reading.port(KycLists).countries(reading.actor))


async def count_to_decide(reading: Reading) -> int:
    """How many cases wait for the reader's decision."""
    return (await reading.port(KycLists).to_decide(reading.actor, 0, 0))[1]


@dataclass(frozen=True, slots=True)
class HistoryFacts:
    company: CompanyId
    name: str
    cases: Sequence[KycCase]
    current: KycCase | None
    may_start: bool


def _counting(actor: Actor, cases: Sequence[KycCase], company: Company, today: date) -> KycCase | None:
    """The approval that counts: one's own organisation's, else (for NC and UO) that of whoever checked it last."""
    makers = [actor.organisation, *(case.maker for case in cases)]
    return next((found for maker in makers if (found := counting(cases, maker, company, today))), None)


async def load_history(place: KycOfCompany, reading: Reading) -> HistoryFacts:
    actor = reading.actor
    company = await reading.port(Companies).get(place.company)
    if company is None:
        raise NotFound
    cases = known_to(actor, company.placement, await reading.port(KycCases).of_company(company.id))
    today = almaty_date(reading.now)
    started = any(case.maker == actor.organisation and case.state in UNDECIDED for case in cases)
    return HistoryFacts(
        company=company.id,
        name=company.name,
        cases=cases,
        current=_counting(actor, cases, company, today),
        may_start=may_open(actor, company.placement) and not started,
    )


@dataclass(frozen=True, slots=True)
class CardFacts:
    place: KycCard
    case: KycCase
    said: KycFacts
    company: str
    author: str
    decider: str
    maker: dict[str, str]
    today: date
    may_decide: bool
    own: bool  # the reader is the author: why there are no decision buttons
    may_answer: bool
    asked: str  # who decides: «body», «colleague» or «center»
    matches: Matches = field(default_factory=Matches)

    @property
    def reason_needed(self) -> bool:
        return self.case.risk >= Risk.HIGH

    @property
    def may_approve(self) -> bool:
        """Matches are reviewed first: until then the case can be returned or refused."""
        return self.may_decide and not self.matches.under_way and not self.matches.unreviewed


async def load_card(place: KycCard, reading: Reading) -> CardFacts:
    actor = reading.actor
    case = await reading.port(KycCases).get(place.case)
    if case is None:
        raise NotFound
    check_sees(actor, case.placement)
    company = await reading.port(Companies).get(case.company)
    bodies = reading.port(Bodies)
    maker = await bodies.get(case.maker)
    writers = await bodies.writers(case.maker)
    others = [one for one in writers if one != case.author]
    waits = case.state == KycState.ON_DECISION
    asked = "body" if case.risk >= Risk.HIGH else "colleague" if others else "center"
    return CardFacts(
        place=place,
        case=case,
        said=facts_from_json(case.facts),
        company=company.name if company else "",
        author=await bodies.person_name(case.author),
        decider=await bodies.person_name(case.decider) if case.decider else "",
        maker=maker.names if maker else {},
        today=almaty_date(reading.now),
        may_decide=waits and await _decides(case, reading),
        own=waits and actor.person == case.author,
        may_answer=case.state == KycState.RETURNED
        and may_change(actor, case.placement)
        and case.maker == actor.organisation,
        asked=asked,
        matches=await reading.port(KycCases).matches(case),
    )


async def _decides(case: KycCase, reading: Reading) -> bool:
    """Whether the act would let the reader decide."""
    actor = reading.actor
    if not may_change(actor, case.placement):
        return False
    others = [one for one in await reading.port(Bodies).writers(case.maker) if one != case.author]
    try:
        check_decides(actor, case, others)
    except Refused:
        return False
    return True


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    case: KycCase
    on: datetime


async def load_awaits(notice: KycAwaits, reading: Reading) -> NoticeFacts | None:
    case = await reading.port(KycCases).get(notice.case)
    if case is None or case.state != KycState.ON_DECISION or not await _decides(case, reading):
        return None
    return NoticeFacts(case, case.since or case.made_at)


async def load_decided(notice: KycDecided, reading: Reading) -> NoticeFacts | None:
    case = await reading.port(KycCases).get(notice.case)
    if case is None or case.decided_at is None or case.state == KycState.ON_DECISION:
        return None
    check_sees(reading.actor, case.placement)
    return NoticeFacts(case, case.decided_at)


DECIDES = EVERYTHING | {OrganisationKind.MISSION, OrganisationKind.NC_ABROAD}
"""Kinds of organisations that have to do with KYC at all (A2)."""
