"""What suspension and exclusion tell people: a number, and the button that helps (N3)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from domain.file.model import KeptFile
from domain.kit.periods import almaty_date
from domain.passport.model import Project, ProjectState
from domain.suspension.model import RequestState, SuspensionRequest
from domain.suspension.notices import (
    FileOfRequest,
    ProjectExcluded,
    ProjectSuspended,
    SuspensionAnswered,
    SuspensionAsked,
    SuspensionLifted,
    SuspensionProposed,
)
from domain.suspension.ports import SuspensionLists, Suspensions
from handlers.reading import Reading
from handlers.room import NoticeView
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row
from handlers.suspension.facts import load_file, of_body, visible_project
from handlers.suspension.places import SuspensionCard, SuspensionOf
from handlers.words import formats
from handlers.words.reader import Reader

AnyNotice = (
    SuspensionProposed | SuspensionAsked | SuspensionAnswered | ProjectSuspended | SuspensionLifted | ProjectExcluded
)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    project: Project
    request: SuspensionRequest | None
    due: date | None
    today: date


Concerns = Callable[[Project, SuspensionRequest | None, Reading], bool]


def loader(concerns: Concerns) -> Callable[[AnyNotice, Reading], Awaitable[NoticeFacts | None]]:
    """Reads the notice's project and its newest request; None where it does not concern the reader any more."""

    async def load(notice: AnyNotice, reading: Reading) -> NoticeFacts | None:
        project = await visible_project(notice.project, reading)
        request = next(iter(await reading.port(Suspensions).of(project.id)), None)
        if not concerns(project, request, reading):
            return None
        due = await reading.port(SuspensionLists).due(request.id) if request is not None else None
        return NoticeFacts(project, request, due, almaty_date(reading.now))

    return load


def proposed_here(one: Project, request: SuspensionRequest | None, reading: Reading) -> bool:
    actor = reading.actor
    waits = request is not None and request.state == RequestState.PROPOSED
    return waits and one.akimat == actor.organisation and actor.writes


def asked_of_me(_: Project, request: SuspensionRequest | None, reading: Reading) -> bool:
    return request is not None and request.state == RequestState.ASKED and of_body(reading.actor)


def answered(_: Project, request: SuspensionRequest | None, _reading: Reading) -> bool:
    return request is not None and request.state == RequestState.REFUSED


def suspended(one: Project, _: SuspensionRequest | None, _reading: Reading) -> bool:
    return one.suspended


def going_on(one: Project, _: SuspensionRequest | None, _reading: Reading) -> bool:
    return not one.suspended and one.state != ProjectState.EXCLUDED


def excluded(one: Project, _: SuspensionRequest | None, _reading: Reading) -> bool:
    return one.state == ProjectState.EXCLUDED


def _request_button(facts: NoticeFacts, r: Reader) -> Button:
    place = SuspensionCard(facts.request.id) if facts.request else SuspensionOf(facts.project.id)
    return Button(r.label("suspension.notice", "Open"), Go(place))


def _project_button(facts: NoticeFacts, r: Reader) -> Button:
    return Button(r.label("suspension.notice", "Open"), Go(SuspensionOf(facts.project.id)))


def show_proposed(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.project.number
    text = r.say("suspension.notice", "You are asked to pass on a request about project {number}.", number=number)
    return Screen(text, (row(_request_button(facts, r)),))


def show_asked(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.project.number
    if facts.due is not None:
        due = formats.due(r, facts.due, facts.today)
        text = r.say(
            "suspension.notice",
            "You are asked to suspend or exclude project {number}. Due: {due}.",
            number=number,
            due=due,
        )
    else:
        text = r.say("suspension.notice", "You are asked to suspend or exclude project {number}.", number=number)
    return Screen(text, (row(_request_button(facts, r)),))


def show_answered(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.project.number
    text = r.say("suspension.notice", "The authorised body has refused the request about {number}.", number=number)
    return Screen(text, (row(_request_button(facts, r)),))


def show_suspended(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.project.number
    text = r.say("suspension.notice", "Project {number} is suspended. Its periods stand still.", number=number)
    return Screen(text, (row(_project_button(facts, r)),))


def show_lifted(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.project.number
    text = r.say("suspension.notice", "Project {number} goes on. Its periods run again from tomorrow.", number=number)
    return Screen(text, (row(_project_button(facts, r)),))


def show_excluded(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.project.number
    text = r.say("suspension.notice", "Project {number} has left the national pool.", number=number)
    return Screen(text, (row(_project_button(facts, r)),))


def show_file(file: KeptFile, r: Reader) -> Screen:
    return Screen(r.say("suspension.notice", "File of the request: {name}", name=file.name), file=file.id)


NOTICES = (
    NoticeView(SuspensionProposed, loader(proposed_here), show_proposed),
    NoticeView(SuspensionAsked, loader(asked_of_me), show_asked),
    NoticeView(SuspensionAnswered, loader(answered), show_answered),
    NoticeView(ProjectSuspended, loader(suspended), show_suspended),
    NoticeView(SuspensionLifted, loader(going_on), show_lifted),
    NoticeView(ProjectExcluded, loader(excluded), show_excluded),
    NoticeView(FileOfRequest, load_file, show_file),
)
