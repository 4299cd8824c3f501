"""What buttons of the conversation room do."""

from dataclasses import dataclass

from domain.kit.ids import FileId, MessageId
from domain.kit.named import named
from handlers.screens.press import Deed


@named("conversation.send_offered")
@dataclass(frozen=True, slots=True)
class SendOffered(Deed):
    """Send the text that the screen offers."""


@named("conversation.send_file")
@dataclass(frozen=True, slots=True)
class SendMessageFile(Deed):
    """Send me this file of the message."""

    message: MessageId
    file: FileId
