"""What the passport room's screens need to know: read and authorised here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.access.scope import BY_REGION, check_sees, may_change, may_see
from domain.company.ports import Companies
from domain.edition.model import Corridor
from domain.file.model import FileState, KeptFile
from domain.file.ports import Files
from domain.initiative.ports import Initiatives
from domain.kit.actor import Actor, OrganisationKind, Role
from domain.kit.bodies import Bodies, Body
from domain.kit.currencies import DOLLAR
from domain.kit.ids import PersonId, ProjectId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted
from domain.passport.acts import OVER, passport_of, ref
from domain.passport.corridor import CorridorFacts, Score, Way, score, ways_over
from domain.passport.decide import corridor_facts
from domain.passport.facts import Passport
from domain.passport.model import Project, ProjectChange
from domain.passport.notices import FileOfProject, PassportPrinted
from domain.passport.pool import PoolDecision
from domain.passport.ports import ProjectChanges, ProjectFilter, ProjectLine, ProjectLists, Projects
from domain.passport.rules import ROADMAP_DUE
from domain.passport.stored import pool_kept, score_kept
from domain.passport.what_if import changed_facts
from domain.reference.ports import References
from handlers.offers import project_parts
from handlers.passport.places import (
    ProjectCard,
    ProjectChangeCard,
    ProjectFiles,
    ProjectFilters,
    ProjectHistory,
    ProjectList,
    ProjectOfficials,
    ProjectPaper,
    ProjectPassport,
    ProjectWhatIf,
    ProjectWhy,
)
from handlers.pick.counted import Counted
from handlers.pick.lists import PAGE, offset
from handlers.reading import Reading, yellow_below
from handlers.room import ProjectPart

CHANGES = 5
"""Changes on a page of the history."""


async def visible_project(project_id: ProjectId, reading: Reading) -> Project:
    """The project for reading. Raises NotFound where the reader may not know of it (A2)."""
    project = await reading.port(Projects).get(project_id)
    if project is None:
        raise NotFound
    check_sees(reading.actor, project.placement)
    return project


def amends(actor: Actor, project: Project) -> bool:
    """Whether the reader's body amends the passport, and the reader writes there."""
    ours = actor.organisation in (project.initiator, project.akimat)
    return ours and may_change(actor, project.placement) and project.state not in OVER


# The card


@dataclass(frozen=True, slots=True)
class CardFacts:
    project: Project
    jobs: int
    company: str
    akimat: Mapping[str, str]
    initiator: Mapping[str, str]
    official: str
    due: date | None  # the end of the roadmap's clock, if it runs
    asked: ProjectChange | None  # what waits for the authorised body
    changes: int
    score: Score | None
    parts: Sequence[tuple[ProjectPart[Any], Any]]
    company_seen: bool
    initiative_seen: bool
    may_amend: bool
    of_akimat: bool
    head: bool
    me: PersonId
    today: date
    yellow_below: int


async def load_card(place: ProjectCard, reading: Reading) -> CardFacts:
    project = await visible_project(place.project, reading)
    actor = reading.actor
    bodies = reading.port(Bodies)
    company = await reading.port(Companies).get(project.company)
    initiative = await reading.port(Initiatives).get(project.initiative) if project.initiative else None
    parts = [(part, await part.load(project, reading)) for part in project_parts()]
    return CardFacts(
        project=project,
        jobs=project.facts.get("jobs", 0),
        company=company.name if company is not None else "",
        akimat=_names(await bodies.get(project.akimat)),
        initiator=_names(await bodies.get(project.initiator)),
        official=await bodies.person_name(project.official) if project.official else "",
        due=await reading.port(ProjectLists).due(actor, project.id, ROADMAP_DUE),
        asked=await reading.port(ProjectChanges).asked(project.id),
        changes=len(await reading.port(ProjectChanges).of(project.id)),
        score=score_kept(project.score)[0] if project.score else None,
        parts=[(part, facts) for part, facts in parts if facts is not None],
        company_seen=company is not None and may_see(actor, company.placement),
        initiative_seen=initiative is not None and may_see(actor, initiative.placement),
        may_amend=amends(actor, project),
        of_akimat=project.akimat == actor.organisation and actor.writes and project.state not in OVER,
        head=actor.role is Role.HEAD,
        me=actor.person,
        today=almaty_date(reading.now),
        yellow_below=yellow_below(reading),
    )


def _names(body: Body | None) -> Mapping[str, str]:
    return body.names if body is not None else {}


# The passport, section by section


@dataclass(frozen=True, slots=True)
class PassportFacts:
    place: ProjectPassport
    project: Project
    passport: Passport
    company: str
    akimat: Mapping[str, str]
    official: str
    files: Sequence[KeptFile]
    may_amend: bool


