"""What the meeting room's screens need to know: read and authorised here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.access.scope import check_changes, check_sees, may_change, may_see
from domain.company.model import Company, Contact
from domain.company.ports import Companies
from domain.company.rules import may_make_cards
from domain.file.model import FileState, KeptFile
from domain.file.ports import Files
from domain.initiative.ports import InitiativeFilter, InitiativeLists
from domain.kit.actor import ABROAD
from domain.kit.bodies import Bodies
from domain.kit.ids import CompanyId, MeetingId, PersonId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted
from domain.meeting.model import Agreement, Meeting
from domain.meeting.notices import FileOfMeeting, MeetingPrinted
from domain.meeting.ports import MeetingFilter, MeetingLine, MeetingLists, Meetings
from handlers.meeting.places import (
    AgreementCard,
    MeetingCard,
    MeetingCountries,
    MeetingFiles,
    MeetingList,
    MeetingPaper,
    MeetingSectors,
)
from handlers.pick.counted import Counted
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below


@dataclass(frozen=True, slots=True)
class ListFacts:
    place: MeetingList
    lines: Sequence[MeetingLine]
    total: int
    company: str
    may_make: bool
    abroad: bool


async def load_list(place: MeetingList, reading: Reading) -> ListFacts:
    actor = reading.actor
    abroad = actor.kind in ABROAD
    whose = place.whose if abroad and place.company is None else "all"
    chosen = MeetingFilter(whose == "own", whose == "organisation", place.company, place.country, place.sector)
    lines, total = await reading.port(MeetingLists).page(actor, chosen, offset(place.page), PAGE)
    company = await _company(place.company, reading) if place.company else None
    return ListFacts(place, lines, total, company.name if company else "", may_make_cards(actor), abroad)


@dataclass(frozen=True, slots=True)
class CountedFacts:
    place: MeetingCountries | MeetingSectors
    counted: Counted


async def load_countries(place: MeetingCountries, reading: Reading) -> CountedFacts:
    return CountedFacts(place, await reading.port(MeetingLists).countries(reading.actor))


async def load_sectors(place: MeetingSectors, reading: Reading) -> CountedFacts:
    return CountedFacts(place, await reading.port(MeetingLists).sectors(reading.actor))


async def _company(company_id: CompanyId, reading: Reading) -> Company:
    company = await reading.port(Companies).get(company_id)
    if company is None:
        raise NotFound
    check_sees(reading.actor, company.placement)
    return company


async def visible_meeting(meeting_id: MeetingId, reading: Reading) -> Meeting:
    """The meeting for reading. Raises NotFound where the reader may not know of it (A2)."""
    meeting = await reading.port(Meetings).get(meeting_id)
    if meeting is None:
        raise NotFound
    check_sees(reading.actor, meeting.placement)
    return meeting


async def meeting_to_change(meeting_id: MeetingId, reading: Reading) -> Meeting:
    """The meeting for whoever may change its card: of the organisation that met the investor. Raises NotFound,
    NotPermitted, as the act does."""
    meeting = await visible_meeting(meeting_id, reading)
    check_changes(reading.actor, meeting.placement)
    if meeting.maker != reading.actor.organisation:
        raise NotPermitted
    return meeting


@dataclass(frozen=True, slots=True)
class CardFacts:
    meeting: Meeting
    company: str
    contacts: Sequence[Contact]
    agreements: Sequence[Agreement]
    author: str
    initiatives: int
    files: int
    may_change: bool
    today: date
    yellow_below: int


async def load_card(place: MeetingCard, reading: Reading) -> CardFacts:
    actor = reading.actor
    meeting = await visible_meeting(place.meeting, reading)
    companies = reading.port(Companies)
    company = await companies.get(meeting.company)
    contacts = [one for one in await companies.contacts_of(meeting.company) if one.id in meeting.contacts]
    _, initiatives = await reading.port(InitiativeLists).page(actor, InitiativeFilter(meeting=meeting.id), 0, 0)
    return CardFacts(
        meeting=meeting,
        company=company.name if company else "",
        contacts=contacts,
        agreements=await reading.port(Meetings).agreements(meeting.id),
        author=await reading.port(Bodies).person_name(meeting.author),
        initiatives=initiatives,
        files=len(await reading.port(Files).of(Ref("meeting", meeting.id))),
        may_change=may_change(actor, meeting.placement) and meeting.maker == actor.organisation,
        today=almaty_date(reading.now),
        yellow_below=yellow_below(reading),
    )


@dataclass(frozen=True, slots=True)
class PrintFacts:
    """The card with the names that a document spells out."""

    card: CardFacts
    organisation: dict[str, str]
    people: dict[PersonId, str]


async def load_print(meeting: MeetingId, reading: Reading) -> PrintFacts:
    """Raises NotFound where the reader may not know of the meeting (A2; attack 42)."""
    card = await load_card(MeetingCard(meeting), reading)
    bodies = reading.port(Bodies)
    maker = await bodies.get(card.meeting.maker)
    people = {one.person: await bodies.person_name(one.person) for one in card.agreements}
    return PrintFacts(card, maker.names if maker else {}, people)


@dataclass(frozen=True, slots=True)
class FilesFacts:
    place: MeetingFiles
    company: str
    files: Sequence[KeptFile]
    may_change: bool


async def load_files(place: MeetingFiles, reading: Reading) -> FilesFacts:
    actor = reading.actor
    meeting = await visible_meeting(place.meeting, reading)
    company = await reading.port(Companies).get(meeting.company)
    files = await reading.port(Files).of(Ref("meeting", meeting.id))
    may = may_change(actor, meeting.placement) and meeting.maker == actor.organisation
    return FilesFacts(place, company.name if company else "", files, may)


async def load_paper(place: MeetingPaper, reading: Reading) -> Meeting:
    return await visible_meeting(place.meeting, reading)


async def load_file(notice: FileOfMeeting, reading: Reading) -> KeptFile | None:
    """Only a checked file that still belongs to a meeting the reader may see is sent (A2; attack 42)."""
    meeting = await reading.port(Meetings).get(notice.meeting)
    if meeting is None or not may_see(reading.actor, meeting.placement):
        return None
    files = await reading.port(Files).of(Ref("meeting", meeting.id))
    return next((one for one in files if one.id == notice.file and one.state is FileState.CHECKED), None)


async def load_printed(notice: MeetingPrinted, reading: Reading) -> KeptFile | None:
    meeting = await reading.port(Meetings).get(notice.meeting)
    if meeting is None or not may_see(reading.actor, meeting.placement):
        return None
    return await reading.port(Files).get(notice.file)


@dataclass(frozen=True, slots=True)
class AgreementShown:
    meeting: Meeting
    company: str
    agreement: Agreement
    person: str
    may_change: bool
    today: date
    yellow_below: int


async def load_agreement(place: AgreementCard, reading: Reading) -> AgreementShown:
    actor = reading.actor
    meeting = await visible_meeting(place.meeting, reading)
    company = await reading.port(Companies).get(meeting.company)
    for one in await reading.port(Meetings).agreements(meeting.id):
        if one.id == place.agreement:
            return AgreementShown(
                meeting,
                company.name if company else "",
                one,
                await reading.port(Bodies).person_name(one.person),
                may_change(actor, meeting.placement) and meeting.maker == actor.organisation,
                almaty_date(reading.now),
                yellow_below(reading),
            )
    raise NotFound
