"""What the screens of duties read (R1–R12; A2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.duty import rules
from domain.duty.model import DutyState, Exemption, OwedDuty, parsed_period
from domain.duty.notices import DutyAsked, DutyWaived, FileOfDuty
from domain.duty.ports import Counted, Duties, DutyFigures, DutyLine, DutyLists, Owing, RoundLine
from domain.edition.duties import Duty
from domain.file.model import FileState, KeptFile
from domain.file.ports import Files
from domain.kit.actor import EVERYTHING, Actor, OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.ids import DutyId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted
from handlers.duty.places import DutyCard, DutyFiles, DutyRound, DutyRounds, MyDuties, SendDuty
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below
from handlers.room import Way
from handlers.words.catalog import Text


@dataclass(frozen=True, slots=True)
class MineFacts:
    page: int
    lines: Sequence[DutyLine]
    open: int
    whole: int
    today: date
    yellow_below: int


@dataclass(frozen=True, slots=True)
class CardFacts:
    """`working`: the last working day, where the last day itself is a day off."""

    owed: OwedDuty
    duty: Duty
    body: Owing
    own: bool
    today: date
    yellow_below: int
    working: date | None
    sender: str
    exemption: Exemption | None
    files: int
    counted: Counted
    may_send: bool
    may_take_back: bool
    may_waive: bool
    may_withdraw: bool
    browses: bool


@dataclass(frozen=True, slots=True)
class FilesFacts:
    place: DutyFiles
    owed: OwedDuty
    files: Sequence[KeptFile]
    may_change: bool


@dataclass(frozen=True, slots=True)
class RoundsFacts:
    page: int
    lines: Sequence[RoundLine]
    whole: int
    today: date
    yellow_below: int
    asks: bool


@dataclass(frozen=True, slots=True)
class RoundFacts:
    place: DutyRound
    line: RoundLine
    duty: Duty
    bodies: Sequence[DutyLine]
    today: date
    yellow_below: int


async def own_parts(reading: Reading) -> frozenset[str]:
    """What the Law gives to the reader's organisation."""
    body = await reading.port(Duties).body(reading.actor.organisation)
    return frozenset() if body is None else body.parts


async def visible(id_: DutyId, reading: Reading) -> tuple[OwedDuty, Duty, Owing]:
    """Raises NotFound where the reader may not know of the duty (A2)."""
    duties = reading.port(Duties)
    owed = await duties.get(id_)
    body = None if owed is None else await duties.body(owed.organisation)
    if owed is None or body is None:
        raise NotFound
    duty = reading.edition.duty(owed.code)
    if not rules.may_see(reading.actor, owed.organisation, duty, await own_parts(reading)):
        raise NotFound
    return owed, duty, body


async def ways(ref: Ref, reading: Reading) -> Sequence[Way]:
    """By what the deadline of a duty is closed (N3): for those of the owing body who write."""
    try:
        owed, _, _ = await visible(DutyId(ref.id), reading)
    except NotFound:
        return ()
    if not rules.may_send(reading.actor, owed):
        return ()
    return (Way(Text("duty.card", "Mark as sent"), SendDuty(owed.id, None)),)


async def load_mine(place: MyDuties, reading: Reading) -> MineFacts:
    actor, lists = reading.actor, reading.port(DutyLists)
    open_, whole = await lists.count_mine(actor.organisation)
    found = await lists.mine(actor.organisation, offset(place.page), PAGE)
    return MineFacts(place.page, found, open_, whole, almaty_date(reading.now), yellow_below(reading))


async def count_mine(reading: Reading) -> int:
    return (await reading.port(DutyLists).count_mine(reading.actor.organisation))[0]


async def load_card(place: DutyCard, reading: Reading) -> CardFacts:
    owed, duty, body = await visible(place.duty, reading)
    return await _card(owed, duty, body, reading)


