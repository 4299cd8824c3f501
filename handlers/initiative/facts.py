"""What the initiative room's screens need to know: read and authorised here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.access.scope import BY_REGION, Placement, Thing, check_sees, may_change, may_see
from domain.company.ports import Companies
from domain.conversation.ports import Conversations
from domain.deadline.due import due
from domain.initiative.model import Initiative, Pending, Petition
from domain.initiative.ports import InitiativeFilter, InitiativeLine, InitiativeLists, Initiatives, Petitions
from domain.initiative.rules import APPOINTMENT, CONSIDERATION, covering_kyc, handles
from domain.initiative.talk import initiative_topic
from domain.kit.actor import EVERYTHING, OrganisationKind, Role
from domain.kit.bodies import Bodies, Body
from domain.kit.ids import InitiativeId, OrganisationId, PersonId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted, WrongState
from domain.kyc.model import KycCase
from domain.kyc.ports import KycCases
from domain.meeting.ports import Meetings
from handlers.forms.registry import is_known
from handlers.initiative.places import (
    InitiativeCard,
    InitiativeCountries,
    InitiativeList,
    InitiativeMakers,
    InitiativeOfficials,
    InitiativePass,
    InitiativeRegions,
    InitiativeSectors,
)
from handlers.pick.counted import Counted
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below

PASSPORT_FORM = "passport.card"
"""The form of a project's passport, in whatever room it is."""


@dataclass(frozen=True, slots=True)
class ListFacts:
    place: InitiativeList
    lines: Sequence[InitiativeLine]
    total: int
    of: str  # the company whose initiatives these are
    by_region: bool
    today: date
    yellow_below: int
    by_maker: bool = False
    maker: Mapping[str, str] = field(default_factory=dict)  # the organisation the list is narrowed to


async def load_list(place: InitiativeList, reading: Reading) -> ListFacts:
    actor = reading.actor
    chosen = InitiativeFilter(
        place.whose == "waiting",
        place.state,
        place.region,
        place.company,
        place.meeting,
        place.sector,
        place.country,
        place.maker,
        almaty_date(reading.now),
    )
    lines, total = await reading.port(InitiativeLists).page(actor, chosen, offset(place.page), PAGE)
    of = ""
    if place.company is not None:
        company = await reading.port(Companies).get(place.company)
        if company is None:
            raise NotFound
        check_sees(actor, company.placement)
        of = company.name
    maker = await reading.port(Bodies).get(place.maker) if place.maker is not None else None
    return ListFacts(
        place,
        lines,
        total,
        of,
        actor.kind not in BY_REGION,
        almaty_date(reading.now),
        yellow_below(reading),
        actor.kind in EVERYTHING,
        _names(maker),
    )


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


@dataclass(frozen=True, slots=True)
class MakersFacts:
    place: InitiativeMakers
    counted: Sequence[tuple[OrganisationId, Mapping[str, str], int]]


async def load_makers(place: InitiativeMakers, reading: Reading) -> MakersFacts:
    """Raises NotPermitted for all but those who see every initiative: the others know who made theirs."""
    if reading.actor.kind not in EVERYTHING:
        raise NotPermitted
    return MakersFacts(place, await reading.port(InitiativeLists).makers(reading.actor))


async def count_waiting(reading: Reading) -> int:
    """How many initiatives wait for the reader."""
    return await reading.port(InitiativeLists).waiting(reading.actor, almaty_date(reading.now))


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
class PetitionNames:
    """People and akimats of a petition, as they are called."""

    akimat: Mapping[str, str] = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)
    asked_by: str = ""
    answered_by: str = ""
    decided_by: str = ""


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
    petition: Petition | None = None  # the newest: undecided, or decided last
    petition_names: PetitionNames = PetitionNames()
    extended_by: str = ""
    handles: bool = False  # the responsible official or the head (п. 42)
    asked: bool = False  # writes in the akimat that is asked to take it
    extendable: bool = False  # not extended as often as it may be, and the term runs
    passport: bool = False  # whether a project passport can be filled in
    unread: int = 0  # messages of the conversation
    talks: bool = False  # may write in it

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
    petition = next(iter(await reading.port(Petitions).of(initiative.id)), None)
    topic = await initiative_topic(initiative.id, reading.port)
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
        petition=petition,
        petition_names=await petition_names(petition, reading),
        extended_by=await bodies.person_name(initiative.extended_by) if initiative.extended_by else "",
        handles=handles(actor, initiative) and initiative.considered,
        asked=initiative.asked_akimat == actor.organisation and actor.writes,
        extendable=may_extend(initiative, reading),
        passport=is_known(PASSPORT_FORM),
        unread=await reading.port(Conversations).unread(Ref("initiative", initiative.id), actor.person),
        talks=topic is not None and topic.may_write(actor),
    )


def may_extend(initiative: Initiative, reading: Reading) -> bool:
    """Whether the term runs and may still be extended (п. 42.2)."""
    runs = initiative.due_on is not None and almaty_date(reading.now) <= initiative.due_on
    left = initiative.extensions < reading.edition.attraction.extensions.value
    return runs and left and initiative.considered and initiative.pending == Pending.NOTHING


async def petition_names(petition: Petition | None, reading: Reading) -> PetitionNames:
    """Who asked, answered and decided, and for which akimats."""
    if petition is None:
        return PetitionNames()
    bodies = reading.port(Bodies)
    return PetitionNames(
        akimat=_names(await bodies.get(petition.akimat)),
        other=_names(await bodies.get(petition.other) if petition.other is not None else None),
        asked_by=await bodies.person_name(petition.asked_by),
        answered_by=await bodies.person_name(petition.answered_by) if petition.answered_by else "",
        decided_by=await bodies.person_name(petition.decided_by) if petition.decided_by else "",
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
