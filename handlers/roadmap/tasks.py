"""One task, planned or live, its evidence, and a person's own tasks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from markupsafe import Markup

from domain.access.scope import may_change
from domain.file.model import FileState, KeptFile
from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.ids import Ref, TaskId
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound
from domain.panel.rules import colour
from domain.passport.model import Project, ProjectState
from domain.roadmap.model import DueSince, PlanTask, Step, Task
from domain.roadmap.ports import RoadmapLists, TaskLine, Tasks
from domain.roadmap.rules import plans, reports
from handlers.conversation.places import Conversation
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.passport.places import ProjectCard
from handlers.pick.lists import PAGE, offset, page_of, pager
from handlers.reading import Reading, yellow_below
from handlers.roadmap.facts import OrganisationNames, PlanTaskFacts, organisations, task_colour, visible_project
from handlers.roadmap.places import MyTasks, RoadmapCard, TaskCard, TaskFiles
from handlers.roadmap.presses import DropTask, FinishTask, SendTaskFile
from handlers.roadmap.responsible import party_of
from handlers.screens.labels import ON_BUTTON
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.colours import MARKS
from handlers.words.files import file_line
from handlers.words.measures import measure_name
from handlers.words.reader import Reader, lines
from handlers.words.tasks import stage_name, task_mitigation, task_result, task_risk, task_title

SAID = 3
"""How many of the last words on its progress a task's card shows."""


def _about(one: PlanTask | Task, names: OrganisationNames, r: Reader) -> tuple[Markup | None, ...]:
    """What a task is to bring, with whom, at what risk (п. 48)."""
    return (
        r.say("task.card", "Expected result: {result}", result=task_result(r, one.result)) if one.result else None,
        r.say("task.card", "Responsible: {party}", party=party_of(one, names, r)),
        r.say("task.card", "Support measure: {measure}", measure=measure_name(r, one.measure)) if one.measure else None,
        r.say("task.card", "Risk: {risk}", risk=task_risk(r, one.risk)) if one.risk else None,
        r.say("task.card", "How to reduce it: {mitigation}", mitigation=task_mitigation(r, one.mitigation))
        if one.mitigation
        else None,
    )


def show_plan_task(facts: PlanTaskFacts, r: Reader) -> Screen:
    here, one = facts.look, facts.task
    context = {"roadmap": str(here.roadmap.id), "version": here.roadmap.version, "task": str(one.id)}
    return Screen(
        lines(
            r.say("task.card", "<b>{title}</b>", title=task_title(r, one.title) or "—"),
            r.say("task.card", "{project} · {stage}", project=here.project.number, stage=stage_name(r, one.stage)),
            r.say(
                "task.card", "From {first} to {last}", first=formats.day(r, one.starts_on), last=formats.day(r, one.due)
            ),
            *_about(one, facts.organisations, r),
            r.say("task.card", "Remark: {remark}", remark=facts.remark) if facts.remark else None,
        ),
        rows(
            *(
                (
                    row(Button(r.label("task.card", "Change the task"), Go(StartForm("roadmap.task", context)))),
                    row(
                        Button(
                            r.label("task.card", "Take it out"), DropTask(here.roadmap.id, here.roadmap.version, one.id)
                        )
                    ),
                )
                if here.editable
                else ()
            ),
            row(Button(r.label("task.card", "Remark on the task"), Go(StartForm("roadmap.remark", context))))
            if here.decides
            else None,
            back_row(r),
        ),
    )


@dataclass(frozen=True, slots=True)
class TaskFacts:
    task: Task
    project: Project
    organisations: OrganisationNames
    official: str
    dues: Sequence[DueSince]
    steps: Sequence[tuple[Step, str]]  # what was said, and by whom
    files: int
    plans: bool
    reports: bool
    attaches: bool
    today: date
    yellow_below: int

    @property
    def moves(self) -> bool:
        """Whether anything can be done with it now."""
        here = self.project
        return not self.task.done and here.state == ProjectState.WITH_ROADMAP and not here.suspended


async def load_task(place: TaskCard, reading: Reading) -> TaskFacts:
    tasks, bodies = reading.port(Tasks), reading.port(Bodies)
    task, project = await visible_task(place.task, reading)
    steps = await tasks.steps(task.id, SAID)
    files = await reading.port(Files).of(Ref("task", task.id))
    return TaskFacts(
        task,
        project,
        await organisations((task,), reading),
        await bodies.person_name(task.official) if task.official else "",
        (await tasks.dues([task.id])).get(task.id, ()),
        [(one, await bodies.person_name(one.person)) for one in steps],
        sum(one.state is not FileState.REFUSED for one in files),
        plans(reading.actor, project),
        reports(reading.actor, project, task),
        may_change(reading.actor, project.placement),
        almaty_date(reading.now),
        yellow_below(reading),
    )


async def visible_task(task_id: TaskId, reading: Reading) -> tuple[Task, Project]:
    """Raises NotFound where the reader may not know of it (A2)."""
    task = await reading.port(Tasks).get(task_id)
    if task is None:
        raise NotFound
    return task, await visible_project(task.project, reading)


