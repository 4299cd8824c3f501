"""The conversation on a project's card, with what is new in it (M1.8; п. 58)."""

from dataclasses import dataclass

import domain.passport.talk  # noqa: F401 - registers what is talked about
from domain.conversation.ports import Conversations
from domain.kit.ids import ProjectId
from domain.passport.acts import ref
from domain.passport.model import Project
from handlers.conversation.places import Conversation
from handlers.reading import Reading
from handlers.room import Added, ProjectPart
from handlers.screens.press import Go
from handlers.screens.values import Button, row
from handlers.words.reader import Reader


@dataclass(frozen=True, slots=True)
class TalkFacts:
    project: ProjectId
    unread: int


async def load(project: Project, reading: Reading) -> TalkFacts:
    return TalkFacts(project.id, await reading.port(Conversations).unread(ref(project), reading.actor.person))


def show(facts: TalkFacts, r: Reader) -> Added:
    said = (
        r.label_count("passport.card", "Conversation: {n} new", "Conversation: {n} new", facts.unread)
        if facts.unread
        else r.label("passport.card", "Conversation")
    )
    return Added(rows=(row(Button(said, Go(Conversation("project", facts.project)))),))


PART = ProjectPart(105, load, show)