async def _card(owed: OwedDuty, duty: Duty, body: Owing, reading: Reading) -> CardFacts:
    actor, today = reading.actor, almaty_date(reading.now)
    last = reading.calendar.last_working(owed.due)
    period = parsed_period(owed.period)
    exempt = owed.state is DutyState.EXEMPT
    return CardFacts(
        owed=owed,
        duty=duty,
        body=body,
        own=owed.organisation == actor.organisation,
        today=today,
        yellow_below=yellow_below(reading),
        working=None if last == owed.due else last,
        sender="" if owed.sent_by is None else await reading.port(Bodies).person_name(owed.sent_by),
        exemption=await reading.port(Duties).exemption(owed.code, owed.organisation) if exempt else None,
        files=len(await reading.port(Files).of(owed.ref)),
        counted=Counted()
        if period is None
        else await reading.port(DutyFigures).counted(owed.organisation, period.first, period.last),
        may_send=rules.may_send(actor, owed),
        may_take_back=rules.may_take_back(actor, owed, today),
        may_waive=rules.may_waive(actor, owed, body.kind),
        may_withdraw=rules.may_withdraw(actor, owed),
        browses=actor.kind is OrganisationKind.AUTHORISED_BODY,
    )


async def load_files(place: DutyFiles, reading: Reading) -> FilesFacts:
    owed, _, _ = await visible(place.duty, reading)
    may = reading.actor.writes and owed.organisation == reading.actor.organisation
    files = await reading.port(Files).of(owed.ref)
    return FilesFacts(place, owed, files, may and owed.state is DutyState.OPEN)


async def followed(reading: Reading) -> frozenset[str] | None:
    """Codes of the duties whose senders the reader follows; None: all. Raises NotPermitted for who follows nothing."""
    actor = reading.actor
    if actor.kind in EVERYTHING:
        return None
    parts = await own_parts(reading)
    codes = frozenset(duty.code for duty in reading.edition.duties if rules.addressed_to(duty, parts))
    if not codes:
        raise NotPermitted
    return codes


async def load_rounds(place: DutyRounds, reading: Reading) -> RoundsFacts:
    codes = await followed(reading)
    lists = reading.port(DutyLists)
    whole = await lists.count_rounds(codes)
    found = await lists.rounds(codes, offset(place.page), PAGE)
    today = almaty_date(reading.now)
    return RoundsFacts(place.page, found, whole, today, yellow_below(reading), rules.asks(reading.actor))


async def count_rounds(reading: Reading) -> int:
    """For central bodies, most of which follow nobody: how many rounds are there."""
    try:
        codes = await followed(reading)
    except NotPermitted:
        return 0
    return await reading.port(DutyLists).count_rounds(codes)


async def load_round(place: DutyRound, reading: Reading) -> RoundFacts:
    codes = await followed(reading)
    line = await reading.port(DutyLists).round(place.code, place.period)
    if line is None or (codes is not None and place.code not in codes):
        raise NotFound
    bodies = await reading.port(DutyLists).of_round(place.code, place.period, offset(place.page), PAGE)
    duty, today = reading.edition.duty(place.code), almaty_date(reading.now)
    return RoundFacts(place, line, duty, bodies, today, yellow_below(reading))


async def load_asked(notice: DutyAsked, reading: Reading) -> CardFacts | None:
    """None once it is sent, withdrawn, or none of the reader's."""
    found = await _noticed(notice.duty, reading)
    return found if found is not None and found.owed.state is DutyState.OPEN else None


async def load_waived(notice: DutyWaived, reading: Reading) -> CardFacts | None:
    return await _noticed(notice.duty, reading)


async def _noticed(id_: DutyId, reading: Reading) -> CardFacts | None:
    try:
        owed, duty, body = await visible(id_, reading)
    except NotFound:
        return None
    return await _card(owed, duty, body, reading)


async def load_file(notice: FileOfDuty, reading: Reading) -> KeptFile | None:
    """Only a checked file that still belongs to a duty the reader may see is sent (A2; attack 42)."""
    try:
        owed, _, _ = await visible(notice.duty, reading)
    except NotFound:
        return None
    files = await reading.port(Files).of(owed.ref)
    return next((one for one in files if one.id == notice.file and one.state is FileState.CHECKED), None)


def owes_something(actor: Actor) -> bool:
    """Whether somebody of this kind of organisation can owe a regular duty at all."""
    return actor.kind in rules.OWING
