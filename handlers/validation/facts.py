"""What the screens of the validation read: authorised here (A2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.access.scope import check_sees
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.ids import PersonId, ProjectId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted, Refused, WrongState
from domain.passport.model import Project, ProjectState
from domain.passport.ports import Projects
from domain.validation.model import Aftercare, Decision, DoneTask
from domain.validation.ports import ProjectTasks, ValidationLine, ValidationLists, Validations
from domain.validation.rules import aftercare_end
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below
from handlers.room import Way
from handlers.screens.press import Go
from handlers.validation.places import ValidationCard, ValidationConfirm, ValidationList, ValidationRemarks
from handlers.words.catalog import Text


async def visible_project(project_id: ProjectId, reading: Reading) -> Project:
    """The project for reading. Raises NotFound where the reader may not know of it."""
    project = await reading.port(Projects).get(project_id)
    if project is None:
        raise NotFound
    check_sees(reading.actor, project.placement)
    return project


def may_validate(actor: Actor, project: Project) -> bool:
    """Whether the reader's chamber has to decide now (п. 60)."""
    chamber = actor.kind is OrganisationKind.CHAMBER and actor.writes and actor.organisation in project.parties
    return chamber and project.state == ProjectState.VALIDATION and not project.suspended


async def to_decide(project_id: ProjectId, reading: Reading) -> Project:
    """The project, for those who decide. Raises NotFound, NotPermitted, WrongState."""
    project = await visible_project(project_id, reading)
    if reading.actor.kind is not OrganisationKind.CHAMBER or not reading.actor.writes:
        raise NotPermitted
    if not may_validate(reading.actor, project):
        raise WrongState(project.state)
    return project


@dataclass(frozen=True, slots=True)
class ListFacts:
    place: ValidationList
    lines: Sequence[ValidationLine]
    total: int
    today: date
    yellow_below: int


async def load_list(place: ValidationList, reading: Reading) -> ListFacts:
    lines, total = await reading.port(ValidationLists).waiting(reading.actor, offset(place.page), PAGE)
    return ListFacts(place, lines, total, almaty_date(reading.now), yellow_below(reading))


async def count_waiting(reading: Reading) -> int:
    return (await reading.port(ValidationLists).waiting(reading.actor, 0, 1))[1]


@dataclass(frozen=True, slots=True)
class CardFacts:
    project: Project
    decides: bool
    due: date | None
    decisions: Sequence[Decision]
    people: Mapping[PersonId, str]
    aftercare: Aftercare | None
    last_day: date | None  # in the pool: of Module 3 or of the contract
    tasks: int
    today: date
    yellow_below: int


async def load_card(place: ValidationCard, reading: Reading) -> CardFacts:
    project = await visible_project(place.project, reading)
    validations, bodies = reading.port(Validations), reading.port(Bodies)
    decisions = await validations.of(project.id)
    aftercare = await validations.aftercare(project.id)
    return CardFacts(
        project=project,
        decides=may_validate(reading.actor, project),
        due=await reading.port(ValidationLists).due(project.id),
        decisions=decisions,
        people={one.decided_by: await bodies.person_name(one.decided_by) for one in decisions},
        aftercare=aftercare,
        last_day=_last_day(project, aftercare),
        tasks=len(await reading.port(ProjectTasks).of(project.id)),
        today=almaty_date(reading.now),
        yellow_below=yellow_below(reading),
    )


def _last_day(project: Project, aftercare: Aftercare | None) -> date | None:
    if aftercare is None:
        return None
    until = project.contract_until
    return until if until is not None and until >= aftercare.began_on else aftercare.ends_on


@dataclass(frozen=True, slots=True)
class ConfirmFacts:
    project: Project
    tasks: int
    last_day: date
    by_contract: bool


async def load_confirm(place: ValidationConfirm, reading: Reading) -> ConfirmFacts:
    project = await to_decide(place.project, reading)
    today = almaty_date(reading.now)
    own = aftercare_end(today, None, reading.edition, reading.calendar)
    end = aftercare_end(today, project.contract_until, reading.edition, reading.calendar)
    return ConfirmFacts(project, len(await reading.port(ProjectTasks).of(project.id)), end.on, end != own)


@dataclass(frozen=True, slots=True)
class RemarksFacts:
    place: ValidationRemarks
    project: Project
    tasks: Sequence[DoneTask]


async def load_remarks(place: ValidationRemarks, reading: Reading) -> RemarksFacts:
    project = await to_decide(place.project, reading)
    return RemarksFacts(place, project, await reading.port(ProjectTasks).of(project.id))


async def load_part(project: Project, reading: Reading) -> CardFacts | None:
    """What a project's card says of it: from the day the chamber has it."""
    if project.state in (ProjectState.VALIDATION, ProjectState.AFTERCARE):
        return await load_card(ValidationCard(project.id), reading)
    decisions = await reading.port(Validations).of(project.id)
    return await load_card(ValidationCard(project.id), reading) if decisions else None


async def deciding(subject: Ref, reading: Reading) -> Sequence[Way]:
    """By what the chamber's clock is closed (N3)."""
    project_id = ProjectId(UUID(str(subject.id)))
    try:
        await to_decide(project_id, reading)
    except Refused:
        return ()
    return (
        Way(Text("validation.notice", "Validate"), Go(ValidationConfirm(project_id))),
        Way(Text("validation.notice", "Remarks"), Go(ValidationRemarks(project_id))),
    )
