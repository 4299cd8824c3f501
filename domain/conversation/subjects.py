"""What can be talked about: each room registers its kind of subject with a function that describes one of them.

@subject("initiative")
async def initiative_topic(key: UUID, port: Ports) -> Topic | None: ...
"""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar
from uuid import UUID

from domain.access.scope import check_sees
from domain.conversation.model import Topic
from domain.kit.actor import Actor
from domain.kit.ids import Ref
from domain.kit.refused import NotFound

P = TypeVar("P")


class Ports(Protocol):
    """Gives a port of the present transaction: `chat.port`, `reading.port`, `unit.port`."""

    def __call__(self, kind: type[P], /) -> P: ...


Describe = Callable[[UUID, Ports], Awaitable[Topic | None]]

SUBJECTS: dict[str, Describe] = {}
"""How a subject of each kind is described; None where there is no such thing."""


def subject(kind: str) -> Callable[[Describe], Describe]:
    """Register how subjects of this kind (`Ref.kind`) are described. Raises ValueError when the kind is taken."""

    def register(describe: Describe) -> Describe:
        if kind in SUBJECTS:
            raise ValueError(f"the subject {kind} is registered twice")
        SUBJECTS[kind] = describe
        return describe

    return register


async def topic_of(of: Ref, actor: Actor, port: Ports) -> Topic:
    """The matter, for somebody who may see it. Raises NotFound for everybody else (A2)."""
    describe = SUBJECTS.get(of.kind)
    topic = None if describe is None else await describe(of.id, port)
    if topic is None:
        raise NotFound
    check_sees(actor, topic.placement)
    return topic
