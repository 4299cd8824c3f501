"""What projects tell people: a number, a date, and the button that helps (N3)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import PersonId
from domain.kit.periods import almaty_date
from domain.passport.model import ChangeState, Project, ProjectChange, ProjectState
from domain.passport.notices import (
    ChangeAsked,
    ChangeDecided,
    FileOfProject,
    HandedToTaskForce,
    PassportPrinted,
    PoolRaised,
    ProjectAssigned,
    ProjectOfficialAppointed,
    ProjectSubmitted,
)
from domain.passport.ports import ProjectLists
from domain.passport.rules import ROADMAP_DUE
from handlers.passport.facts import change_of, load_file, load_printed, visible_project
from handlers.passport.places import ProjectCard, ProjectChangeCard, ProjectOfficials, ProjectWhy
from handlers.passport.presses import AppointProjectOfficial
from handlers.passport.screens import show_file, show_printed
from handlers.passport.words import POOLS
from handlers.reading import Reading
from handlers.room import NoticeView
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.reader import Reader

OfProject = ProjectAssigned | ProjectSubmitted | HandedToTaskForce | PoolRaised | ProjectOfficialAppointed


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    project: Project
    due: date | None
    today: date
    me: PersonId
    head: bool
    mission: bool
    akimat: bool


Load = Callable[[OfProject, Reading], Awaitable[NoticeFacts | None]]


def loader(concerns: Callable[[Project, Reading], bool]) -> Load:
    """Reads the notice's project; None where it does not concern the reader any more."""

    async def load(notice: OfProject, reading: Reading) -> NoticeFacts | None:
        project = await visible_project(notice.project, reading)
        if not concerns(project, reading):
            return None
        actor = reading.actor
        return NoticeFacts(
            project,
            await reading.port(ProjectLists).due(actor, project.id, ROADMAP_DUE),
            almaty_date(reading.now),
            actor.person,
            actor.role is Role.HEAD,
            actor.kind in (OrganisationKind.MISSION, OrganisationKind.NC_ABROAD),
            actor.organisation == project.akimat,
        )

    return load


def at_my_akimat(one: Project, reading: Reading) -> bool:
    mine = one.akimat == reading.actor.organisation and reading.actor.writes
    return mine and one.official is None and one.state == ProjectState.WITHOUT_ROADMAP


def anybody(_one: Project, _reading: Reading) -> bool:
    return True


def of_task_force(one: Project, _reading: Reading) -> bool:
    return one.task_force


def raised(one: Project, _reading: Reading) -> bool:
    return one.national


def is_mine(one: Project, reading: Reading) -> bool:
    return one.official == reading.actor.person


def _open(facts: NoticeFacts, r: Reader) -> Button:
    return Button(r.label("passport.notice", "Open"), Go(ProjectCard(facts.project.id)))


def show_assigned(facts: NoticeFacts, r: Reader) -> Screen:
    """A head appoints or takes it, an officer takes it (п. 48)."""
    one = facts.project
    if facts.due is not None:
        until = formats.due(r, facts.due, facts.today)
        text = r.say("passport.notice", "Project {number} is yours. Roadmap due: {due}.", number=one.number, due=until)
    else:
        text = r.say("passport.notice", "Project {number} is yours.", number=one.number)
    choose = Button(r.label("passport.card", "Appoint an official"), Go(ProjectOfficials(one.id)))
    take = Button(r.label("passport.card", "Take it"), AppointProjectOfficial(one.id, None, facts.me))
    return Screen(text, rows(row(choose) if facts.head else None, row(take, _open(facts, r))))


def show_submitted(facts: NoticeFacts, r: Reader) -> Screen:
    """To the mission: what became of its initiative; to UO and NC: a new project of the national pool."""
    one = facts.project
    if facts.mission:
        text = r.say("passport.notice", "Your initiative has become project {number}.", number=one.number)
    else:
        text = r.say(
            "passport.notice", "New project {number}: {pool}.", number=one.number, pool=r.text(POOLS[one.pool])
        )
    return Screen(text, rows(row(_open(facts, r))))


def show_task_force(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.project.number
    text = r.say("passport.notice", "Project {number} is handed to Task Force.", number=number)
    why = Button(r.label("passport.card", "Why?"), Go(ProjectWhy(facts.project.id)))
    return Screen(text, rows(row(_open(facts, r), why)))


def show_raised(facts: NoticeFacts, r: Reader) -> Screen:
    one = facts.project
    if facts.due is not None and facts.akimat:
        until = formats.due(r, facts.due, facts.today)
        text = r.say(
            "passport.notice",
            "Project {number} has moved to the national pool. Roadmap due: {due}.",
            number=one.number,
            due=until,
        )
    else:
        text = r.say("passport.notice", "Project {number} has moved to the national pool.", number=one.number)
    why = Button(r.label("passport.card", "Why?"), Go(ProjectWhy(one.id)))
    return Screen(text, rows(row(_open(facts, r), why)))


def show_official(facts: NoticeFacts, r: Reader) -> Screen:
    one = facts.project
    if facts.due is not None:
        until = formats.due(r, facts.due, facts.today)
        text = r.say(
            "passport.notice",
            "You answer for project {number} now. Roadmap due: {due}.",
            number=one.number,
            due=until,
        )
    else:
        text = r.say("passport.notice", "You answer for project {number} now.", number=one.number)
    return Screen(text, rows(row(_open(facts, r))))


# Changes


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    project: Project
    change: ProjectChange


async def load_asked(notice: ChangeAsked, reading: Reading) -> ChangeNotice | None:
    change = await change_of(notice.project, notice.counted, reading)
    body = reading.actor.kind is OrganisationKind.AUTHORISED_BODY and reading.actor.writes
    if change.state != ChangeState.ASKED or not body:
        return None
    return ChangeNotice(await visible_project(notice.project, reading), change)


async def load_decided(notice: ChangeDecided, reading: Reading) -> ChangeNotice | None:
    change = await change_of(notice.project, notice.counted, reading)
    if change.state not in (ChangeState.APPROVED, ChangeState.REFUSED):
        return None
    return ChangeNotice(await visible_project(notice.project, reading), change)


def show_asked(facts: ChangeNotice, r: Reader) -> Screen:
    number = facts.project.number
    text = r.say("passport.notice", "A change of project {number} waits for your decision.", number=number)
    return Screen(text, rows(row(_change(facts, r))))


def show_decided(facts: ChangeNotice, r: Reader) -> Screen:
    number = facts.project.number
    text = (
        r.say("passport.notice", "The change of project {number} is approved.", number=number)
        if facts.change.state == ChangeState.APPROVED
        else r.say("passport.notice", "The change of project {number} is refused, with remarks.", number=number)
    )
    return Screen(text, rows(row(_change(facts, r))))


def _change(facts: ChangeNotice, r: Reader) -> Button:
    return Button(r.label("passport.notice", "Open"), Go(ProjectChangeCard(facts.project.id, facts.change.counted)))


NOTICES = (
    NoticeView(ProjectAssigned, loader(at_my_akimat), show_assigned),
    NoticeView(ProjectSubmitted, loader(anybody), show_submitted),
    NoticeView(HandedToTaskForce, loader(of_task_force), show_task_force),
    NoticeView(PoolRaised, loader(raised), show_raised),
    NoticeView(ProjectOfficialAppointed, loader(is_mine), show_official),
    NoticeView(ChangeAsked, load_asked, show_asked),
    NoticeView(ChangeDecided, load_decided, show_decided),
    NoticeView(FileOfProject, load_file, show_file),
    NoticeView(PassportPrinted, load_printed, show_printed),
)
