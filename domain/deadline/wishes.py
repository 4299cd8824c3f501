"""How one wants to be reminded: many messages or one in the morning, and in which hours (N3, T3)."""

from dataclasses import dataclass, replace
from datetime import time
from typing import Any, ClassVar, Final

from domain.deadline.reminding import Wish
from domain.deadline.reminding_ports import Wishes
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import Ref
from domain.kit.refused import NotPermitted, Refused

LEAST_HOURS: Final = 4
"""Hours of a day in which something may ring, at least: else «quiet» would mean «never»."""


@dataclass(unsafe_hash=True)
class HoursTooShort(Refused):
    """The day of a person who is reminded has at least so many hours."""

    hours: int = LEAST_HOURS
    clause: ClassVar[str] = "T3"


@act("deadline.set_digest")
async def set_digest(desk: Desk, wishes: Wishes, *, digest: bool, weekly: bool) -> None:
    """Choose one message in the morning instead of many, and for heads whether the week's summary comes. What is urgent
    comes alone either way (N3)."""
    before = await _mine(desk, wishes)
    await _keep(desk, wishes, "deadline.set_digest", before, replace(before, digest=digest, weekly=weekly))


@act("deadline.set_hours")
async def set_hours(desk: Desk, wishes: Wishes, opens: time, closes: time) -> None:
    """Choose the hours of one's own day outside which nothing rings (T3). Raises HoursTooShort."""
    before = await _mine(desk, wishes)
    if (closes.hour * 60 + closes.minute) - (opens.hour * 60 + opens.minute) < LEAST_HOURS * 60:
        raise HoursTooShort
    await _keep(desk, wishes, "deadline.set_hours", before, replace(before, opens=opens, closes=closes))


async def _mine(desk: Desk, wishes: Wishes) -> Wish:
    if not desk.actor.writes:
        raise NotPermitted  # an observer answers for nothing and is reminded of nothing (A1)
    return await wishes.of(desk.actor.person)


async def _keep(desk: Desk, wishes: Wishes, name: str, before: Wish, after: Wish) -> None:
    await wishes.put(desk.actor.person, after)
    desk.audit(name, Ref("person", desk.actor.person), before=_audited(before), after=_audited(after))


def _audited(wish: Wish) -> dict[str, Any]:
    return {
        "digest": wish.digest,
        "weekly": wish.weekly,
        "opens": wish.opens.isoformat("minutes"),
        "closes": wish.closes.isoformat("minutes"),
    }
