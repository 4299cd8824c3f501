"""Who submits and amends a passport, and who decides on it (M2.1–M2.4; п. 23, 29, 42, 45–48, 54, 57)."""

from bot.storage.unit import Unit
from domain.file.model import Received
from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.passport import acts, changes, papers
from domain.passport.facts import Passport
from domain.passport.ports import ProjectChanges, Projects
from domain.reference.ports import References
from tests.acts.case import SEES_PASSED, Case, Run, Subject, all_of, writers
from tests.acts.cases_path import an_appointed_initiative
from tests.acts.stage import Stage
from tests.town.passports import money, passport, put_rates, submitted

REGION = all_of("karaganda", "karaganda_org", "nc_karaganda")
SEES_PROJECT = REGION | all_of("uo", "nc", "council", "energy")
"""A project of Karaganda in energy (A2): the region's bodies, UO and NC, the COUNCIL, the sector's central body."""

SEES_COMPANY = all_of("berlin", "nc_germany", "uo", "nc", "council", "energy")
"""A company of Germany in energy that no region knows."""

AKIMAT = writers("karaganda")
CHANGED = passport(title="Wind farm of 210 MW")
DEARER = passport(money(14_000_000))


async def a_company(stage: Stage, by: str) -> Subject:
    await stage.do(by, put_rates)
    akimat = stage.town.organisations["karaganda"]
    return {"company": await stage.company(by, sector="D"), "akimat": akimat, "initiative": None}


async def a_company_of_the_region(stage: Stage) -> Subject:
    return await a_company(stage, "karaganda.officer")


async def a_company_of_the_holding(stage: Stage) -> Subject:
    return await a_company(stage, "holding.officer")


async def an_initiative_in_work(stage: Stage) -> Subject:
    made = await an_appointed_initiative(stage)
    await stage.do("karaganda.officer", put_rates)
    return {**made, "akimat": stage.town.organisations["karaganda"]}


async def a_project(stage: Stage, by: str = "karaganda.officer") -> Subject:
    made = await a_company(stage, by)
    project = await stage.do(by, lambda u, d: submitted(u, d, made["company"], made["akimat"]))
    return {**made, "project": project, "official": stage.town["karaganda.officer"].person}


async def a_project_of_the_holding(stage: Stage) -> Subject:
    return await a_project(stage, "holding.officer")


async def an_approved_project(stage: Stage) -> Subject:
    made = await a_project(stage)
    await stage.sql("UPDATE project SET state = 'with_roadmap' WHERE id = $1", made["project"])
    return made


async def an_asked_change(stage: Stage) -> Subject:
    made = await an_approved_project(stage)
    await stage.do("karaganda.officer", lambda u, d: amend(DEARER)(u, d, made, 1))
    found = await stage.sql("SELECT id FROM project_change WHERE project = $1", made["project"])
    return {**made, "project_change": found}


async def a_file(stage: Stage) -> Subject:
    """Received from the officer, not yet of any project."""
    made = await a_project(stage)

    async def receive(unit: Unit, desk: Desk) -> object:
        return await unit.port(Files).receive(Received("1:abc", "plan.pdf", "application/pdf", 9), desk.actor)

    return {**made, "file": await stage.do("karaganda.officer", receive)}


async def an_attached_file(stage: Stage) -> Subject:
    made = await a_file(stage)
    await stage.do(
        "karaganda.officer",
        lambda u, d: papers.attach(d, u.port(Projects), u.port(Files), made["project"], [made["file"]]),
    )
    return made


async def submit(unit: Unit, desk: Desk, subject: Subject, _seen: int) -> object:
    return await submitted(unit, desk, subject["company"], subject["akimat"], None, subject["initiative"])


def amend(said: Passport) -> Run:
    return lambda u, d, s, v: changes.amend(
        d,
        u.port(Projects),
        u.port(ProjectChanges),
        u.port(Bodies),
        u.port(References),
        s["project"],
        v,
        s["akimat"],
        said,
        "The investor asked",
    )


def decide(approved: bool) -> Run:
    return lambda u, d, s, v: changes.decide_change(
        d,
        u.port(Projects),
        u.port(ProjectChanges),
        u.port(References),
        s["project"],
        s["project_change"],
        v,
        approved,
        "" if approved else "Why?",
    )


