"""The town on PostgreSQL with every kind of organisation of A1, and the cards that the acts are tried on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from bot.machine.finish import papers_form
from bot.storage.machine import write_papers
from bot.storage.unit import Database, Unit
from domain.company import acts as company_acts
from domain.company.model import ContactFacts
from domain.company.ports import Companies
from domain.initiative import acts as initiative_acts
from domain.initiative.ports import Initiatives
from domain.kit.actor import OrganisationKind as K
from domain.kit.actor import Scope
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import CompanyId, ContactId, InitiativeId, KycId, MeetingId
from domain.kyc import acts as kyc_acts
from domain.kyc.model import KycFacts, KycState
from domain.kyc.ports import KycCases
from domain.meeting import acts as meeting_acts
from domain.meeting.ports import Meetings
from tests.town import cards
from tests.town.people import Town

T = TypeVar("T")

MORE = {
    "nc_germany": (K.NC_ABROAD, Scope(countries=frozenset({"DE"}))),
    "nc_karaganda": (K.REGIONAL_REPRESENTATIVE, Scope(regions=frozenset({"35"}))),
    "karaganda_org": (K.REGIONAL_ORGANISATION, Scope(regions=frozenset({"35"}))),
    "energy": (K.CENTRAL_BODY, Scope(sectors=frozenset({"D"}))),
    "holding": (K.HOLDING, Scope()),
    "support": (K.SUPPORT_ORGANISATION, Scope()),
    "institute": (K.INDUSTRY_INSTITUTE, Scope()),
    "participant": (K.PARTICIPANT, Scope()),
}
"""Beside the town's own: with them every kind of A1 is there."""


@dataclass
class Stage:
    """A town with a database; what is prepared is committed."""

    town: Town
    db: Database

    async def do(self, who: str, work: Callable[[Unit, Desk], Awaitable[T]]) -> T:
        """One act of this person, committed with what it left: deadlines, notices, audit."""
        desk = self.town.desk(who)
        async with self.db.unit() as unit:
            result = await work(unit, desk)
            await unit.flush()
            form = papers_form(desk, key=str(uuid4()), who=desk.actor, legal_at=desk.now.isoformat())
            await write_papers(unit.raw, form)
            return result

    async def sql(self, query: str, *values: Any) -> Any:
        async with self.db.unit() as unit:
            return await unit.raw.fetchval(query, *values)

    async def company(self, by: str = "berlin.officer", **changes: object) -> CompanyId:
        return await self.do(
            by,
            lambda u, d: company_acts.create(d, u.port(Companies), cards.company(**changes)),  # type: ignore[arg-type]
        )

    async def contact(self, company: CompanyId) -> ContactId:
        facts = ContactFacts("Anna Müller")
        return await self.do(
            "berlin.officer", lambda u, d: company_acts.add_contact(d, u.port(Companies), company, facts)
        )

    async def meeting(self, company: CompanyId) -> MeetingId:
        return await self.do(
            "berlin.officer",
            lambda u, d: meeting_acts.record(d, u.port(Companies), u.port(Meetings), cards.meeting(company)),
        )

    async def agreement(self, meeting: MeetingId) -> Any:
        return await self.sql("SELECT id FROM agreement WHERE meeting = $1", meeting)

    async def case(self, company: CompanyId, facts: KycFacts | None = None, by: str = "berlin.officer") -> KycId:
        return await self.do(
            by,
            lambda u, d: kyc_acts.open_case(
                d, u.port(Companies), u.port(KycCases), u.port(Bodies), company, facts or cards.kyc()
            ),
        )

    async def decide(self, case: KycId, verdict: KycState, by: str = "berlin.head") -> None:
        await self.do(
            by,
            lambda u, d: kyc_acts.decide(
                d, u.port(Companies), u.port(KycCases), u.port(Bodies), case, 1, verdict, "a reason"
            ),
        )

    async def initiative(self, company: CompanyId, meeting: MeetingId) -> InitiativeId:
        return await self.do(
            "berlin.officer",
            lambda u, d: initiative_acts.create(
                d, u.port(Companies), u.port(Meetings), u.port(Initiatives), company, meeting, cards.initiative()
            ),
        )

    async def pass_on(self, initiative: InitiativeId) -> None:
        """To the akimat of Karaganda, with a current decision on KYC."""
        await self.do(
            "berlin.officer",
            lambda u, d: initiative_acts.pass_on(
                d,
                u.port(Companies),
                u.port(KycCases),
                u.port(Meetings),
                u.port(Initiatives),
                u.port(Bodies),
                initiative,
                1,
                self.town.organisations["karaganda"],
            ),
        )

    async def invitation(self) -> Any:
        """An open invitation to Berlin, made by its head."""
        made = uuid4()
        await self.sql(
            "INSERT INTO invitation (id, code_hash, organisation_id, role, name, inviter_id, made_at, expires_at)"
            " VALUES ($1, $2, $3, 'officer', 'Somebody', $4, $5, $5::timestamptz + interval '48 hours')",
            made,
            made.bytes * 2,
            self.town.organisations["berlin"],
            self.town["berlin.head"].person,
            self.town.now,
        )
        return made

    async def claim(self) -> Any:
        """Somebody answered the invitation with another phone."""
        made = uuid4()
        await self.sql(
            "INSERT INTO claim (id, invitation_id, telegram_id, name, phone, language, made_at, state)"
            " VALUES ($1, $2, 900, 'Somebody', '+77010000000', 'kk', $3, 'waiting')",
            made,
            await self.invitation(),
            self.town.now,
        )
        return made