async def load_passport(place: ProjectPassport, reading: Reading) -> PassportFacts:
    project = await visible_project(place.project, reading)
    bodies = reading.port(Bodies)
    company = await reading.port(Companies).get(project.company)
    return PassportFacts(
        place=place,
        project=project,
        passport=passport_of(project),
        company=company.legal_name if company is not None else "",
        akimat=_names(await bodies.get(project.akimat)),
        official=await bodies.person_name(project.official) if project.official else "",
        files=await reading.port(Files).of(ref(project)),
        may_amend=amends(reading.actor, project),
    )


@dataclass(frozen=True, slots=True)
class PrintFacts:
    """The passport with what a document adds."""

    passport: PassportFacts
    score: Score | None
    now: datetime


async def load_print(project: ProjectId, reading: Reading) -> PrintFacts:
    """Raises NotFound where the reader may not know of the project (A2; attack 42)."""
    made = await load_passport(ProjectPassport(project), reading)
    kept = made.project.score
    return PrintFacts(made, score_kept(kept)[0] if kept else None, reading.now)


# «Why?» and «What if»


@dataclass(frozen=True, slots=True)
class WhyFacts:
    project: Project
    passport: Passport
    pool: PoolDecision
    pool_on: date
    score: Score | None
    score_on: date | None
    ways: Sequence[Way]
    task_force_mrp: int
    clauses: Mapping[str, str]


async def load_why(place: ProjectWhy, reading: Reading) -> WhyFacts:
    project = await visible_project(place.project, reading)
    passport = passport_of(project)
    pool, pool_on = pool_kept(project.pool_decision)
    made, score_on = score_kept(project.score) if project.score else (None, None)
    rules = reading.edition.realisation
    ways = ways_over(corridor_facts(passport), made, rules.corridor) if made is not None else ()
    return WhyFacts(
        project=project,
        passport=passport,
        pool=pool,
        pool_on=pool_on,
        score=made,
        score_on=score_on,
        ways=ways,
        task_force_mrp=rules.task_force_mrp.value,
        clauses={"task_force": rules.task_force_mrp.clause},
    )


@dataclass(frozen=True, slots=True)
class WhatIfFacts:
    place: ProjectWhatIf
    project: Project
    facts: CorridorFacts
    now: Score  # as the passport stands, by the rates of today
    then: Score
    ways: Sequence[Way]
    corridor: Corridor
    today: date


async def load_what_if(place: ProjectWhatIf, reading: Reading) -> WhatIfFacts:
    """Raises NoRate when the cost cannot be expressed in dollars today."""
    project = await visible_project(place.project, reading)
    corridor = reading.edition.realisation.corridor
    today = almaty_date(reading.now)
    facts = corridor_facts(passport_of(project))
    rates = await reading.port(References).rates({facts.cost.currency, DOLLAR}, today)
    changed = changed_facts(
        facts, corridor, amount=place.amount, listed=place.listed, technology=place.technology, jobs=place.jobs
    )
    then = score(changed, corridor, today, rates)
    return WhatIfFacts(
        place=place,
        project=project,
        facts=changed,
        now=score(facts, corridor, today, rates),
        then=then,
        ways=ways_over(changed, then, corridor),
        corridor=corridor,
        today=today,
    )


# History


@dataclass(frozen=True, slots=True)
class HistoryFacts:
    place: ProjectHistory
    project: Project
    changes: Sequence[ProjectChange]
    total: int
    names: Mapping[PersonId, str]


async def load_history(place: ProjectHistory, reading: Reading) -> HistoryFacts:
    project = await visible_project(place.project, reading)
    every = await reading.port(ProjectChanges).of(project.id)
    first = offset(place.page, CHANGES)
    shown = every[first : first + CHANGES]
    names = {one.made_by: await reading.port(Bodies).person_name(one.made_by) for one in shown}
    return HistoryFacts(place, project, shown, len(every), names)


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    place: ProjectChangeCard
    project: Project
    change: ProjectChange
    made_by: str
    organisation: Mapping[str, str]
    decided_by: str
    akimats: Mapping[str, Mapping[str, str]]
    decides: bool
    withdraws: bool


async def change_of(project_id: ProjectId, counted: int, reading: Reading) -> ProjectChange:
    """One change of a project that the reader may see. Raises NotFound."""
    project = await visible_project(project_id, reading)
    for one in await reading.port(ProjectChanges).of(project.id):
        if one.counted == counted:
            return one
    raise NotFound


