"""Companies and meetings in memory: a transaction that fails is undone, a row that changed has its version raised."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, cast

from domain.company.model import Company, Contact
from domain.company.ports import Companies
from domain.kit.actor import Actor
from domain.kit.ids import AgreementId, CompanyId, ContactId, MeetingId, OrganisationId, PersonId
from domain.meeting.model import Agreement, Meeting
from domain.meeting.ports import Meetings


@dataclass
class Rows:
    companies: dict[CompanyId, Company] = field(default_factory=dict)
    contacts: dict[ContactId, Contact] = field(default_factory=dict)
    meetings: dict[MeetingId, Meeting] = field(default_factory=dict)
    agreements: dict[AgreementId, Agreement] = field(default_factory=dict)

    def tables(self) -> list[dict[Any, Any]]:
        return [self.companies, self.contacts, self.meetings, self.agreements]


class MemoryCompanies:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def get(self, company: CompanyId) -> Company | None:
        return self._rows.companies.get(company)

    async def lock(self, company: CompanyId) -> Company | None:
        return self._rows.companies.get(company)

    async def add(self, company: Company) -> None:
        self._rows.companies[company.id] = company

    async def contact(self, contact: ContactId) -> Contact | None:
        return self._rows.contacts.get(contact)

    async def lock_contact(self, contact: ContactId) -> Contact | None:
        return self._rows.contacts.get(contact)

    async def contacts_of(self, company: CompanyId) -> Sequence[Contact]:
        return sorted(
            (one for one in self._rows.contacts.values() if one.company == company), key=lambda one: (one.name, one.id)
        )

    async def add_contact(self, contact: Contact) -> None:
        self._rows.contacts[contact.id] = contact


class MemoryMeetings:
    def __init__(self, rows: Rows, people: Collection[Actor]) -> None:
        self._rows = rows
        self._people = people

    async def get(self, meeting: MeetingId) -> Meeting | None:
        return self._rows.meetings.get(meeting)

    async def lock(self, meeting: MeetingId) -> Meeting | None:
        return self._rows.meetings.get(meeting)

    async def add(self, meeting: Meeting) -> None:
        self._rows.meetings[meeting.id] = meeting

    async def agreements(self, meeting: MeetingId) -> Sequence[Agreement]:
        return sorted(
            (one for one in self._rows.agreements.values() if one.meeting == meeting),
            key=lambda one: (one.by, one.id),
        )

    async def lock_agreement(self, agreement: AgreementId) -> Agreement | None:
        return self._rows.agreements.get(agreement)

    async def add_agreement(self, agreement: Agreement) -> None:
        self._rows.agreements[agreement.id] = agreement

    async def all_of_company(self, contacts: Collection[ContactId], company: CompanyId) -> bool:
        return all((one := self._rows.contacts.get(given)) and one.company == company for given in contacts)

    async def writes_for(self, person: PersonId, organisation: OrganisationId) -> bool:
        return any(one.person == person and one.organisation == organisation and one.writes for one in self._people)


class MemoryUnit:
    def __init__(self, ports: dict[type, Any]) -> None:
        self._ports = ports

    def port(self, kind: type[Any], /) -> Any:
        return self._ports[kind]


class Memory:
    """A store with `unit()`, as `bot.storage.unit.Database` has it."""

    def __init__(self, people: Collection[Actor]) -> None:
        self._rows = Rows()
        self._people = people

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[MemoryUnit]:
        working = deepcopy(self._rows)
        ports: dict[type, Any] = {
            Companies: cast(Companies, MemoryCompanies(working)),
            Meetings: cast(Meetings, MemoryMeetings(working, self._people)),
        }
        yield MemoryUnit(ports)
        for before, after in zip(self._rows.tables(), working.tables(), strict=True):
            for key, row in after.items():
                if key in before and vars(before[key]) != vars(row):
                    row.version += 1
        self._rows = working
