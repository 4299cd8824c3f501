"""Roadmaps: made, agreed, approved, changed and carried out (M2.5–M2.8; п. 48–53, 57–58)."""

from collections.abc import Sequence

import domain.roadmap.talk  # noqa: F401 - registers the task as a matter that is talked about
from domain.kit.actor import NO_CASES, Actor, Guest, OrganisationKind
from domain.kit.ids import ProjectId, Ref, TaskId
from domain.kit.refused import NotFound
from domain.passport.rules import ROADMAP_DUE
from domain.roadmap.rules import (
    CHANGE_REVIEW,
    REVIEW,
    REWORK,
    TASK,
    ConsentInFuture,
    ConsentMissing,
    EvidenceNeeded,
    NobodyDecides,
    NothingChanged,
    PlanFaulty,
    ProjectSuspended,
    RemarkNeeded,
    TooManyTasks,
    plans,
    reports,
)
from handlers.forms.places import StartForm
from handlers.reading import Reading
from handlers.roadmap import changes, facts, lists, screens, tasks, words
from handlers.roadmap.decision_form import AGREE_FORM, AMEND_FORM, REJECT_FORM, REMARK_FORM
from handlers.roadmap.form import TASK_FORM
from handlers.roadmap.notices import NOTICES
from handlers.roadmap.places import (
    MyTasks,
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
    TaskCard,
    TaskFiles,
)
from handlers.roadmap.presses import BeginRoadmap
from handlers.roadmap.routes import router
from handlers.roadmap.task_form import ATTACH_FORM, FINISH_FORM, REPORT_FORM
from handlers.room import MenuEntry, ProjectPart, Room, View, Way
from handlers.screens.place import Place
from handlers.screens.press import Go
from handlers.words.catalog import Text

OPEN = Text("roadmap.way", "Open the roadmap")


def waiting_place(who: Actor | Guest) -> Place | None:
    """Only those for whom a roadmap can wait."""
    if isinstance(who, Guest) or who.kind not in facts.WAITED_FOR or not who.writes:
        return None
    return RoadmapsWaiting()


def mine_place(who: Actor | Guest) -> Place | None:
    """Those who can answer for a task: not the COUNCIL, nor Tereze's own administrators."""
    if isinstance(who, Guest) or who.kind in NO_CASES or who.kind is OrganisationKind.COUNCIL:
        return None
    return MyTasks()


def participant_place(who: Actor | Guest) -> Place | None:
    """A contractor has nothing else to look at than its tasks."""
    return MyTasks() if isinstance(who, Actor) and who.kind is OrganisationKind.PARTICIPANT else None


async def ways_of_roadmap(ref: Ref, reading: Reading) -> Sequence[Way]:
    """To the roadmap of the project whose clock runs; the first one is made on the spot."""
    try:
        project = await facts.visible_project(ProjectId(ref.id), reading)
    except NotFound:
        return ()
    part = await facts.load_part(project, reading)
    if part is None:
        return ()
    if part.card is None:
        return (Way(Text("roadmap.part", "Make the roadmap"), BeginRoadmap(project.id)),)
    return (Way(OPEN, Go(RoadmapCard(project.id))),)


async def ways_of_task(ref: Ref, reading: Reading) -> Sequence[Way]:
    """Close it or say how far it is."""
    try:
        task, project = await tasks.visible_task(TaskId(ref.id), reading)
    except NotFound:
        return ()
    context = {"task": str(task.id), "version": task.version}
    found = []
    if plans(reading.actor, project) and not task.done:
        found.append(Way(Text("task.card", "Task is done"), Go(StartForm("task.finish", context))))
    if reports(reading.actor, project, task) and not task.done:
        found.append(Way(Text("task.card", "Report progress"), Go(StartForm("task.report", context))))
    return found


room = Room(
    name="roadmap",
    views=(
        View(RoadmapCard, facts.load_card, screens.show_card),
        View(RoadmapStage, facts.load_stage, screens.show_stage),
        View(PlanTaskCard, facts.load_plan_task, tasks.show_plan_task),
        View(RoadmapFaults, facts.load_faults, lists.show_faults),
        View(RoadmapConsents, facts.load_consents, lists.show_consents),
        View(RoadmapSending, facts.load_sending, lists.show_sending),
        View(RoadmapTable, facts.load_table, changes.show_table),
        View(RoadmapSheet, facts.load_sheet, changes.show_sheet),
        View(RoadmapVersions, facts.load_versions, lists.show_versions),
        View(RoadmapChanges, facts.load_changes, changes.show_changes),
        View(RoadmapsWaiting, facts.load_waiting, lists.show_waiting),
        View(TaskCard, tasks.load_task, tasks.show_task),
        View(TaskFiles, tasks.load_files, tasks.show_files),
        View(MyTasks, tasks.load_mine, tasks.show_mine),
    ),
    notices=NOTICES,
    forms=(TASK_FORM, AGREE_FORM, REJECT_FORM, REMARK_FORM, AMEND_FORM, REPORT_FORM, ATTACH_FORM, FINISH_FORM),
    router=router,
    refusals={
        PlanFaulty: words.faulty,
        ConsentMissing: words.consent_missing,
        ConsentInFuture: words.consent_in_future,
        ProjectSuspended: words.suspended,
        TooManyTasks: words.too_many,
        EvidenceNeeded: words.evidence_needed,
        NothingChanged: words.nothing_changed,
        RemarkNeeded: words.remark_needed,
        NobodyDecides: words.nobody_decides,
    },
    menu=(
        MenuEntry(3, Text("menu", "Roadmaps waiting for you"), waiting_place, facts.count_waiting, only_with=True),
        MenuEntry(6, Text("menu", "My tasks: overdue and near"), mine_place, tasks.count_pressing, only_with=True),
        MenuEntry(20, Text("menu", "My tasks"), participant_place),
    ),
    project_parts=(ProjectPart(20, facts.load_part, screens.show_part),),
    closing={
        **dict.fromkeys((one.name for one in (ROADMAP_DUE, REVIEW, REWORK, CHANGE_REVIEW)), ways_of_roadmap),
        TASK.name: ways_of_task,
    },
)