CASES: dict[str, tuple[Case, ...]] = {
    "passport.submit": (
        Case(
            title="at the place",
            clause="п. 23, 29, 45: the MIO of the place, NC and its representative there, the sector's central body",
            may=writers("karaganda", "nc_karaganda", "nc", "energy"),
            knows=SEES_COMPANY | REGION,
            prepare=a_company_of_the_region,
            run=submit,
            of="company",
        ),
        Case(
            title="by a holding",
            clause="п. 23, 29, 45: holdings and national companies; the region does not know the company yet (A2)",
            may=writers("holding", "nc", "energy"),
            knows=SEES_COMPANY | all_of("holding"),
            prepare=a_company_of_the_holding,
            run=submit,
            of="company",
        ),
        Case(
            title="from an initiative",
            clause="п. 42.1: the official of the MIO that has the initiative, or its head",
            may=AKIMAT,
            knows=SEES_PASSED,
            prepare=an_initiative_in_work,
            run=submit,
            of="initiative",
            once=True,
        ),
    ),
    "passport.amend": (
        Case(
            title="of one's own",
            clause="M2.1: the initiating body and the responsible MIO",
            may=AKIMAT,
            knows=SEES_PROJECT,
            prepare=a_project,
            run=amend(CHANGED),
            of="project",
            version="project",
            once=True,
        ),
        Case(
            title="of a holding",
            clause="M2.1: the initiating body and the responsible MIO",
            may=writers("karaganda", "holding"),
            knows=SEES_PROJECT | all_of("holding"),
            prepare=a_project_of_the_holding,
            run=amend(CHANGED),
            of="project",
            version="project",
        ),
        Case(
            title="after the roadmap's approval",
            clause="п. 54, 57: what touches volume and terms is asked of the UO",
            may=AKIMAT,
            knows=SEES_PROJECT,
            prepare=an_approved_project,
            run=amend(DEARER),
            of="project",
            version="project",
            once=True,
        ),
    ),
    "passport.decide_change": (
        Case(
            title="approved",
            clause="п. 54, 57: the authorised body",
            may=writers("uo"),
            knows=SEES_PROJECT,
            prepare=an_asked_change,
            run=decide(True),
            of="project",
            version="project_change",
            once=True,
        ),
        Case(
            title="refused",
            clause="п. 54, 57: the authorised body",
            may=writers("uo"),
            knows=SEES_PROJECT,
            prepare=an_asked_change,
            run=decide(False),
            of="project",
            version="project_change",
            once=True,
        ),
    ),
    "passport.withdraw_change": (
        Case(
            clause="M2.1: those who asked",
            may=AKIMAT,
            knows=SEES_PROJECT,
            prepare=an_asked_change,
            run=lambda u, d, s, v: changes.withdraw_change(
                d, u.port(Projects), u.port(ProjectChanges), s["project"], s["project_change"], v
            ),
            of="project",
            version="project_change",
            once=True,
        ),
    ),
    "passport.appoint": (
        Case(
            clause="п. 47.8: the head of the responsible MIO anybody, an officer themselves",
            may=AKIMAT,
            knows=SEES_PROJECT | all_of("holding"),
            prepare=a_project_of_the_holding,
            run=lambda u, d, s, v: acts.appoint(d, u.port(Projects), u.port(Bodies), s["project"], v, s["official"]),
            of="project",
            version="project",
            once=True,
        ),
    ),
    "passport.attach": (
        Case(
            clause="M2.1: documents of one's own",
            may=frozenset({"karaganda.officer"}),
            knows=SEES_PROJECT - {"karaganda.head"},  # for the head there is no such file
            prepare=a_file,
            run=lambda u, d, s, v: papers.attach(d, u.port(Projects), u.port(Files), s["project"], [s["file"]]),
            of="project",
        ),
    ),
    "passport.detach": (
        Case(
            clause="M2.1",
            may=AKIMAT,
            knows=SEES_PROJECT,
            prepare=an_attached_file,
            run=lambda u, d, s, v: papers.detach(d, u.port(Projects), u.port(Files), s["project"], s["file"]),
            of="project",
            once=True,
        ),
    ),
}
