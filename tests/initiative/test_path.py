"""The embassy's path as acts on a real database: company, meeting, KYC, initiative, akimat (M1.1–M1.7)."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.storage import bodies, company, initiative, kyc, meeting
from bot.storage.unit import Database
from domain.company import acts as company_acts
from domain.company.ports import Companies, CompanyFilter, CompanyLists
from domain.deadline.model import CloseDeadline, HandOver, OpenDeadline
from domain.initiative import acts, allowance
from domain.initiative.model import InitiativeState
from domain.initiative.notices import InitiativeArrived
from domain.initiative.ports import InitiativeFilter, InitiativeLists, Initiatives
from domain.initiative.rules import APPOINTMENT, CONSIDERATION, NoCurrentKyc, OpenedAlready
from domain.kit.bodies import Bodies
from domain.kit.ids import CompanyId, InitiativeId, KycId, MeetingId
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, PinNeeded
from domain.kyc import acts as kyc_acts
from domain.kyc.model import KycFacts, KycState, SanctionsExposure
from domain.kyc.ports import KycCases, KycLists
from domain.kyc.rules import AuthorisedBodyDecides, SecondPersonNeeded
from domain.meeting import acts as meeting_acts
from domain.meeting.model import AgreementState
from domain.meeting.ports import MeetingFilter, MeetingLists, Meetings
from tests.town import cards
from tests.town.people import Town, build, settle_in

PORTS = company.PORTS | meeting.PORTS | kyc.PORTS | initiative.PORTS | bodies.PORTS


@pytest.fixture
async def town(database: str) -> Town:
    made = build()
    await settle_in(made, database)
    return made


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    opened = Database(database, PORTS, size=2)
    yield opened
    await opened.close()


async def make_company(db: Database, town: Town) -> CompanyId:
    async with db.unit() as unit:
        return await company_acts.create(town.desk("berlin.officer"), unit.port(Companies), cards.company())


async def make_meeting(db: Database, town: Town, of: CompanyId) -> MeetingId:
    async with db.unit() as unit:
        desk = town.desk("berlin.officer")
        made = await meeting_acts.record(desk, unit.port(Companies), unit.port(Meetings), cards.meeting(of))
        opened = [change for change in desk.deadline_changes if isinstance(change, OpenDeadline)]
        assert [change.due for change in opened] == [date(2026, 11, 30)]  # M1.3: agreements become deadlines
        return made


async def open_kyc(db: Database, town: Town, of: CompanyId, facts: KycFacts | None = None) -> KycId:
    async with db.unit() as unit:
        return await kyc_acts.open_case(
            town.desk("berlin.officer"),
            unit.port(Companies),
            unit.port(KycCases),
            unit.port(Bodies),
            of,
            facts or cards.kyc(),
        )


async def decide(
    db: Database, town: Town, who: str, case: KycId, *, seen: int = 1, pin: bool = True, reason: str = "seen"
) -> None:
    async with db.unit() as unit:
        await kyc_acts.decide(
            town.desk(who, pin=pin),
            unit.port(Companies),
            unit.port(KycCases),
            unit.port(Bodies),
            case,
            seen,
            KycState.APPROVED,
            reason,
        )


async def make_initiative(db: Database, town: Town, of: CompanyId, at: MeetingId) -> InitiativeId:
    async with db.unit() as unit:
        return await acts.create(
            town.desk("berlin.officer"),
            unit.port(Companies),
            unit.port(Meetings),
            unit.port(Initiatives),
            of,
            at,
            cards.initiative(),
        )


async def pass_on(db: Database, town: Town, one: InitiativeId, *, who: str = "berlin.officer", seen: int = 1) -> None:
    async with db.unit() as unit:
        desk = town.desk(who)
        await acts.pass_on(
            desk,
            unit.port(Companies),
            unit.port(KycCases),
            unit.port(Meetings),
            unit.port(Initiatives),
            unit.port(Bodies),
            one,
            seen,
            town.organisations["karaganda"],
        )
        opened = {change.kind: change for change in desk.deadline_changes if isinstance(change, OpenDeadline)}
        assert opened[CONSIDERATION].due == date(2026, 12, 17)  # п. 42: 30 c.d.: 16.12 is a day off, so it rolls (T2)
        assert opened[CONSIDERATION].nominal == date(2026, 12, 16)
        assert opened[APPOINTMENT].due == date(2026, 11, 19)  # M1.7: 3 w.d.
        assert [posted.notice for posted in desk.posted] == [InitiativeArrived(one)]


async def test_the_whole_path(db: Database, town: Town) -> None:
    of = await make_company(db, town)
    at = await make_meeting(db, town, of)
    one = await make_initiative(db, town, of, at)
    with pytest.raises(NoCurrentKyc):  # M1.2: nothing goes to a MIO without a current decision
        await pass_on(db, town, one)
    case = await open_kyc(db, town, of)
    with pytest.raises(SecondPersonNeeded):  # attack 44
        await decide(db, town, "berlin.officer", case)
    with pytest.raises(PinNeeded):  # A3
        await decide(db, town, "berlin.head", case, pin=False)
    await decide(db, town, "berlin.head", case)
    async with db.unit() as unit:  # before the transfer the region sees nothing (A2)
        assert await unit.port(InitiativeLists).page(town["karaganda.head"], InitiativeFilter(), 0, 9) == ([], 0)
        assert await unit.port(CompanyLists).page(town["karaganda.head"], CompanyFilter(), 0, 9) == ([], 0)
    await pass_on(db, town, one)
    async with db.unit() as unit:
        lines, total = await unit.port(InitiativeLists).page(town["karaganda.head"], InitiativeFilter(own=True), 0, 9)
        assert total == 1
        assert lines[0].number == "И-2026-000001"
        assert lines[0].company_name == cards.MONARCH
        assert (await unit.port(MeetingLists).page(town["karaganda.head"], MeetingFilter(), 0, 9))[1] == 1
        for stranger in ("turkistan.head", "seoul.head", "chamber.head", "investor.head", "system.head"):
            assert (await unit.port(InitiativeLists).page(town[stranger], InitiativeFilter(), 0, 9))[1] == 0
            assert (await unit.port(CompanyLists).page(town[stranger], CompanyFilter(), 0, 9))[1] == 0
        for found in ("123", "1", "I-2026-000001", "2026 1"):
            from domain.names.fold import search_key

            hits = await unit.port(InitiativeLists).find(town["karaganda.head"], search_key(found), 5)
            assert bool(hits) == (found != "123"), found
    async with db.unit() as unit:
        await acts.open_by_akimat(town.desk("karaganda.head"), unit.port(Initiatives), one)
    with pytest.raises(OpenedAlready):
        await take_back(db, town, one, seen=3)
    async with db.unit() as unit:
        desk = town.desk("karaganda.head")
        await acts.appoint(desk, unit.port(Initiatives), unit.port(Bodies), one, 3, town["karaganda.officer"].person)
        assert any(isinstance(change, CloseDeadline) and change.kind == APPOINTMENT for change in desk.deadline_changes)
        # T7: the date was computed by the edition of the day it was passed on; only who answers for it changes.
        handed = [change for change in desk.deadline_changes if change.kind == CONSIDERATION]
        assert [type(change) for change in handed] == [HandOver]
    async with db.unit() as unit:
        stands = await unit.port(Initiatives).get(one)
        assert stands is not None
        assert (stands.state, stands.official, stands.kyc) == (
            InitiativeState.APPOINTED,
            town["karaganda.officer"].person,
            case,
        )


async def take_back(db: Database, town: Town, one: InitiativeId, *, seen: int) -> None:
    async with db.unit() as unit:
        await acts.take_back(
            town.desk("berlin.officer"),
            unit.port(Companies),
            unit.port(Meetings),
            unit.port(Initiatives),
            one,
            seen,
        )


async def test_a_wrong_hand_over_is_taken_back(db: Database, town: Town) -> None:
    of = await make_company(db, town)
    at = await make_meeting(db, town, of)
    one = await make_initiative(db, town, of, at)
    await decide(db, town, "berlin.head", await open_kyc(db, town, of))
    await pass_on(db, town, one)
    with pytest.raises(ChangedMeanwhile):
        await take_back(db, town, one, seen=1)
    await take_back(db, town, one, seen=2)
    async with db.unit() as unit:
        for lists in (
            await unit.port(InitiativeLists).page(town["karaganda.head"], InitiativeFilter(), 0, 9),
            await unit.port(CompanyLists).page(town["karaganda.head"], CompanyFilter(), 0, 9),
            await unit.port(MeetingLists).page(town["karaganda.head"], MeetingFilter(), 0, 9),
        ):
            assert lists[1] == 0


async def test_high_risk_is_for_the_authorised_body(db: Database, town: Town) -> None:
    """M1.2."""
    of = await make_company(db, town)
    case = await open_kyc(db, town, of, cards.kyc(sanctions=SanctionsExposure.LISTED))
    async with db.unit() as unit:
        assert (await unit.port(KycLists).to_decide(town["berlin.head"], 0, 9))[1] == 0
        assert (await unit.port(KycLists).to_decide(town["uo.officer"], 0, 9))[1] == 1
        assert (await unit.port(KycLists).page(town["seoul.head"], "", False, 0, 9))[1] == 0
    for who in ("berlin.head", "nc.head"):
        with pytest.raises(AuthorisedBodyDecides):
            await decide(db, town, who, case)
    with pytest.raises(NotPermitted):
        await decide(db, town, "uo.observer", case)
    await decide(db, town, "uo.officer", case)


async def test_the_region_can_be_allowed_first(db: Database, town: Town) -> None:
    """M1.2: the UO may allow the transfer before the decision, with a reason."""
    of = await make_company(db, town)
    one = await make_initiative(db, town, of, await make_meeting(db, town, of))
    async with db.unit() as unit:
        with pytest.raises(NotPermitted):
            await allowance.allow(town.desk("nc.head"), unit.port(Initiatives), one, 1, "urgent")
        with pytest.raises(NotFound):
            await allowance.allow(town.desk("seoul.head"), unit.port(Initiatives), one, 1, "urgent")
        await allowance.allow(town.desk("uo.head"), unit.port(Initiatives), one, 1, "urgent")
    await pass_on(db, town, one, seen=2)


async def passable(db: Database, town: Town) -> tuple[CompanyId, InitiativeId]:
    """An approved check and an initiative that may go."""
    of = await make_company(db, town)
    one = await make_initiative(db, town, of, await make_meeting(db, town, of))
    await decide(db, town, "berlin.head", await open_kyc(db, town, of))
    town.later(minutes=1)
    return of, one


async def verdict(db: Database, town: Town, who: str, case: KycId, what: KycState) -> None:
    async with db.unit() as unit:
        cases = unit.port(KycCases)
        known = await cases.get(case)
        assert known is not None
        ports = (unit.port(Companies), cases, unit.port(Bodies))
        await kyc_acts.decide(town.desk(who), *ports, case, known.version, what, "seen")


async def test_a_later_refusal_ends_an_approval(db: Database, town: Town) -> None:
    """M1.2: the newest decision counts; an approval under it does not, and its clock stops."""
    of, one = await passable(db, town)
    case = await open_kyc(db, town, of, cards.kyc(sanctions=SanctionsExposure.LISTED))
    with pytest.raises(NoCurrentKyc):  # already while the grave answers wait for a decision
        await pass_on(db, town, one)
    await verdict(db, town, "uo.officer", case, KycState.REFUSED)
    with pytest.raises(NoCurrentKyc):
        await pass_on(db, town, one)


async def test_a_renewal_on_its_way_does_not_end_an_approval(db: Database, town: Town) -> None:
    of, one = await passable(db, town)
    await open_kyc(db, town, of)
    await pass_on(db, town, one)


async def test_high_risk_once_stays_with_the_authorised_body(db: Database, town: Town) -> None:
    """M1.2: softer answers in a later case do not take the decision from the authorised body."""
    of = await make_company(db, town)
    first = await open_kyc(db, town, of, cards.kyc(sanctions=SanctionsExposure.LISTED))
    await verdict(db, town, "uo.officer", first, KycState.REFUSED)
    town.later(minutes=1)
    second = await open_kyc(db, town, of)
    with pytest.raises(AuthorisedBodyDecides):
        await verdict(db, town, "berlin.head", second, KycState.APPROVED)
    await verdict(db, town, "uo.officer", second, KycState.RETURNED)
    async with db.unit() as unit:
        ports = (unit.port(Companies), unit.port(KycCases), unit.port(Bodies))
        desk = town.desk("berlin.officer")
        await kyc_acts.resubmit(desk, *ports, second, 2, cards.kyc())
        (entry,) = desk.entries
        assert entry.before is not None and entry.before["answers"]["activity"] == cards.kyc().activity  # A4
    with pytest.raises(AuthorisedBodyDecides):
        await verdict(db, town, "berlin.head", second, KycState.APPROVED)


@pytest.mark.parametrize(
    "change", [{"name": "Sanctioned Oil Co"}, {"country": "IR"}, {"registration_number": "7"}, {"parent": "Another"}]
)
async def test_an_approval_is_of_the_company_that_was_checked(db: Database, town: Town, change: dict[str, str]) -> None:
    """M1.2: another name, country, number or parent needs another check; notes do not."""
    of, one = await passable(db, town)
    async with db.unit() as unit:
        ports = unit.port(Companies)
        await company_acts.amend(town.desk("berlin.officer"), ports, of, 1, cards.company(**change))
    with pytest.raises(NoCurrentKyc):
        await pass_on(db, town, one)
    async with db.unit() as unit:
        await company_acts.amend(
            town.desk("berlin.officer"), unit.port(Companies), of, 2, cards.company(notes="visited the plant")
        )
    await pass_on(db, town, one)


async def test_an_allowance_is_for_what_was_asked(db: Database, town: Town) -> None:
    """M1.2: what is made of the initiative afterwards needs another allowance."""
    of = await make_company(db, town)
    one = await make_initiative(db, town, of, await make_meeting(db, town, of))
    async with db.unit() as unit:
        await allowance.allow(town.desk("uo.head"), unit.port(Initiatives), one, 1, "urgent")
    async with db.unit() as unit:
        facts = cards.initiative(title="Another plant")
        await acts.amend(town.desk("berlin.officer"), unit.port(Initiatives), one, 2, facts)
    with pytest.raises(NoCurrentKyc):
        await pass_on(db, town, one, seen=3)


async def test_each_organisation_renews_its_own_check(db: Database, town: Town) -> None:
    """M1.2: an approval starts a clock of its own; a second organisation's does not stop it."""
    of = await make_company(db, town)
    case = await open_kyc(db, town, of)
    async with db.unit() as unit:
        desk = town.desk("berlin.head")
        ports = (unit.port(Companies), unit.port(KycCases), unit.port(Bodies))
        await kyc_acts.decide(desk, *ports, case, 1, KycState.APPROVED, "")
        assert [change.subject.id for change in desk.deadline_changes] == [case]


async def test_agreements_are_closed_once(db: Database, town: Town) -> None:
    of = await make_company(db, town)
    at = await make_meeting(db, town, of)
    async with db.unit() as unit:
        meetings = unit.port(Meetings)
        agreement = (await meetings.agreements(at))[0]
        desk = town.desk("berlin.head")
        await meeting_acts.close_agreement(desk, meetings, at, agreement.id, AgreementState.DONE)
        assert isinstance(desk.deadline_changes[0], CloseDeadline)
    async with db.unit() as unit:
        stored = await unit.port(Meetings).get(at)
        assert stored is not None
        assert stored.project_cost == cards.meeting(of).project_cost
