"""Questions in a conversation and their clock (M1.7, M1.8)."""

from dataclasses import dataclass
from typing import ClassVar

from domain.deadline.model import deadline_kind
from domain.kit.refused import Refused

QUESTION = deadline_kind("conversation.question", "M1.8", legal=False)
"""The organisation asked in a conversation answers; the Order names no term (a target, Decided)."""


@dataclass(unsafe_hash=True)
class NothingSaid(Refused):
    """A message has neither words nor files."""

    clause: ClassVar[str] = "п. 43"


@dataclass(unsafe_hash=True)
class MessageTooLong(Refused):
    """More characters than one message carries."""

    most: int
    clause: ClassVar[str] = "п. 43"


@dataclass(unsafe_hash=True)
class NotAParty(Refused):
    """The organisation asked does not take part in the matter."""

    clause: ClassVar[str] = "п. 43"


@dataclass(unsafe_hash=True)
class AnsweredAlready(Refused):
    """A colleague has answered the question meanwhile."""

    clause: ClassVar[str] = "M1.8"
