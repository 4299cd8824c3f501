"""Projects of the akimat of Karaganda as they come from a passport, and their roadmaps, for tests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from bot.storage.unit import Database, Unit
from domain.company.acts import create as create_company
from domain.company.ports import Companies
from domain.file.model import Received
from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import OrganisationId, ProjectId, RoadmapId, TaskId
from domain.kit.money import Money
from domain.passport.model import Project
from domain.passport.pool import Pool
from domain.passport.ports import Projects
from domain.roadmap import carrying, deciding, drafting
from domain.roadmap.consent import missing
from domain.roadmap.ports import Roadmaps, Tasks
from tests.town import cards
from tests.town.people import Town

STARTS, ENDS = date(2027, 1, 11), date(2029, 12, 28)


async def project(unit: Unit, town: Town, **changes: object) -> ProjectId:
    """A project in energy, in the national pool, made by the akimat of Karaganda, with its officer responsible."""
    company = await create_company(
        town.desk("berlin.officer"), unit.port(Companies), cards.company(f"Company {uuid4()}")
    )
    number = await unit.port(Projects).next_number(2026)
    made = Project(
        id=ProjectId(uuid4()),
        number=f"П-2026-{number:06d}",
        company=company,
        initiative=None,
        initiator=town.organisations["karaganda"],
        author=town["karaganda.officer"].person,
        submitted_at=town.now,
        akimat=town.organisations["karaganda"],
        official=town["karaganda.officer"].person,
        title="Wind farm <200 MW>",
        description="Wind",
        bin="040940004867",
        sector="D",
        region="35",
        cost=Money(Decimal("120000000"), "USD"),
        starts_on=STARTS,
        ends_on=ENDS,
        search="wind farm",
        since=town.now,
        pool=Pool.NATIONAL,
        edition="2024-12-31",
    )
    for name, value in changes.items():
        setattr(made, name, value)
    await unit.port(Projects).add(made)
    return made.id


async def draft(unit: Unit, desk: Desk, of: ProjectId) -> RoadmapId:
    """The standard plan, as a draft of the MIO's officer."""
    return await drafting.begin(desk, unit.port(Projects), unit.port(Roadmaps), of)


async def agree(unit: Unit, desk: Desk, roadmap: RoadmapId) -> None:
    """Everybody concerned says yes to the dates."""
    roadmaps = unit.port(Roadmaps)
    one = await roadmaps.get(roadmap)
    assert one is not None
    project_ = await unit.port(Projects).get(one.project)
    assert project_ is not None
    for party in missing(one.tasks, one.consents, project_.akimat):
        await drafting.record_yes(
            desk, unit.port(Projects), roadmaps, roadmap, one.version, party.key, "Anna Müller", date(2026, 11, 16)
        )
        await roadmaps.flush()


async def submit(unit: Unit, desk: Desk, roadmap: RoadmapId) -> None:
    roadmaps = unit.port(Roadmaps)
    await agree(unit, desk, roadmap)
    one = await roadmaps.get(roadmap)
    assert one is not None
    await deciding.submit(
        desk, unit.port(Projects), roadmaps, unit.port(Tasks), unit.port(Bodies), roadmap, one.version
    )
    await unit.flush()


async def approve(unit: Unit, desk: Desk, roadmap: RoadmapId) -> None:
    roadmaps = unit.port(Roadmaps)
    one = await roadmaps.get(roadmap)
    assert one is not None
    await deciding.approve(desk, unit.port(Projects), roadmaps, unit.port(Tasks), roadmap, one.version)
    await unit.flush()


async def submitted(db: Database, town: Town, **changes: object) -> tuple[ProjectId, RoadmapId]:
    """A project whose roadmap waits for NC."""
    officer = town.desk("karaganda.officer")
    async with db.unit() as unit:
        of = await project(unit, town, **changes)
        roadmap = await draft(unit, officer, of)
        await submit(unit, officer, roadmap)
    return of, roadmap


async def approved(db: Database, town: Town, **changes: object) -> tuple[ProjectId, RoadmapId]:
    """A project «с дорожной картой»: ten live tasks."""
    of, roadmap = await submitted(db, town, **changes)
    async with db.unit() as unit:
        await approve(unit, town.desk("nc.head"), roadmap)
    return of, roadmap


async def amendment(unit: Unit, desk: Desk, of: ProjectId, *, late: date) -> RoadmapId:
    """A change of the approved roadmap: the last task ends on another day."""
    from domain.roadmap.model import Ground

    roadmaps = unit.port(Roadmaps)
    made = await drafting.amend(desk, unit.port(Projects), roadmaps, of, Ground.INVESTOR, "The turbines come later")
    one = await roadmaps.get(made)
    assert one is not None
    await drafting.put_task(desk, unit.port(Projects), roadmaps, made, one.version, replace(one.tasks[-1], due=late))
    await unit.flush()
    return made


async def evidence(unit: Unit, desk: Desk, task: TaskId) -> UUID:
    """A received file, not looked into yet, attached to a task."""
    file = await unit.port(Files).receive(Received("1:abc", "act.pdf", "application/pdf", 9), desk.actor)
    await carrying.attach(desk, unit.port(Projects), unit.port(Tasks), unit.port(Files), task, [file])
    return file


async def finish(unit: Unit, desk: Desk, task: TaskId) -> None:
    await evidence(unit, desk, task)
    one = await unit.port(Tasks).get(task)
    assert one is not None
    await carrying.finish(
        desk, unit.port(Projects), unit.port(Tasks), unit.port(Files), unit.port(Bodies), task, one.version, "Done"
    )
    await unit.flush()


async def tasks_of(db: Database, of: ProjectId) -> list[TaskId]:
    async with db.unit(readonly=True) as unit:
        return [one.id for one in await unit.port(Tasks).of(of)]


def outside(town: Town, name: str) -> OrganisationId:
    return town.organisations[name]
