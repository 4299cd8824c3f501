"""Labels of the roadmap room's own classes, and what refuses, in words."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from domain.roadmap.model import Ground, RoadmapState
from domain.roadmap.rules import Fault, FaultKind
from handlers.words.catalog import Text
from handlers.words.reader import Reader
from handlers.words.tasks import stage_name, task_title

STATES: Mapping[str, Text] = {
    RoadmapState.DRAFT: Text("roadmap.state", "draft"),
    RoadmapState.SUBMITTED: Text("roadmap.state", "on approval"),
    RoadmapState.APPROVED: Text("roadmap.state", "in force"),
    RoadmapState.REJECTED: Text("roadmap.state", "rejected"),
    RoadmapState.REPLACED: Text("roadmap.state", "replaced"),
    RoadmapState.DROPPED: Text("roadmap.state", "given up"),
}
GROUNDS: Mapping[str, Text] = {
    Ground.INVESTOR: Text("roadmap.ground", "At the investor's request"),
    Ground.DEVIATION: Text("roadmap.ground", "For a deviation"),
}
FAULTS: Mapping[FaultKind, Text] = {
    FaultKind.STAGE_EMPTY: Text("roadmap.fault", "no task yet"),
    FaultKind.STAGE_ORDER: Text("roadmap.fault", "must end before the next stage ends"),
    FaultKind.STAGE_NO_RISK: Text("roadmap.fault", "no risk is named"),
    FaultKind.NO_TITLE: Text("roadmap.fault", "no title"),
    FaultKind.NO_RESULT: Text("roadmap.fault", "no expected result"),
    FaultKind.NO_MITIGATION: Text("roadmap.fault", "no way to reduce the risk"),
    FaultKind.NOBODY: Text("roadmap.fault", "the state body is not named"),
    FaultKind.ENDS_BEFORE_START: Text("roadmap.fault", "ends before it begins"),
    FaultKind.BEFORE_PROJECT: Text("roadmap.fault", "begins before the project"),
    FaultKind.AFTER_PROJECT: Text("roadmap.fault", "ends after the project"),
    FaultKind.OVERDUE_AT_ONCE: Text("roadmap.fault", "its date has passed already"),
    FaultKind.DONE_CHANGED: Text("roadmap.fault", "is done and stays as it was"),
    FaultKind.LATE_DROPPED: Text("roadmap.fault", "was overdue and cannot be taken out"),
}
"""Each after the name of a task or a stage: «Plot of land: ends before it begins»."""


def fault_line(one: Fault, r: Reader) -> Markup:
    named = stage_name(r, one.stage) if one.task is None else task_title(r, one.title)
    return r.say("roadmap.fault", "{name}: {fault}", name=named or "—", fault=r.plain(FAULTS[one.kind]))


def faulty(refusal: Any, r: Reader) -> Markup:
    return r.count(
        "roadmap.refused",
        "The roadmap cannot go on as it is: {n} fault.",
        "The roadmap cannot go on as it is: {n} faults.",
        len(refusal.faults),
    )


def consent_missing(refusal: Any, r: Reader) -> Markup:
    return r.count(
        "roadmap.refused",
        "{n} party has not agreed to the dates yet.",
        "{n} parties have not agreed to the dates yet.",
        refusal.parties,
    )


def consent_in_future(_: Any, r: Reader) -> Markup:
    return r.say("roadmap.refused", "The day of the agreement has not come yet.")


def suspended(_: Any, r: Reader) -> Markup:
    return r.say("roadmap.refused", "The project is suspended: its periods stand still until it goes on.")


def too_many(refusal: Any, r: Reader) -> Markup:
    return r.say("roadmap.refused", "A roadmap has at most {n} tasks.", n=refusal.most)


def evidence_needed(_: Any, r: Reader) -> Markup:
    return r.say("roadmap.refused", "Add a file that shows that the task is done.")


def nothing_changed(_: Any, r: Reader) -> Markup:
    return r.say("roadmap.refused", "Nothing differs from the roadmap in force.")


def remark_needed(_: Any, r: Reader) -> Markup:
    return r.say("roadmap.refused", "Say what has to be mended.")


def nobody_decides(_: Any, r: Reader) -> Markup:
    return r.say("roadmap.refused", "The body that decides is not registered in Tereze yet. Ask the administrator.")
