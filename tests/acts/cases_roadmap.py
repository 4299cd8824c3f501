"""Who makes, sends, decides on and carries out a roadmap (M2.5–M2.8; п. 48–53, 57–58)."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from bot.storage.unit import Unit
from domain.file.model import Received
from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import ProjectId, RoadmapId, TaskId
from domain.kit.jobs import Jobs
from domain.passport.ports import Projects
from domain.roadmap import carrying, deciding, drafting
from domain.roadmap.model import Ground, Sheet, SheetState
from domain.roadmap.ports import Roadmaps, Sheets, Tasks
from tests.acts.case import Case, Subject, all_of, writers
from tests.acts.stage import Stage
from tests.town import roadmaps

SEES = all_of("karaganda", "karaganda_org", "nc_karaganda", "uo", "nc", "council", "energy", "participant")
"""A2: a project in energy in Karaganda: its region's bodies, UO and NC, COUNCIL, the sector's body, a participant."""

MIO = writers("karaganda")
"""п. 48, 50, 57: the responsible MIO."""


def party(stage: Stage) -> dict[str, object]:
    return {"parties": [stage.town.organisations["participant"]]}


async def a_project(stage: Stage) -> Subject:
    async with stage.db.unit() as unit:
        return {"project": await roadmaps.project(unit, stage.town, **party(stage))}


async def a_draft(stage: Stage) -> Subject:
    made = await a_project(stage)
    roadmap = await stage.do("karaganda.officer", lambda u, d: roadmaps.draft(u, d, made["project"]))
    plan = await _plan(stage, roadmap)
    return {**made, "roadmap": roadmap, "plan": plan}


async def an_agreed_draft(stage: Stage) -> Subject:
    made = await a_draft(stage)
    await stage.do("karaganda.officer", lambda u, d: roadmaps.agree(u, d, made["roadmap"]))
    return made


async def a_submitted_one(stage: Stage) -> Subject:
    project, roadmap = await roadmaps.submitted(stage.db, stage.town, **party(stage))
    return {"project": project, "roadmap": roadmap, "plan": await _plan(stage, roadmap)}


async def an_approved_one(stage: Stage) -> Subject:
    project, roadmap = await roadmaps.approved(stage.db, stage.town, **party(stage))
    return {"project": project, "roadmap": roadmap, "task": (await roadmaps.tasks_of(stage.db, project))[0]}


async def a_change(stage: Stage) -> Subject:
    made = await an_approved_one(stage)
    roadmap = await stage.do(
        "karaganda.officer", lambda u, d: roadmaps.amendment(u, d, made["project"], late=date(2029, 12, 27))
    )
    return {**made, "roadmap": roadmap}


async def a_submitted_change(stage: Stage) -> Subject:
    made = await a_change(stage)
    await stage.do("karaganda.officer", lambda u, d: roadmaps.submit(u, d, made["roadmap"]))
    return made


async def a_sheet(stage: Stage) -> Subject:
    """Read without a fault."""
    made = await a_draft(stage)

    async def add(unit: Unit, desk: Desk) -> object:
        roadmap = await unit.port(Roadmaps).get(made["roadmap"])
        assert roadmap is not None
        outcome = {"tasks": roadmap.plan, "roadmap_version": roadmap.version}
        sheet = Sheet(uuid4(), roadmap.id, desk.actor.person, desk.now, "plan.xlsx", "1:abc", SheetState.READY, outcome)
        await unit.port(Sheets).add(sheet)
        return sheet.id

    return {**made, "roadmap_sheet": await stage.do("karaganda.officer", add)}


async def a_task_with_evidence(stage: Stage) -> Subject:
    made = await an_approved_one(stage)
    await stage.do("karaganda.officer", lambda u, d: roadmaps.evidence(u, d, made["task"]))
    return made


async def _plan(stage: Stage, roadmap: RoadmapId) -> object:
    async with stage.db.unit(readonly=True) as unit:
        found = await unit.port(Roadmaps).get(roadmap)
        assert found is not None
        return found.tasks


async def _attach(unit: Unit, desk: Desk, task: TaskId) -> None:
    """A file of one's own, received and attached at once."""
    known = await unit.port(Tasks).get(task)
    project = None if known is None else await unit.port(Projects).get(known.project)
    from domain.access.scope import may_change

    file = ProjectId(uuid4())
    if project is not None and may_change(desk.actor, project.placement):
        file = await unit.port(Files).receive(Received("1:abc", "act.pdf", "application/pdf", 9), desk.actor)  # type: ignore[assignment]
    await carrying.attach(desk, unit.port(Projects), unit.port(Tasks), unit.port(Files), task, [file])  # type: ignore[list-item]