async def load_change(place: ProjectChangeCard, reading: Reading) -> ChangeFacts:
    project = await visible_project(place.project, reading)
    change = await change_of(place.project, place.counted, reading)
    actor, bodies = reading.actor, reading.port(Bodies)
    asked = change.state == "asked"
    return ChangeFacts(
        place=place,
        project=project,
        change=change,
        made_by=await bodies.person_name(change.made_by),
        organisation=_names(await bodies.get(change.organisation)),
        decided_by=await bodies.person_name(change.decided_by) if change.decided_by else "",
        akimats={
            str(one.id): one.names
            for one in await bodies.of_kind(OrganisationKind.AKIMAT)
            if str(one.id) in change.changes.get("akimat", ())
        },
        decides=asked and actor.kind is OrganisationKind.AUTHORISED_BODY and actor.writes,
        withdraws=asked and change.organisation == actor.organisation and actor.writes,
    )


# Officials, the paper


@dataclass(frozen=True, slots=True)
class OfficialsFacts:
    place: ProjectOfficials
    project: Project
    people: Sequence[tuple[PersonId, str, int]]  # who, name, how many projects they answer for
    me: PersonId


async def load_officials(place: ProjectOfficials, reading: Reading) -> OfficialsFacts:
    """Raises NotPermitted for everybody but heads of the responsible akimat."""
    project = await visible_project(place.project, reading)
    actor = reading.actor
    if project.akimat != actor.organisation or actor.role is not Role.HEAD:
        raise NotPermitted
    bodies = reading.port(Bodies)
    loads = await reading.port(ProjectLists).loads(actor.organisation)
    people = [
        (one, await bodies.person_name(one), loads.get(one, 0)) for one in await bodies.writers(actor.organisation)
    ]
    people.sort(key=lambda one: one[2])  # the least loaded first; by name among equals
    return OfficialsFacts(place, project, people, actor.person)


@dataclass(frozen=True, slots=True)
class FilesFacts:
    place: ProjectFiles
    project: Project
    files: Sequence[KeptFile]
    may_amend: bool


async def load_files(place: ProjectFiles, reading: Reading) -> FilesFacts:
    project = await visible_project(place.project, reading)
    files = await reading.port(Files).of(ref(project))
    return FilesFacts(place, project, files, amends(reading.actor, project))


async def load_file(notice: FileOfProject, reading: Reading) -> KeptFile | None:
    """Only a checked file that still belongs to a project the reader may see is sent (A2; attack 42)."""
    project = await reading.port(Projects).get(notice.project)
    if project is None or not may_see(reading.actor, project.placement):
        return None
    files = await reading.port(Files).of(ref(project))
    return next((one for one in files if one.id == notice.file and one.state is FileState.CHECKED), None)


async def load_printed(notice: PassportPrinted, reading: Reading) -> KeptFile | None:
    project = await reading.port(Projects).get(notice.project)
    if project is None or not may_see(reading.actor, project.placement):
        return None
    return await reading.port(Files).get(notice.file)


async def load_paper(place: ProjectPaper, reading: Reading) -> Project:
    return await visible_project(place.project, reading)


# The list


@dataclass(frozen=True, slots=True)
class ListFacts:
    place: ProjectList
    lines: Sequence[ProjectLine]
    total: int
    of: str  # the company whose projects these are
    by_region: bool
    today: date
    yellow_below: int


async def load_list(place: ProjectList, reading: Reading) -> ListFacts:
    actor = reading.actor
    chosen = ProjectFilter(
        own=place.whose == "waiting",
        state=place.state,
        pool=place.pool,
        corridor=place.corridor,
        region=place.region,
        sector=place.sector,
        company=place.company,
    )
    lines, total = await reading.port(ProjectLists).page(actor, chosen, offset(place.page), PAGE)
    of = ""
    if place.company is not None:
        company = await reading.port(Companies).get(place.company)
        if company is None:
            raise NotFound
        check_sees(actor, company.placement)
        of = company.name
    by_region = actor.kind not in BY_REGION
    return ListFacts(place, lines, total, of, by_region, almaty_date(reading.now), yellow_below(reading))


@dataclass(frozen=True, slots=True)
class FilterFacts:
    place: ProjectFilters
    counted: Counted


async def load_filters(place: ProjectFilters, reading: Reading) -> FilterFacts:
    lists, actor = reading.port(ProjectLists), reading.actor
    match place.by:
        case "region":
            return FilterFacts(place, await lists.regions(actor))
        case "sector":
            return FilterFacts(place, await lists.sectors(actor))
        case "state":
            return FilterFacts(place, await lists.states(actor))
    raise NotFound


async def count_waiting(reading: Reading) -> int:
    """How many projects wait for the reader."""
    return await reading.port(ProjectLists).waiting(reading.actor)
