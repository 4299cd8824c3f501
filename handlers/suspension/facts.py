"""What the screens about suspension and exclusion read: authorised here (A2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.access.scope import check_sees
from domain.file.model import FileState, KeptFile
from domain.file.ports import Files
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.ids import PersonId, ProjectId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted, Refused, WrongState
from domain.passport.model import Project
from domain.passport.ports import Projects
from domain.suspension.model import ProjectSuspension, RequestState, SuspensionRequest
from domain.suspension.notices import FileOfRequest
from domain.suspension.ports import RequestLine, SuspensionLists, Suspensions
from domain.suspension.rules import GONE
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below
from handlers.room import Way
from handlers.screens.press import Go
from handlers.suspension.places import ExcludeConfirm, LiftConfirm, SuspensionCard, SuspensionList, SuspensionOf
from handlers.words.catalog import Text


async def visible_project(project_id: ProjectId, reading: Reading) -> Project:
    """The project for reading. Raises NotFound where the reader may not know of it."""
    project = await reading.port(Projects).get(project_id)
    if project is None:
        raise NotFound
    check_sees(reading.actor, project.placement)
    return project


def of_body(actor: Actor) -> bool:
    return actor.kind is OrganisationKind.AUTHORISED_BODY and actor.writes


def may_ask(actor: Actor, project: Project) -> bool:
    """Whether the reader's organisation asks: the responsible MIO, or the initiating body through it (п. 34)."""
    mine = actor.organisation in (project.akimat, project.initiator)
    return mine and actor.writes and project.national and project.state not in GONE


@dataclass(frozen=True, slots=True)
class ListFacts:
    place: SuspensionList
    lines: Sequence[RequestLine]
    total: int
    today: date
    yellow_below: int


async def load_list(place: SuspensionList, reading: Reading) -> ListFacts:
    lines, total = await reading.port(SuspensionLists).waiting(reading.actor, offset(place.page), PAGE)
    return ListFacts(place, lines, total, almaty_date(reading.now), yellow_below(reading))


async def count_waiting(reading: Reading) -> int:
    return (await reading.port(SuspensionLists).waiting(reading.actor, 0, 1))[1]


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    project: Project
    present: ProjectSuspension | None
    requests: Sequence[SuspensionRequest]
    may_ask: bool
    may_lift: bool
    today: date


async def load_project(place: SuspensionOf, reading: Reading) -> ProjectFacts:
    project = await visible_project(place.project, reading)
    suspensions = reading.port(Suspensions)
    requests = await suspensions.of(project.id)
    present = await suspensions.present(project.id)
    return ProjectFacts(
        project=project,
        present=present,
        requests=requests,
        may_ask=may_ask(reading.actor, project) and not any(one.open for one in requests),
        may_lift=present is not None and of_body(reading.actor),
        today=almaty_date(reading.now),
    )


async def load_part(project: Project, reading: Reading) -> ProjectFacts | None:
    """What a project's card says of it: only in the national pool, and where there is something to say or to do."""
    if not project.national:
        return None
    facts = await load_project(SuspensionOf(project.id), reading)
    return facts if facts.requests or facts.may_ask or facts.present is not None else None


@dataclass(frozen=True, slots=True)
class CardFacts:
    request: SuspensionRequest
    project: Project
    asked_by: str
    proposed_by: str
    proposed_from: str
    decided_by: str
    files: Sequence[KeptFile]
    due: date | None
    passes_on: bool
    decides: bool
    today: date
    yellow_below: int


async def load_card(place: SuspensionCard, reading: Reading) -> CardFacts:
    request, project = await visible_request(place.request, reading)
    bodies, actor = reading.port(Bodies), reading.actor

    async def name(person: PersonId | None) -> str:
        return "" if person is None else await bodies.person_name(person)

    source = await bodies.get(request.proposed_from) if request.proposed_from else None
    return CardFacts(
        request=request,
        project=project,
        asked_by=await name(request.asked_by),
        proposed_by=await name(request.proposed_by),
        proposed_from=source.names.get(reading.language, "") if source else "",
        decided_by=await name(request.decided_by),
        files=await reading.port(Files).of(request.ref),
        due=await reading.port(SuspensionLists).due(request.id),
        passes_on=request.state == RequestState.PROPOSED and actor.organisation == project.akimat and actor.writes,
        decides=request.state == RequestState.ASKED and of_body(actor),
        today=almaty_date(reading.now),
        yellow_below=yellow_below(reading),
    )


async def visible_request(request_id: UUID, reading: Reading) -> tuple[SuspensionRequest, Project]:
    request = await reading.port(Suspensions).get(request_id)
    if request is None:
        raise NotFound
    return request, await visible_project(request.project, reading)


async def to_decide(request_id: UUID, reading: Reading) -> tuple[SuspensionRequest, Project]:
    """For the UO. Raises NotFound, NotPermitted, WrongState."""
    request, project = await visible_request(request_id, reading)
    if not of_body(reading.actor):
        raise NotPermitted
    if request.state != RequestState.ASKED:
        raise WrongState(request.state)
    return request, project


@dataclass(frozen=True, slots=True)
class ExcludeFacts:
    request: SuspensionRequest
    project: Project


async def load_exclude(place: ExcludeConfirm, reading: Reading) -> ExcludeFacts:
    return ExcludeFacts(*await to_decide(place.request, reading))


@dataclass(frozen=True, slots=True)
class LiftFacts:
    project: Project
    present: ProjectSuspension
    today: date


async def load_lift(place: LiftConfirm, reading: Reading) -> LiftFacts:
    """Raises NotPermitted for everybody but the UO, WrongState where nothing is suspended."""
    project = await visible_project(place.project, reading)
    if not of_body(reading.actor):
        raise NotPermitted
    present = await reading.port(Suspensions).present(project.id)
    if present is None:
        raise WrongState(project.state)
    return LiftFacts(project, present, almaty_date(reading.now))


async def load_file(notice: FileOfRequest, reading: Reading) -> KeptFile | None:
    """Only a checked file of a request the reader may see (A2; attack 42)."""
    request, _ = await visible_request(notice.request, reading)
    files = await reading.port(Files).of(request.ref)
    return next((one for one in files if one.id == notice.file and one.state is FileState.CHECKED), None)


async def deciding(subject: Ref, reading: Reading) -> Sequence[Way]:
    """By what the UO's clock is closed (N3)."""
    try:
        await to_decide(subject.id, reading)
    except Refused:
        return ()
    return (Way(Text("suspension.notice", "Decide"), Go(SuspensionCard(subject.id))),)


async def reviewing(subject: Ref, reading: Reading) -> Sequence[Way]:
    """By what the named end of a suspension is closed."""
    request = await reading.port(Suspensions).get(subject.id)
    if request is None or not of_body(reading.actor):
        return ()
    return (Way(Text("suspension.notice", "Lift"), Go(LiftConfirm(request.project))),)
