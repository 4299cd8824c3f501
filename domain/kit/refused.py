"""A refusal: the domain says no, with facts and the clause; the sentence is written in handlers/words."""

from dataclasses import dataclass
from typing import ClassVar


class Refused(Exception):
    """Base of all refusals. Subclasses are dataclasses of facts; `clause` names the rule that refuses.

    Written `@dataclass(unsafe_hash=True)`, never `frozen=True`: context managers set `__traceback__` on what passes
    through them, and a frozen exception turns into FrozenInstanceError there.
    """

    clause: ClassVar[str] = ""


@dataclass(unsafe_hash=True)
class NotPermitted(Refused):
    """The actor's role or scope does not allow this act or this look (A2)."""

    clause: ClassVar[str] = "A2"


@dataclass(unsafe_hash=True)
class NotFound(Refused):
    """There is no such thing, or the actor may not know of it: the two are told apart only in the audit (A2)."""

    clause: ClassVar[str] = "A2"


@dataclass(unsafe_hash=True)
class ChangedMeanwhile(Refused):
    """Somebody changed the subject after the actor saw it; the fresh card is shown, what was typed stays."""


@dataclass(unsafe_hash=True)
class WrongState(Refused):
    """The subject is past (or not yet at) the point where this act is possible."""

    state: str = ""


@dataclass(unsafe_hash=True)
class PinNeeded(Refused):
    """A decision asks for the person's PIN first (A3); the screen asks for it and then repeats the deed."""

    clause: ClassVar[str] = "A3"