def show_task(facts: TaskFacts, r: Reader) -> Screen:
    one = facts.task
    sign = MARKS[task_colour(one, facts.today, facts.yellow_below)]
    moved = facts.dues[-2] if len(facts.dues) > 1 else None
    return Screen(
        lines(
            r.say("task.card", "{mark} <b>{title}</b>", mark=sign, title=task_title(r, one.title)),
            r.say("task.card", "{project} · {stage}", project=facts.project.number, stage=stage_name(r, one.stage)),
            r.say("task.card", "Done on {day}", day=formats.day(r, one.done_on))
            if one.done_on is not None
            else r.say("task.card", "Suspended: the days do not count. Due {day}", day=formats.day(r, one.due))
            if one.suspended
            else r.say("task.card", "Due: {due}", due=formats.due(r, one.due, facts.today)),
            r.say("task.card", "Begins: {day}", day=formats.day(r, one.starts_on))
            if one.starts_on > facts.today and one.done_on is None
            else None,
            r.say(
                "task.card",
                "Until {since} it was due {day}",
                since=formats.day(r, facts.dues[-1].since),
                day=formats.day(r, moved.due),
            )
            if moved is not None
            else None,
            r.say("task.card", "Progress: {n}%", n=one.progress) if one.done_on is None else None,
            *_about(one, facts.organisations, r),
            r.say("task.card", "Official: {name}", name=facts.official) if facts.official else None,
            *(_said(step, name, r) for step, name in facts.steps),
        ),
        rows(
            *_task_rows(facts, r),
            row(Button(r.label("task.card", "Evidence: {n}", n=facts.files), Go(TaskFiles(one.id))))
            if facts.files
            else None,
            row(Button(r.label("task.card", "Comments"), Go(Conversation("task", one.id)))),
            row(
                Button(r.label("task.card", "Roadmap"), Go(RoadmapCard(one.project))),
                Button(r.label("task.card", "Project"), Go(ProjectCard(one.project))),
            ),
            back_row(r),
        ),
    )


def _said(step: Step, name: str, r: Reader) -> Markup:
    day = formats.day(r, step.at.astimezone(r.zone).date())
    if step.note:
        return r.say("task.card", "{day}, {name}: {n}%. {note}", day=day, name=name, n=step.progress, note=step.note)
    return r.say("task.card", "{day}, {name}: {n}%", day=day, name=name, n=step.progress)


def _task_rows(facts: TaskFacts, r: Reader) -> tuple[tuple[Button, ...], ...]:
    if not facts.moves:
        return ()
    one = facts.task
    context = {"task": str(one.id), "version": one.version}
    found = []
    if facts.plans:
        done = r.label("task.card", "Task is done")
        found.append(
            row(Button(done, FinishTask(one.id, one.version)))
            if facts.files
            else row(Button(done, Go(StartForm("task.finish", context))))
        )
    if facts.reports:
        found.append(row(Button(r.label("task.card", "Report progress"), Go(StartForm("task.report", context)))))
    if facts.attaches:
        found.append(
            row(Button(r.label("task.card", "Add evidence"), Go(StartForm("task.attach", {"task": str(one.id)}))))
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class FilesFacts:
    place: TaskFiles
    task: Task
    files: Sequence[KeptFile]


async def load_files(place: TaskFiles, reading: Reading) -> FilesFacts:
    task, _ = await visible_task(place.task, reading)
    return FilesFacts(place, task, await reading.port(Files).of(Ref("task", task.id)))


def show_files(facts: FilesFacts, r: Reader) -> Screen:
    place = facts.place
    shown, page = page_of(facts.files, place.page)
    return Screen(
        lines(
            r.say("task.card", "<b>{title}</b>", title=task_title(r, facts.task.title)),
            r.say("task.files", "Evidence. Press a file to get it."),
            *(r.say("task.files", "– {file}", file=file_line(one, r)) for one in shown),
        ),
        rows(
            *(
                row(Button(shortened(one.name, ON_BUTTON), SendTaskFile(facts.task.id, one.id)))
                for one in shown
                if one.state is FileState.CHECKED
            ),
            pager(r, page, len(facts.files), lambda other: replace(place, page=other)),
            back_row(r),
        ),
    )


@dataclass(frozen=True, slots=True)
class MineFacts:
    place: MyTasks
    lines: Sequence[TaskLine]
    total: int
    today: date
    yellow_below: int


async def load_mine(place: MyTasks, reading: Reading) -> MineFacts:
    found, total = await reading.port(RoadmapLists).tasks(reading.actor, offset(place.page), PAGE)
    return MineFacts(place, found, total, almaty_date(reading.now), yellow_below(reading))


async def count_pressing(reading: Reading) -> int:
    """Those that are red or yellow: a task of the year after next waits for nobody yet."""
    until = almaty_date(reading.now) + timedelta(days=yellow_below(reading) - 2)
    return await reading.port(RoadmapLists).count_tasks(reading.actor, until)


def show_mine(facts: MineFacts, r: Reader) -> Screen:
    place = facts.place
    return Screen(
        lines(
            r.say("task.mine", "<b>My tasks</b>"),
            None if facts.total else r.say("task.mine", "No task waits for you."),
        ),
        rows(
            *(row(Button(_line(one, facts, r), Go(TaskCard(one.id)))) for one in facts.lines),
            pager(r, place.page, facts.total, lambda other: replace(place, page=other)),
            back_row(r),
        ),
    )


def _line(one: TaskLine, facts: MineFacts, r: Reader) -> str:
    shown = colour(
        one.due, facts.today, yellow_below=facts.yellow_below, done=one.done_on is not None, suspended=one.suspended
    )
    number = one.number.removeprefix("П-")
    title = task_title(r, one.title)
    return shortened(f"{MARKS[shown]} {formats.short_day(r, one.due)} · {title} · {number}", ON_BUTTON)
