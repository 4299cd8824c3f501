"""Setting and giving the PIN (A3). A wrong one is counted, so it is an outcome; a refusal would be undone."""

from dataclasses import dataclass
from datetime import datetime

from domain.access.model import Person
from domain.access.pin import FAILURES, LOCKED_FOR, matches, too_simple, well_formed
from domain.access.ports import People
from domain.access.refused import PinLocked, PinUnfit
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.refused import NotFound, WrongState


@dataclass(frozen=True, slots=True)
class PinOutcome:
    """Whether it was right; if not, how many tries are left, or until when it is locked."""

    right: bool
    left: int = 0
    locked_until: datetime | None = None


def check_fit(pin: str) -> None:
    """Raise PinUnfit unless this may become somebody's PIN."""
    if not well_formed(pin):
        raise PinUnfit(simple=False)
    if too_simple(pin):
        raise PinUnfit(simple=True)


async def _me(desk: Desk, people: People) -> Person:
    me = await people.lock(desk.actor.person)
    if me is None:
        raise NotFound
    if me.pin_locked_until is not None and desk.now < me.pin_locked_until:
        raise PinLocked(me.pin_locked_until)
    return me


def _try(desk: Desk, me: Person, pin: str) -> PinOutcome:
    assert me.pin_hash is not None
    if matches(pin, me.pin_hash):
        me.pin_failures, me.pin_locked_until = 0, None
        return PinOutcome(right=True)
    me.pin_failures += 1
    desk.audit("pin.wrong", me.ref)
    if me.pin_failures < FAILURES:
        return PinOutcome(right=False, left=FAILURES - me.pin_failures)
    me.pin_failures, me.pin_locked_until = 0, desk.now + LOCKED_FOR
    return PinOutcome(right=False, locked_until=me.pin_locked_until)


@act("pin.give")
async def give_pin(desk: Desk, people: People, pin: str) -> PinOutcome:
    """Give the PIN for a decision. Raises PinUnfit (no PIN at all: not counted), PinLocked, WrongState (none set)."""
    if not well_formed(pin):
        raise PinUnfit(simple=False)
    me = await _me(desk, people)
    if me.pin_hash is None:
        raise WrongState("no_pin")
    return _try(desk, me, pin)


@act("pin.set")
async def set_pin(desk: Desk, people: People, pin_hash: str) -> None:
    """Make the PIN of this hash the person's own; to replace one, it must have been given lately (A3).

    Between its two messages the screen carries the hash and never the PIN. Raises PinNeeded, PinLocked.
    """
    me = await _me(desk, people)
    if me.pin_hash is not None:
        desk.need_pin()
    me.pin_hash, me.pin_failures = pin_hash, 0
    desk.audit("pin.set", me.ref)
