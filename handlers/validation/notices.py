"""What the validation tells people: a number, a date, and the button that helps (N3)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from domain.kit.periods import almaty_date
from domain.passport.model import Project, ProjectState
from domain.validation.notices import Validated, ValidationAsked, ValidationRefused
from domain.validation.ports import ValidationLists
from handlers.passport.places import ProjectCard
from handlers.reading import Reading
from handlers.room import NoticeView
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row
from handlers.validation.facts import may_validate, visible_project
from handlers.validation.places import ValidationCard
from handlers.words import formats
from handlers.words.reader import Reader

AnyNotice = ValidationAsked | Validated | ValidationRefused


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    project: Project
    due: date | None
    today: date


def loader(
    concerns: Callable[[Project, Reading], bool],
) -> Callable[[AnyNotice, Reading], Awaitable[NoticeFacts | None]]:
    """Reads the notice's project; None where it does not concern the reader any more."""

    async def load(notice: AnyNotice, reading: Reading) -> NoticeFacts | None:
        project = await visible_project(notice.project, reading)
        if not concerns(project, reading):
            return None
        due = await reading.port(ValidationLists).due(project.id)
        return NoticeFacts(project, due, almaty_date(reading.now))

    return load


def show_asked(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.project.number
    if facts.due is not None:
        due = formats.due(r, facts.due, facts.today)
        text = r.say("validation.notice", "Project {number} is yours to validate. Due: {due}.", number=number, due=due)
    else:
        text = r.say("validation.notice", "Project {number} is yours to validate.", number=number)
    return Screen(text, (row(Button(r.label("validation.notice", "Open"), Go(ValidationCard(facts.project.id)))),))


def show_validated(facts: NoticeFacts, r: Reader) -> Screen:
    text = r.say("validation.notice", "Project {number} has passed to Module 3.", number=facts.project.number)
    return Screen(text, (row(Button(r.label("validation.notice", "Open"), Go(ProjectCard(facts.project.id)))),))


def show_refused(facts: NoticeFacts, r: Reader) -> Screen:
    number = facts.project.number
    text = r.say(
        "validation.notice", "The chamber has remarks on project {number}: tasks are open again.", number=number
    )
    return Screen(text, (row(Button(r.label("validation.notice", "Open"), Go(ValidationCard(facts.project.id)))),))


NOTICES = (
    NoticeView(ValidationAsked, loader(lambda one, reading: may_validate(reading.actor, one)), show_asked),
    NoticeView(Validated, loader(lambda one, _: one.state == ProjectState.AFTERCARE), show_validated),
    NoticeView(ValidationRefused, loader(lambda one, _: one.state == ProjectState.WITH_ROADMAP), show_refused),
)
