"""What deadlines are about: how the subject of each is named and opened. How each kind is called stands in
`handlers/words/deadlines.py`.

A new kind of subject is one line here. A push names a kind and a number at most: no personal data, and nothing of KYC.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from domain.access.scope import may_see
from domain.company.ports import Companies
from domain.conversation.ports import Messages
from domain.conversation.subjects import topic_of
from domain.duty.ports import Duties
from domain.duty.rules import may_see as sees_duty
from domain.initiative.ports import Initiatives
from domain.kit.ids import AgreementId, CompanyId, DutyId, InitiativeId, KycId, MessageId, ProjectId, Ref, TaskId
from domain.kit.refused import NotFound
from domain.kyc.ports import KycCases
from domain.meeting.ports import Meetings
from domain.passport.ports import Projects
from domain.roadmap.ports import Tasks
from domain.suspension.ports import Suspensions
from handlers.conversation.places import AnswerQuestion
from handlers.duty.places import DutyCard
from handlers.initiative.places import InitiativeCard
from handlers.kyc.places import KycOfCompany
from handlers.meeting.places import AgreementCard
from handlers.passport.places import ProjectCard
from handlers.reading import Reading
from handlers.roadmap.places import TaskCard
from handlers.screens.place import Place
from handlers.suspension.places import SuspensionCard
from handlers.words.deadlines import OTHER, SECRET, WHAT
from handlers.words.reader import Reader
from handlers.words.tasks import task_title

__all__ = ["OTHER", "SECRET", "WHAT", "Subject", "subject_of"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject as a list names it (`title`), its number for a push, and where it opens."""

    place: Place
    title: str = ""
    number: str = ""


async def _initiative(key: UUID, reading: Reading) -> Subject | None:
    found = await reading.port(Initiatives).get(InitiativeId(key))
    if found is None or not may_see(reading.actor, found.placement):
        return None
    return Subject(InitiativeCard(found.id), f"{found.number} · {found.title}", found.number)


async def _agreement(key: UUID, reading: Reading) -> Subject | None:
    meetings = reading.port(Meetings)
    found = await meetings.agreement(AgreementId(key))
    meeting = None if found is None else await meetings.get(found.meeting)
    if found is None or meeting is None or not may_see(reading.actor, meeting.placement):
        return None
    return Subject(AgreementCard(found.meeting, found.id), found.what)


async def _company(key: UUID, reading: Reading) -> Subject | None:
    found = await reading.port(Companies).get(CompanyId(key))
    if found is None or not may_see(reading.actor, found.placement):
        return None
    return Subject(KycOfCompany(CompanyId(key)), found.name)


async def _case(key: UUID, reading: Reading) -> Subject | None:
    case = await reading.port(KycCases).get(KycId(key))
    found = None if case is None else await reading.port(Companies).get(case.company)
    return None if found is None else Subject(KycOfCompany(found.id), found.name)


async def _project(key: UUID, reading: Reading) -> Subject | None:
    found = await reading.port(Projects).get(ProjectId(key))
    if found is None or not may_see(reading.actor, found.placement):
        return None
    return Subject(ProjectCard(found.id), f"{found.number} · {found.title}", found.number)


async def _suspension(key: UUID, reading: Reading) -> Subject | None:
    request = await reading.port(Suspensions).get(key)
    found = None if request is None else await reading.port(Projects).get(request.project)
    if found is None or not may_see(reading.actor, found.placement):
        return None
    return Subject(SuspensionCard(key), f"{found.number} · {found.title}", found.number)


async def _task(key: UUID, reading: Reading) -> Subject | None:
    found = await reading.port(Tasks).get(TaskId(key))
    project = None if found is None else await reading.port(Projects).get(found.project)
    if found is None or project is None or not may_see(reading.actor, project.placement):
        return None
    title = task_title(Reader(reading.language), found.title)
    return Subject(TaskCard(found.id), f"{title} · {project.number}", project.number)


async def _message(key: UUID, reading: Reading) -> Subject | None:
    message = await reading.port(Messages).get(MessageId(key))
    if message is None:
        return None
    try:
        topic = await topic_of(message.subject, reading.actor, reading.port)
    except NotFound:
        return None
    return Subject(AnswerQuestion(message.id), f"{topic.number} · {topic.title}", topic.number)


async def _duty(key: UUID, reading: Reading) -> Subject | None:
    duties, actor = reading.port(Duties), reading.actor
    found = await duties.get(DutyId(key))
    mine = await duties.body(actor.organisation)
    if found is None or mine is None:
        return None
    if not sees_duty(actor, found.organisation, reading.edition.duty(found.code), mine.parts):
        return None
    return Subject(DutyCard(found.id), found.asked)


_FIND: Final[Mapping[str, Callable[[UUID, Reading], Awaitable[Subject | None]]]] = {
    "initiative": _initiative,
    "agreement": _agreement,
    "company": _company,
    "duty": _duty,
    "kyc": _case,
    "task": _task,
    "project": _project,
    "suspension": _suspension,
    "message": _message,
}


async def subject_of(ref: Ref, reading: Reading) -> Subject | None:
    """The subject of a deadline; None for a kind nobody can open, one that is gone, or one out of the reader's sight.

    Even a title tells something, so that each subject is judged here as its own room does (A2).
    """
    find = _FIND.get(ref.kind)
    return None if find is None else await find(ref.id, reading)
