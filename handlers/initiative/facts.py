"""What the initiative room's screens need to know: read and authorised here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.access.scope import BY_REGION, Placement, Thing, check_sees, may_change, may_see
from domain.company.ports import Companies
from domain.deadline.due import due
from domain.initiative.model import Initiative
from domain.initiative.ports import InitiativeFilter, InitiativeLine, InitiativeLists, Initiatives
from domain.initiative.rules import APPOINTMENT, CONSIDERATION, covering_kyc
from domain.kit.actor import OrganisationKind, Role
from domain.kit.bodies import Bodies, Body
from domain.kit.ids import InitiativeId, PersonId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted, WrongState
from domain.kyc.model import KycCase
from domain.kyc.ports import KycCases
from domain.meeting.ports import Meetings
from handlers.initiative.places import (
    InitiativeCard,
    InitiativeCountries,
    InitiativeList,
    InitiativeOfficials,
    InitiativePass,
    InitiativeRegions,
    InitiativeSectors,
)
from handlers.pick.counted import Counted
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below


@dataclass(frozen=True, slots=True)
class ListFacts:
    place: InitiativeList
    lines: Sequence[InitiativeLine]
    total: int
    of: str  # the company whose initiatives these are
    by_region: bool
    today: date
    yellow_below: int


async def load_list(place: InitiativeList, reading: Reading) -> ListFacts:
    actor = reading.actor
    chosen = InitiativeFilter(
        place.whose == "waiting", place.state, place.region, place.company, place.meeting, place.sector, place.country
    )
    lines, total = await reading.port(InitiativeLists).page(actor, chosen, offset(place.page), PAGE)
    of = ""
    if place.company is not None:
        company = await reading.port(Companies).get(place.company)
        if company is None:
            raise NotFound
        check_sees(actor, company.placement)
        of = company.name
    by_region = actor.kind not in BY_REGION
    return ListFacts(place, lines, total, of, by_region, almaty_date(reading.now), yellow_below(reading))


async def load_regions(place: InitiativeRegions, reading: Reading) -> InitiativeRegions:
    if reading.actor.kind in BY_REGION:
        raise NotPermitted
    return place


@dataclass(frozen=True, slots=True)
class CountedFacts:
    place: InitiativeSectors | InitiativeCountries
    counted: Counted


async def load_sectors(place: InitiativeSectors, reading: Reading) -> CountedFacts:
    return CountedFacts(place, await reading.port(InitiativeLists).sectors(reading.actor))


async def load_countries(place: InitiativeCountries, reading: Reading) -> CountedFacts:
    return CountedFacts(place, await reading.port(InitiativeLists).countries(reading.actor))


async def count_waiting(reading: Reading) -> int:
    """How many initiatives wait for the reader."""
    return await reading.port(InitiativeLists).waiting(reading.actor)


async def visible_initiative(initiative_id: InitiativeId, reading: Reading) -> Initiative:
    """The initiative for reading. Raises NotFound where the reader may not know of it (A2)."""
    initiative = await reading.port(Initiatives).get(initiative_id)
    if initiative is None:
        raise NotFound
    check_sees(reading.actor, initiative.placement)
    return initiative


@dataclass(frozen=True, slots=True)
class Names:
    """People and organisations of a card, as they are called."""

    company: str
    maker: Mapping[str, str]
    akimat: Mapping[str, str]
    author: str
    opened_by: str
    official: str


@dataclass(frozen=True, slots=True)
class CardFacts:
    initiative: Initiative
    names: Names
    due: date | None
    appoint_by: date | None
    kyc_seen: bool  # whether the reader may know of KYC (A2)
    covering: KycCase | None
    newest: KycCase | None  # the newest case of the making organisation
    of_maker: bool  # writes in the making organisation
    of_body: bool  # writes in the authorised body
    of_akimat: bool  # writes in the akimat it was passed to
    head: bool
    me: PersonId
    company_seen: bool
    meeting_seen: bool
    today: date
    yellow_below: int

    @property
    def may_go(self) -> bool:
        """Whether nothing is missing before the transfer (M1.2)."""
        return self.covering is not None or self.initiative.allowed_by is not None


async def load_card(place: InitiativeCard, reading: Reading) -> CardFacts:
    return await card_facts(await visible_initiative(place.initiative, reading), reading)


async def card_facts(initiative: Initiative, reading: Reading) -> CardFacts:
    actor = reading.actor
    bodies, lists = reading.port(Bodies), reading.port(InitiativeLists)
    company = await reading.port(Companies).get(initiative.company)
    meeting = await reading.port(Meetings).get(initiative.meeting) if initiative.meeting else None
    cases = await reading.port(KycCases).of_company(initiative.company)
    today = almaty_date(reading.now)
    return CardFacts(
        initiative=initiative,
        names=Names(
            company=company.name if company else "",
            maker=_names(await bodies.get(initiative.maker)),
            akimat=_names(await bodies.get(initiative.akimat) if initiative.akimat else None),
            author=await bodies.person_name(initiative.author),
            opened_by=await bodies.person_name(initiative.opened_by) if initiative.opened_by else "",
            official=await bodies.person_name(initiative.official) if initiative.official else "",
        ),
        due=await lists.due(actor, initiative.id, CONSIDERATION),
        appoint_by=await lists.due(actor, initiative.id, APPOINTMENT),
        kyc_seen=may_see(actor, Placement(Thing.KYC, initiative.maker)),
        covering=covering_kyc(initiative, company, cases, today) if company else None,
        newest=next((case for case in cases if case.maker == initiative.maker), None),
        of_maker=initiative.maker == actor.organisation and may_change(actor, initiative.placement),
        of_body=actor.kind is OrganisationKind.AUTHORISED_BODY and actor.writes,
        of_akimat=initiative.akimat == actor.organisation and actor.writes,
        head=actor.role is Role.HEAD,
        me=actor.person,
        company_seen=company is not None and may_see(actor, company.placement),
        meeting_seen=meeting is not None and may_see(actor, meeting.placement),
        today=today,
        yellow_below=yellow_below(reading),
    )


def _names(body: Body | None) -> Mapping[str, str]:
    return body.names if body is not None else {}


@dataclass(frozen=True, slots=True)
class PassFacts:
    initiative: Initiative
    company: str
    akimats: Sequence[Body]
    until: date  # when the akimat's term would end if it went today


async def load_pass(place: InitiativePass, reading: Reading) -> PassFacts:
    """Raises NotPermitted for those who may not pass it, WrongState when it has gone."""
    initiative = await visible_initiative(place.initiative, reading)
    actor = reading.actor
    if initiative.maker != actor.organisation or not may_change(actor, initiative.placement):
        raise NotPermitted
    if initiative.passed:
        raise WrongState(initiative.state)
    akimats = await reading.port(Bodies).of_kind(OrganisationKind.AKIMAT)
    company = await reading.port(Companies).get(initiative.company)
    end = due(almaty_date(reading.now), reading.edition.attraction.initiative.period, reading.calendar)
    return PassFacts(
        initiative,
        company.name if company else "",
        [one for one in akimats if initiative.region in one.regions],
        end.on,
    )


@dataclass(frozen=True, slots=True)
class OfficialsFacts:
    place: InitiativeOfficials
    initiative: Initiative
    people: Sequence[tuple[PersonId, str, int]]  # who, name, how many initiatives they answer for
    me: PersonId


async def load_officials(place: InitiativeOfficials, reading: Reading) -> OfficialsFacts:
    """Raises NotPermitted for everybody but heads of the akimat."""
    initiative = await visible_initiative(place.initiative, reading)
    actor = reading.actor
    if initiative.akimat != actor.organisation or actor.role is not Role.HEAD:
        raise NotPermitted
    bodies = reading.port(Bodies)
    loads = await reading.port(InitiativeLists).loads(actor.organisation)
    people = [
        (one, await bodies.person_name(one), loads.get(one, 0)) for one in await bodies.writers(actor.organisation)
    ]
    people.sort(key=lambda one: one[2])  # the least loaded first; by name among equals
    return OfficialsFacts(place, initiative, people, actor.person)