CASES: dict[str, tuple[Case, ...]] = {
    "roadmap.begin": (
        Case(
            clause="п. 48: the responsible MIO",
            may=MIO,
            knows=SEES,
            prepare=a_project,
            run=lambda u, d, s, v: drafting.begin(d, u.port(Projects), u.port(Roadmaps), s["project"]),
            of="project",
            once=True,
        ),
    ),
    "roadmap.amend": (
        Case(
            clause="п. 57: the MIO, at the investor's request",
            may=MIO,
            knows=SEES,
            prepare=an_approved_one,
            run=lambda u, d, s, v: drafting.amend(
                d, u.port(Projects), u.port(Roadmaps), s["project"], Ground.INVESTOR, "asked for"
            ),
            of="project",
            once=True,
        ),
    ),
    "roadmap.put_task": (
        Case(
            clause="п. 48",
            may=MIO,
            knows=SEES,
            prepare=a_draft,
            run=lambda u, d, s, v: drafting.put_task(
                d, u.port(Projects), u.port(Roadmaps), s["roadmap"], v, replace(s["plan"][0], title="Another")
            ),
            of="roadmap",
            version="roadmap",
        ),
    ),
    "roadmap.drop_task": (
        Case(
            clause="п. 48",
            may=MIO,
            knows=SEES,
            prepare=a_draft,
            run=lambda u, d, s, v: drafting.drop_task(
                d, u.port(Projects), u.port(Roadmaps), s["roadmap"], v, s["plan"][0].id
            ),
            of="roadmap",
            version="roadmap",
            once=True,
        ),
    ),
    "roadmap.agree": (
        Case(
            clause="п. 48.1: the MIO records each yes",
            may=MIO,
            knows=SEES,
            prepare=a_draft,
            run=lambda u, d, s, v: drafting.record_yes(
                d, u.port(Projects), u.port(Roadmaps), s["roadmap"], v, "investor", "Anna", date(2026, 11, 16)
            ),
            of="roadmap",
            version="roadmap",
        ),
    ),
    "roadmap.drop": (
        Case(
            clause="п. 57: whoever asks for a change may give it up",
            may=MIO,
            knows=SEES,
            prepare=a_change,
            run=lambda u, d, s, v: drafting.drop(d, u.port(Projects), u.port(Roadmaps), s["roadmap"], v),
            of="roadmap",
            version="roadmap",
            once=True,
        ),
    ),
    "roadmap.send_sheet": (
        Case(
            clause="M2.5",
            may=MIO,
            knows=SEES,
            prepare=a_draft,
            run=lambda u, d, s, v: drafting.send_sheet(
                d, u.port(Projects), u.port(Roadmaps), u.port(Sheets), u.port(Jobs), s["roadmap"],
                Received("1:abc", "plan.xlsx", "", 9),
            ),
            of="roadmap",
        ),
    ),
    "roadmap.take_sheet": (
        Case(
            clause="M2.5",
            may=MIO,
            knows=SEES,
            prepare=a_sheet,
            run=lambda u, d, s, v: drafting.take_sheet(
                d, u.port(Projects), u.port(Roadmaps), u.port(Sheets), s["roadmap_sheet"], v
            ),
            of="roadmap_sheet",
            version="roadmap_sheet",
            once=True,
        ),
    ),
    "roadmap.submit": (
        Case(
            title="to NC",
            clause="п. 50",
            may=MIO,
            knows=SEES,
            prepare=an_agreed_draft,
            run=lambda u, d, s, v: deciding.submit(
                d, u.port(Projects), u.port(Roadmaps), u.port(Tasks), u.port(Bodies), s["roadmap"], v
            ),
            of="roadmap",
            version="roadmap",
            once=True,
        ),
    ),
    "roadmap.approve": (
        Case(
            title="a roadmap",
            clause="п. 52: NC",
            may=writers("nc"),
            knows=SEES,
            prepare=a_submitted_one,
            run=lambda u, d, s, v: deciding.approve(
                d, u.port(Projects), u.port(Roadmaps), u.port(Tasks), s["roadmap"], v
            ),
            of="roadmap",
            version="roadmap",
            once=True,
        ),
        Case(
            title="a change",
            clause="п. 57: the UO",
            may=writers("uo"),
            knows=SEES,
            prepare=a_submitted_change,
            run=lambda u, d, s, v: deciding.approve(
                d, u.port(Projects), u.port(Roadmaps), u.port(Tasks), s["roadmap"], v
            ),
            of="roadmap",
            version="roadmap",
            once=True,
        ),
    ),
    "roadmap.remark": (
        Case(
            clause="п. 51: NC",
            may=writers("nc"),
            knows=SEES,
            prepare=a_submitted_one,
            run=lambda u, d, s, v: deciding.remark(
                d, u.port(Projects), u.port(Roadmaps), s["roadmap"], v, s["plan"][0].id, "Too late"
            ),
            of="roadmap",
            version="roadmap",
        ),
    ),
    "roadmap.reject": (
        Case(
            title="a roadmap",
            clause="п. 51: NC",
            may=writers("nc"),
            knows=SEES,
            prepare=a_submitted_one,
            run=lambda u, d, s, v: deciding.reject(
                d, u.port(Projects), u.port(Roadmaps), s["roadmap"], v, "The land first"
            ),
            of="roadmap",
            version="roadmap",
            once=True,
        ),
        Case(
            title="a change",
            clause="п. 57: the UO",
            may=writers("uo"),
            knows=SEES,
            prepare=a_submitted_change,
            run=lambda u, d, s, v: deciding.reject(
                d, u.port(Projects), u.port(Roadmaps), s["roadmap"], v, "Not now"
            ),
            of="roadmap",
            version="roadmap",
            once=True,
        ),
    ),
    "task.report": (
        Case(
            clause="п. 53: the MIO, the initiating body, who answers for the task",
            may=MIO,
            knows=SEES,
            prepare=an_approved_one,
            run=lambda u, d, s, v: carrying.report(d, u.port(Projects), u.port(Tasks), s["task"], v, 40, "half"),
            of="task",
            version="task",
        ),
    ),
    "task.attach": (
        Case(
            clause="п. 58: those concerned",
            may=writers("karaganda", "karaganda_org", "nc_karaganda", "uo", "nc", "energy", "participant"),
            knows=SEES,
            prepare=an_approved_one,
            run=lambda u, d, s, v: _attach(u, d, s["task"]),
            of="task",
        ),
    ),
    "task.finish": (
        Case(
            clause="M2.7: the MIO, with evidence",
            may=MIO,
            knows=SEES,
            prepare=a_task_with_evidence,
            run=lambda u, d, s, v: carrying.finish(
                d, u.port(Projects), u.port(Tasks), u.port(Files), u.port(Bodies), s["task"], v, "done"
            ),
            of="task",
            version="task",
            once=True,
        ),
    ),
}  # fmt: skip
