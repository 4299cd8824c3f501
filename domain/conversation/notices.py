"""What a conversation tells people: ids only, the words are read after a tap."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.ids import FileId, MessageId
from domain.kit.named import named


@named("conversation.message")
@dataclass(frozen=True, slots=True)
class MessageWritten(Notice):
    """To the others who take part: somebody has written (п. 43)."""

    message: MessageId


@named("conversation.question")
@dataclass(frozen=True, slots=True)
class QuestionAsked(Notice):
    """To those who are asked: an answer is expected (M1.7, M1.8)."""

    message: MessageId


@named("conversation.file")
@dataclass(frozen=True, slots=True)
class FileOfMessage(Notice):
    """A file of a message, asked for by the reader."""

    message: MessageId
    file: FileId
