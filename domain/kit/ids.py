"""Identifiers. All are random UUIDs; the numbers people see («И-2026-000123») are facts of their own."""

from dataclasses import dataclass
from typing import NewType
from uuid import UUID, uuid4

PersonId = NewType("PersonId", UUID)
OrganisationId = NewType("OrganisationId", UUID)
InvitationId = NewType("InvitationId", UUID)
CompanyId = NewType("CompanyId", UUID)
ContactId = NewType("ContactId", UUID)
MeetingId = NewType("MeetingId", UUID)
AgreementId = NewType("AgreementId", UUID)
KycId = NewType("KycId", UUID)
InitiativeId = NewType("InitiativeId", UUID)
PetitionId = NewType("PetitionId", UUID)
ProjectId = NewType("ProjectId", UUID)
RoadmapId = NewType("RoadmapId", UUID)
TaskId = NewType("TaskId", UUID)
DutyId = NewType("DutyId", UUID)
MessageId = NewType("MessageId", UUID)
DeadlineId = NewType("DeadlineId", UUID)
MoreTimeId = NewType("MoreTimeId", UUID)
FileId = NewType("FileId", UUID)
DraftId = NewType("DraftId", UUID)


@dataclass(frozen=True, slots=True)
class Ref:
    """What an audit row, a deadline, a file or a notice is about: a kind of thing (a glossary word) and its id."""

    kind: str
    id: UUID


def new_id() -> UUID:
    """A fresh random id. Ids carry no meaning and no order, so this is not a clock in disguise."""
    return uuid4()
