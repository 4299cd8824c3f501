"""What the roadmap room's screens need to know of versions and plans: read and authorised here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.access.scope import check_sees
from domain.deadline.due import due
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.ids import OrganisationId, ProjectId, Ref, RoadmapId, TaskId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted, WrongState
from domain.panel.rules import Colour, colour
from domain.passport.model import Project, ProjectState
from domain.passport.ports import Projects
from domain.passport.rules import ROADMAP_DUE
from domain.roadmap.compare import Comparison, compare
from domain.roadmap.consent import Concerned, concerned, given, outdated
from domain.roadmap.model import Plan, PlanTask, Roadmap, RoadmapState, Sheet, Stage, Task, Yes, by_stage
from domain.roadmap.ports import RoadmapLine, RoadmapLists, Roadmaps, Sheets, Tasks
from domain.roadmap.rules import CHANGE_REVIEW, REVIEW, REWORK, Fault, decides, ever_late, faults, plans
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below
from handlers.roadmap.places import (
    PlanTaskCard,
    RoadmapCard,
    RoadmapChanges,
    RoadmapConsents,
    RoadmapFaults,
    RoadmapSending,
    RoadmapSheet,
    RoadmapStage,
    RoadmapsWaiting,
    RoadmapTable,
    RoadmapVersions,
)

OrganisationNames = Mapping[OrganisationId, Mapping[str, str]]
"""Names by language of the organisations that a plan names."""


@dataclass(frozen=True, slots=True)
class Look:
    """A version with what every screen about it asks: whose it is, and how its tasks stand today."""

    project: Project
    roadmap: Roadmap
    live: Mapping[TaskId, Task]
    plans: bool  # the reader makes it
    decides: bool  # the reader decides on it
    today: date
    yellow_below: int

    @property
    def editable(self) -> bool:
        return self.plans and self.roadmap.state == RoadmapState.DRAFT

    @property
    def tasks(self) -> Plan:
        return self.roadmap.tasks

    def colour(self, one: PlanTask) -> Colour | None:
        """The colour of a live task; None for one that is only planned (п. 55)."""
        task = self.live.get(one.id)
        if task is None or self.roadmap.state != RoadmapState.APPROVED:
            return None
        return task_colour(task, self.today, self.yellow_below)

    def counts(self, stage: Stage | None = None) -> Mapping[Colour, int]:
        found: dict[Colour, int] = {}
        for one in self.tasks if stage is None else by_stage(self.tasks, stage):
            shown = self.colour(one)
            if shown is not None:
                found[shown] = found.get(shown, 0) + 1
        return found


def task_colour(task: Task, today: date, below: int) -> Colour:
    return colour(task.due, today, yellow_below=below, done=task.done, suspended=task.suspended)


async def visible_project(project_id: ProjectId, reading: Reading) -> Project:
    """Raises NotFound where the reader may not know of it (A2)."""
    project = await reading.port(Projects).get(project_id)
    if project is None:
        raise NotFound
    check_sees(reading.actor, project.placement)
    return project


async def look(roadmap_id: RoadmapId, reading: Reading) -> Look:
    """A version by its id. Raises NotFound."""
    roadmap = await reading.port(Roadmaps).get(roadmap_id)
    if roadmap is None:
        raise NotFound
    return await looked(await visible_project(roadmap.project, reading), roadmap, reading)


async def looked(project: Project, roadmap: Roadmap, reading: Reading) -> Look:
    live = {one.id: one for one in await reading.port(Tasks).of(project.id)}
    return Look(
        project,
        roadmap,
        live,
        plans(reading.actor, project),
        decides(reading.actor, roadmap) and roadmap.state == RoadmapState.SUBMITTED,
        almaty_date(reading.now),
        yellow_below(reading),
    )


def present(versions: Sequence[Roadmap], number: int = 0) -> Roadmap | None:
    """The version of that number; without one the version under way, else the one in force, else the newest."""
    if number:
        return next((one for one in versions if one.number == number), None)
    under_way = [one for one in versions if one.open]
    in_force = [one for one in versions if one.state == RoadmapState.APPROVED]
    return next(iter([*under_way, *in_force, *versions]), None)


def preceding(versions: Sequence[Roadmap], one: Roadmap) -> Roadmap | None:
    """The version that one is compared with: the newest before it that was sent to somebody."""
    sent = (RoadmapState.APPROVED, RoadmapState.REPLACED, RoadmapState.REJECTED)
    return next((before for before in versions if before.number < one.number and before.state in sent), None)


@dataclass(frozen=True, slots=True)
class CardFacts:
    look: Look
    faults: Sequence[Fault]
    consents: tuple[int, int]  # given, needed
    due: date | None  # of the clock that runs
    rejected: Roadmap | None  # the version before, if it was rejected: its remarks are to be mended
    in_force: Roadmap | None  # the approved version, if this is another one
    before: Roadmap | None  # what it can be compared with
    many: bool  # there are other versions
    may_amend: bool
    author: str
    decided_by: str


async def load_card(place: RoadmapCard, reading: Reading) -> CardFacts:
    project = await visible_project(place.project, reading)
    versions = await reading.port(Roadmaps).of(project.id)
    roadmap = present(versions, place.number)
    if roadmap is None:
        raise NotFound
    return await card_facts(project, roadmap, versions, reading)


async def card_facts(project: Project, roadmap: Roadmap, versions: Sequence[Roadmap], reading: Reading) -> CardFacts:
    here = await looked(project, roadmap, reading)
    before = preceding(versions, roadmap)
    needed = concerned(here.tasks, project.akimat)
    agreed = sum(given(here.tasks, roadmap.consents, one.key) is not None for one in needed)
    in_force = next((one for one in versions if one.state == RoadmapState.APPROVED), None)
    bodies = reading.port(Bodies)
    return CardFacts(
        here,
        await found_faults(here, reading) if roadmap.state == RoadmapState.DRAFT else (),
        (agreed, len(needed)),
        await _due(project, roadmap, reading),
        before if before is not None and before.state == RoadmapState.REJECTED and roadmap.open else None,
        in_force if in_force is not roadmap else None,
        before,
        len(versions) > 1,
        here.plans
        and roadmap.state == RoadmapState.APPROVED
        and project.state == ProjectState.WITH_ROADMAP
        and not any(one.open for one in versions),
        await bodies.person_name(roadmap.submitted_by or roadmap.made_by),
        await bodies.person_name(roadmap.decided_by) if roadmap.decided_by else "",
    )


async def found_faults(here: Look, reading: Reading) -> Sequence[Fault]:
    live = here.live if here.roadmap.amends else {}
    dues = await reading.port(Tasks).dues(list(live))
    late = [id_ for id_, one in live.items() if ever_late(dues.get(id_, ()), one.done_on, here.today)]
    return faults(here.tasks, here.project.starts_on, here.project.ends_on, here.today, live, late)


async def _due(project: Project, roadmap: Roadmap, reading: Reading) -> date | None:
    """The end of the clock of this version: to make it, to mend it, to decide on it."""
    if not roadmap.open:
        return None
    if roadmap.state == RoadmapState.SUBMITTED:
        kinds = [CHANGE_REVIEW if roadmap.amends else REVIEW]
    elif roadmap.amends:
        return None
    else:
        kinds = [ROADMAP_DUE, REWORK]
    for kind in kinds:
        found = await reading.port(RoadmapLists).due(reading.actor, Ref("project", project.id), kind)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class StageFacts:
    place: RoadmapStage
    look: Look


async def load_stage(place: RoadmapStage, reading: Reading) -> StageFacts:
    if place.stage not in set(Stage):
        raise NotFound
    return StageFacts(place, await look(place.roadmap, reading))


@dataclass(frozen=True, slots=True)
class PlanTaskFacts:
    look: Look
    task: PlanTask
    organisations: OrganisationNames
    remark: str  # what was said of it when the version, or the one before, was rejected


async def load_plan_task(place: PlanTaskCard, reading: Reading) -> PlanTaskFacts:
    here = await look(place.roadmap, reading)
    task = next((one for one in here.tasks if one.id == place.task), None)
    if task is None:
        raise NotFound
    remarks = here.roadmap.remarks
    if here.roadmap.open and not here.decides:  # one's own remarks are nobody else's before the decision
        before = preceding(await reading.port(Roadmaps).of(here.project.id), here.roadmap)
        remarks = before.remarks if before is not None and before.state == RoadmapState.REJECTED else {}
    return PlanTaskFacts(here, task, await organisations((task,), reading), remarks.get(str(task.id), ""))


async def organisations(tasks: Sequence[PlanTask | Concerned | Task], reading: Reading) -> OrganisationNames:
    found: dict[OrganisationId, Mapping[str, str]] = {}
    for one in tasks:
        if one.organisation is not None and one.organisation not in found:
            body = await reading.port(Bodies).get(one.organisation)
            found[one.organisation] = body.names if body is not None else {}
    return found


@dataclass(frozen=True, slots=True)
class FaultsFacts:
    place: RoadmapFaults
    look: Look
    faults: Sequence[Fault]


async def load_faults(place: RoadmapFaults, reading: Reading) -> FaultsFacts:
    here = await look(place.roadmap, reading)
    return FaultsFacts(place, here, await found_faults(here, reading))


@dataclass(frozen=True, slots=True)
class ConsentsFacts:
    look: Look
    parties: Sequence[tuple[Concerned, Yes | None, bool]]  # who, the yes, whether one was given to other dates
    organisations: OrganisationNames


async def load_consents(place: RoadmapConsents, reading: Reading) -> ConsentsFacts:
    here = await look(place.roadmap, reading)
    known = concerned(here.tasks, here.project.akimat)
    consents = here.roadmap.consents
    return ConsentsFacts(
        here,
        [(one, given(here.tasks, consents, one.key), outdated(here.tasks, consents, one.key)) for one in known],
        await organisations(known, reading),
    )


@dataclass(frozen=True, slots=True)
class SendingFacts:
    look: Look
    until: date


async def load_sending(place: RoadmapSending, reading: Reading) -> SendingFacts:
    """Raises NotPermitted for those who do not make it, WrongState once it has gone."""
    here = await look(place.roadmap, reading)
    if not here.plans:
        raise NotPermitted
    if not here.editable:
        raise WrongState(here.roadmap.state)
    end = due(here.today, reading.edition.realisation.roadmap_review.period, reading.calendar)
    return SendingFacts(here, end.on)


async def load_table(place: RoadmapTable, reading: Reading) -> Look:
    return await look(place.roadmap, reading)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    place: RoadmapSheet
    sheet: Sheet
    look: Look
    changes: Comparison | None  # what taking it would change
    organisations: OrganisationNames


async def load_sheet(place: RoadmapSheet, reading: Reading) -> SheetFacts:
    sheet = await reading.port(Sheets).get(place.sheet)
    if sheet is None:
        raise NotFound
    here = await look(sheet.roadmap, reading)
    if not here.plans:
        raise NotFound  # a table belongs to those who make the roadmap
    changes = compare(here.tasks, sheet.tasks) if sheet.outcome.get("tasks") else None
    return SheetFacts(place, sheet, here, changes, await organisations([*here.tasks, *sheet.tasks], reading))


@dataclass(frozen=True, slots=True)
class VersionsFacts:
    place: RoadmapVersions
    project: Project
    versions: Sequence[Roadmap]


async def load_versions(place: RoadmapVersions, reading: Reading) -> VersionsFacts:
    project = await visible_project(place.project, reading)
    return VersionsFacts(place, project, await reading.port(Roadmaps).of(project.id))


@dataclass(frozen=True, slots=True)
class ChangesFacts:
    place: RoadmapChanges
    look: Look
    before: Roadmap
    changes: Comparison
    organisations: OrganisationNames


async def load_changes(place: RoadmapChanges, reading: Reading) -> ChangesFacts:
    here = await look(place.roadmap, reading)
    before = preceding(await reading.port(Roadmaps).of(here.project.id), here.roadmap)
    if before is None:
        raise NotFound
    names = await organisations([*before.tasks, *here.tasks], reading)
    return ChangesFacts(place, here, before, compare(before.tasks, here.tasks), names)


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    place: RoadmapsWaiting
    lines: Sequence[RoadmapLine]
    total: int
    today: date
    yellow_below: int


async def load_waiting(place: RoadmapsWaiting, reading: Reading) -> WaitingFacts:
    lines, total = await reading.port(RoadmapLists).waiting(reading.actor, offset(place.page), PAGE)
    return WaitingFacts(place, lines, total, almaty_date(reading.now), yellow_below(reading))


async def count_waiting(reading: Reading) -> int:
    return await reading.port(RoadmapLists).count_waiting(reading.actor)


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What a project's card says of the roadmap."""

    project: Project
    card: CardFacts | None  # None while there is no version
    may_begin: bool


async def load_part(project: Project, reading: Reading) -> PartFacts | None:
    """The roadmap's part of a project's card; None where there is nothing to say or do."""
    versions = await reading.port(Roadmaps).of(project.id)
    roadmap = present(versions)
    may_begin = plans(reading.actor, project) and project.state == ProjectState.WITHOUT_ROADMAP and roadmap is None
    if roadmap is None:
        return PartFacts(project, None, may_begin) if may_begin else None
    return PartFacts(project, await card_facts(project, roadmap, versions, reading), may_begin)


WAITED_FOR = frozenset({OrganisationKind.AKIMAT, OrganisationKind.NATIONAL_COMPANY, OrganisationKind.AUTHORISED_BODY})
"""Those for whom a roadmap can wait."""
