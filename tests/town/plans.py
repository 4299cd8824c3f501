"""A project and the standard plan in memory, as screens, pictures and tables of a roadmap get them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import bot.storage.roadmap_tasks  # noqa: F401 - entities made before they are mapped cannot be changed afterwards
from domain.deadline.calendar import WorkingCalendar
from domain.kit.ids import CompanyId, OrganisationId, PersonId, ProjectId, RoadmapId, TaskId
from domain.kit.money import Money
from domain.passport.model import Project
from domain.roadmap.model import Plan, Roadmap, RoadmapState, Task
from domain.roadmap.standard import first_plan
from handlers.roadmap.facts import Look

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
AKIMAT = OrganisationId(UUID(int=1))
ME = PersonId(UUID(int=8))
PROJECT = Project(
    id=ProjectId(UUID(int=3)),
    number="П-2026-000001",
    company=CompanyId(UUID(int=4)),
    initiative=None,
    initiator=AKIMAT,
    author=ME,
    submitted_at=NOW,
    akimat=AKIMAT,
    official=ME,
    title="Wind <farm> & Co, 200 МВт, Абай облысының Аягөз ауданында",
    description="",
    bin="040940004867",
    sector="D",
    region="35",
    cost=Money(Decimal("120000000"), "USD"),
    starts_on=date(2027, 1, 11),
    ends_on=date(2029, 12, 28),
    search="",
    since=NOW,
)


def a_plan() -> Plan:
    return first_plan(PROJECT.starts_on, PROJECT.ends_on, TODAY, AKIMAT, WorkingCalendar(), lambda: TaskId(uuid4()))


def a_roadmap(plan: Plan, **more: object) -> Roadmap:
    made = Roadmap(RoadmapId(UUID(int=5)), PROJECT.id, 1, [], ME, NOW)
    made.put(plan)
    for name, value in more.items():
        setattr(made, name, value)
    return made


def a_live_task(plan: Plan, at: int, **more: object) -> Task:
    one = plan[at]
    made = Task(
        id=one.id,
        project=PROJECT.id,
        akimat=AKIMAT,
        region="35",
        sector="D",
        official=ME,
        stage=one.stage,
        position=at,
        title=one.title,
        starts_on=one.starts_on,
        due=one.due,
        result=one.result,
        party=one.party,
        ranked=True,
        measure=one.measure,
        risk=one.risk,
        mitigation=one.mitigation,
        organisation=one.organisation,
        who=one.who,
    )
    for name, value in more.items():
        setattr(made, name, value)
    return made


def a_look(plan: Plan, *, today: date = TODAY, **more: object) -> Look:
    """The plan as its makers see it; `live` tasks make it the roadmap in force."""
    live = {one.id: one for one in more.pop("live", ())}  # type: ignore[attr-defined]
    state = RoadmapState.APPROVED if live else RoadmapState.DRAFT
    given: dict[str, object] = {"plans": True, "decides": False, **more}
    return Look(PROJECT, a_roadmap(plan, state=state), live, today=today, yellow_below=10, **given)  # type: ignore[arg-type]
