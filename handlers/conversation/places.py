"""Screens of the conversation room. Other rooms lead to `Conversation` and `AskQuestion` from their cards."""

from dataclasses import dataclass, replace
from uuid import UUID

from domain.kit.ids import MessageId, OrganisationId
from domain.kit.named import named
from handlers.screens.place import Place


@named("conversation.talk")
@dataclass(frozen=True, slots=True)
class Conversation(Place):
    """What has been said about the subject (`Ref`); what is typed here is sent. Page 0 holds the newest.

    `offered`: a text that came when it could not be meant for this screen, to be sent with one tap.
    """

    kind: str
    id: UUID
    page: int = 0
    offered: str = ""

    def left(self) -> "Conversation":
        return replace(self, offered="")


@named("conversation.ask")
@dataclass(frozen=True, slots=True)
class AskQuestion(Place):
    """What is typed here is a question to that organisation; its people are reminded until they answer."""

    kind: str
    id: UUID
    asked: OrganisationId


@named("conversation.answer")
@dataclass(frozen=True, slots=True)
class AnswerQuestion(Place):
    """The question in full; what is typed here answers it."""

    message: MessageId


@named("conversation.one_message")
@dataclass(frozen=True, slots=True)
class OneMessage(Place):
    """One message in full, with its files. `part`: of a long one."""

    message: MessageId
    part: int = 0
