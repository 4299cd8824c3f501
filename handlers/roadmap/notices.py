"""What roadmaps tell people: a number, a date, and the button that helps (N3)."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.access.scope import may_see
from domain.file.model import FileState, KeptFile
from domain.file.ports import Files
from domain.kit.ids import Ref
from domain.passport.ports import Projects
from domain.roadmap.model import Roadmap, RoadmapState, Sheet, SheetState
from domain.roadmap.notices import (
    FileOfTask,
    RoadmapApproved,
    RoadmapFile,
    RoadmapRejected,
    RoadmapSubmitted,
    SheetRead,
    TaskDone,
)
from domain.roadmap.ports import Roadmaps, Sheets, Tasks
from handlers.forms.clean import shortened
from handlers.reading import Reading
from handlers.roadmap.facts import CardFacts, card_facts, visible_project
from handlers.roadmap.places import RoadmapCard, RoadmapSheet, TaskCard
from handlers.roadmap.tasks import TaskFacts, load_task
from handlers.room import NoticeView
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.reader import Reader


async def _card(roadmap: Roadmap | None, reading: Reading) -> CardFacts | None:
    if roadmap is None:
        return None
    project = await visible_project(roadmap.project, reading)
    return await card_facts(project, roadmap, await reading.port(Roadmaps).of(project.id), reading)


async def load_submitted(notice: RoadmapSubmitted, reading: Reading) -> CardFacts | None:
    found = await _card(await reading.port(Roadmaps).get(notice.roadmap), reading)
    return found if found is not None and found.look.decides else None


def show_submitted(facts: CardFacts, r: Reader) -> Screen:
    number = facts.look.project.number
    if facts.look.roadmap.amends:
        text = r.say("roadmap.notice", "A change of the roadmap of {number} waits for your decision.", number=number)
    elif facts.look.project.corridor:
        text = r.say(
            "roadmap.notice", "The roadmap of {number} («green corridor») waits for your decision.", number=number
        )
    else:
        text = r.say("roadmap.notice", "The roadmap of {number} waits for your decision.", number=number)
    return Screen(_until(text, facts.due, facts, r), _open(facts, r))


def _until(text: Markup, due: date | None, facts: CardFacts, r: Reader) -> Markup:
    return (
        text
        if due is None
        else r.say("roadmap.notice", "{text}\nUntil {due}", text=text, due=formats.due(r, due, facts.look.today))
    )


def _open(facts: CardFacts, r: Reader) -> tuple[tuple[Button, ...], ...]:
    return rows(row(Button(r.label("roadmap.notice", "Open the roadmap"), Go(RoadmapCard(facts.look.project.id)))))


async def load_approved(notice: RoadmapApproved, reading: Reading) -> CardFacts | None:
    found = await _card(await reading.port(Roadmaps).get(notice.roadmap), reading)
    return found if found is not None and found.look.roadmap.state == RoadmapState.APPROVED else None


def show_approved(facts: CardFacts, r: Reader) -> Screen:
    number = facts.look.project.number
    if facts.look.roadmap.amends:
        return Screen(
            r.say("roadmap.notice", "The change of the roadmap of {number} is approved.", number=number),
            _open(facts, r),
        )
    return Screen(r.say("roadmap.notice", "The roadmap of {number} is approved.", number=number), _open(facts, r))


async def load_rejected(notice: RoadmapRejected, reading: Reading) -> CardFacts | None:
    found = await _card(await reading.port(Roadmaps).get(notice.roadmap), reading)
    return found if found is not None and found.look.editable else None


def show_rejected(facts: CardFacts, r: Reader) -> Screen:
    text = r.say("roadmap.notice", "The roadmap of {number} came back with remarks.", number=facts.look.project.number)
    return Screen(_until(text, facts.due, facts, r), _open(facts, r))


async def load_read(notice: SheetRead, reading: Reading) -> Sheet | None:
    found = await reading.port(Sheets).get(notice.sheet)
    return (
        found
        if found is not None and found.state in (SheetState.READY, SheetState.FAULTY, SheetState.REFUSED)
        else None
    )


def show_read(sheet: Sheet, r: Reader) -> Screen:
    if sheet.state == SheetState.READY:
        text = r.say("roadmap.notice", "The table you sent has no faults. Look at it and take it.")
    elif sheet.state == SheetState.FAULTY:
        text = r.count(
            "roadmap.notice",
            "The table you sent has {n} fault.",
            "The table you sent has {n} faults.",
            sheet.outcome["total"],
        )
    else:
        text = r.say("roadmap.notice", "The table you sent cannot be read.")
    return Screen(text, rows(row(Button(r.label("roadmap.notice", "Open the table"), Go(RoadmapSheet(sheet.id))))))


@dataclass(frozen=True, slots=True)
class FileFacts:
    file: KeptFile
    number: str
    picture: bool


async def load_file(notice: RoadmapFile, reading: Reading) -> FileFacts | None:
    """Nothing comes to somebody who may no longer see the project (attack 42)."""
    project = await reading.port(Projects).get(notice.project)
    file = await reading.port(Files).get(notice.file)
    if project is None or file is None or not may_see(reading.actor, project.placement):
        return None
    return FileFacts(file, project.number, notice.picture)


def show_file(facts: FileFacts, r: Reader) -> Screen:
    if facts.picture:
        return Screen(r.say("roadmap.notice", "Roadmap of {number}", number=facts.number), file=facts.file.id)
    return Screen(r.say("roadmap.notice", "Roadmap of {number} as a table", number=facts.number), file=facts.file.id)


async def load_task_file(notice: FileOfTask, reading: Reading) -> KeptFile | None:
    """Only a checked file that still belongs to a task the reader may see."""
    task = await reading.port(Tasks).get(notice.task)
    project = None if task is None else await reading.port(Projects).get(task.project)
    if task is None or project is None or not may_see(reading.actor, project.placement):
        return None
    files = await reading.port(Files).of(Ref("task", task.id))
    return next((one for one in files if one.id == notice.file and one.state is FileState.CHECKED), None)


def show_task_file(file: KeptFile, r: Reader) -> Screen:
    return Screen(Markup.escape(shortened(file.name, 80)), file=file.id)


async def load_done(notice: TaskDone, reading: Reading) -> TaskFacts | None:
    task = await reading.port(Tasks).get(notice.task)
    return None if task is None or not task.done else await load_task(TaskCard(notice.task), reading)


def show_done(facts: TaskFacts, r: Reader) -> Screen:
    return Screen(
        r.say("roadmap.notice", "A task of {number} is done.", number=facts.project.number),
        rows(row(Button(r.label("roadmap.notice", "Open the task"), Go(TaskCard(facts.task.id))))),
    )


NOTICES = (
    NoticeView(RoadmapSubmitted, load_submitted, show_submitted),
    NoticeView(RoadmapApproved, load_approved, show_approved),
    NoticeView(RoadmapRejected, load_rejected, show_rejected),
    NoticeView(SheetRead, load_read, show_read),
    NoticeView(RoadmapFile, load_file, show_file),
    NoticeView(FileOfTask, load_task_file, show_task_file),
    NoticeView(TaskDone, load_done, show_done),
)
