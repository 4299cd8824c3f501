"""Who asks to suspend or exclude a project, who passes it on, who decides and who lifts (M2.10; п. 33–35)."""

from datetime import date

from bot.storage.unit import Unit
from domain.edition.model import ExclusionGround
from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.passport.ports import Projects
from domain.suspension import acts as suspension
from domain.suspension.acts import Asking
from domain.suspension.model import Measure
from domain.suspension.ports import ProjectClocks, Suspensions
from domain.validation.ports import Validations
from tests.acts.case import Case, Run, Subject, writers
from tests.acts.cases_validation import SEES_PROJECT, a_project
from tests.acts.stage import Stage

UNTIL = date(2027, 3, 1)


def asking(measure: Measure = Measure.SUSPEND, **more: object) -> Asking:
    given: dict[str, object] = {
        "measure": measure,
        "ground": ExclusionGround.FINANCING,
        "reason": "The bank has stopped the loan",
        "until": UNTIL,
    }
    return Asking(**{**given, **more})  # type: ignore[arg-type]


def ask(what: Asking) -> Run:
    return lambda u, d, s, v: suspension.ask(
        d, u.port(Projects), u.port(Suspensions), u.port(Files), u.port(Bodies), s["project"], v, what
    )


async def _asked(stage: Stage, who: str, what: Asking) -> Subject:
    made = await a_project(stage)

    async def put(unit: Unit, desk: Desk) -> object:
        return await ask(what)(unit, desk, made, 1)

    return {**made, "suspension_request": await stage.do(who, put)}


async def to_suspend(stage: Stage) -> Subject:
    return await _asked(stage, "karaganda.officer", asking())


async def to_exclude(stage: Stage) -> Subject:
    return await _asked(stage, "karaganda.officer", asking(Measure.EXCLUDE))


async def proposed(stage: Stage) -> Subject:
    """By Berlin, which began the project, at the akimat."""
    return await _asked(stage, "berlin.officer", asking())


def grant(until: date | None = UNTIL) -> Run:
    return lambda u, d, s, v: suspension.grant(
        d,
        u.port(Projects),
        u.port(Suspensions),
        u.port(ProjectClocks),
        u.port(Bodies),
        s["suspension_request"],
        v,
        "",
        until,
        "",
    )


async def suspended(stage: Stage) -> Subject:
    made = await to_suspend(stage)
    await stage.do("uo.officer", lambda u, d: grant()(u, d, made, 1))
    return made


UO = writers("uo")

CASES: dict[str, tuple[Case, ...]] = {
    "suspension.ask": (
        Case(
            title="suspension",
            clause="п. 34: the responsible MIO; the initiating body through it",
            may=writers("karaganda", "berlin"),
            knows=SEES_PROJECT,
            prepare=a_project,
            run=ask(asking()),
            of="project",
            version="project",
            once=True,
        ),
        Case(
            title="exclusion",
            clause="п. 34",
            may=writers("karaganda", "berlin"),
            knows=SEES_PROJECT,
            prepare=a_project,
            run=ask(asking(Measure.EXCLUDE)),
            of="project",
            version="project",
            once=True,
        ),
    ),
    "suspension.pass_on": (
        Case(
            clause="M2.10: the MIO passes it on",
            may=writers("karaganda"),
            knows=SEES_PROJECT,
            prepare=proposed,
            run=lambda u, d, s, v: suspension.pass_on(
                d, u.port(Projects), u.port(Suspensions), u.port(Bodies), s["suspension_request"], v
            ),
            of="suspension_request",
            version="suspension_request",
            once=True,
        ),
    ),
    "suspension.grant": (
        Case(
            title="suspension",
            clause="п. 35: the UO",
            may=UO,
            knows=SEES_PROJECT,
            prepare=to_suspend,
            run=grant(),
            of="suspension_request",
            version="suspension_request",
            once=True,
        ),
        Case(
            title="exclusion",
            clause="п. 35: the UO",
            may=UO,
            knows=SEES_PROJECT,
            prepare=to_exclude,
            run=grant(None),
            of="suspension_request",
            version="suspension_request",
            once=True,
        ),
    ),
    "suspension.refuse": (
        Case(
            clause="п. 35: the UO",
            may=UO,
            knows=SEES_PROJECT,
            prepare=to_suspend,
            run=lambda u, d, s, v: suspension.refuse(
                d, u.port(Projects), u.port(Suspensions), s["suspension_request"], v, "The loan goes on"
            ),
            of="suspension_request",
            version="suspension_request",
            once=True,
        ),
    ),
    "suspension.lift": (
        Case(
            clause="M2.10: the UO lifts it",
            may=UO,
            knows=SEES_PROJECT,
            prepare=suspended,
            run=lambda u, d, s, v: suspension.lift(
                d,
                u.port(Projects),
                u.port(Suspensions),
                u.port(ProjectClocks),
                u.port(Validations),
                u.port(Bodies),
                s["project"],
                v,
            ),
            of="project",
            version="project",
            once=True,
        ),
    ),
}
