"""Whom a running deadline concerns (A2): the same for every act about one's reminders."""

from domain.deadline.reminding import Clock
from domain.kit.actor import EVERYTHING, Actor, Role
from domain.kit.refused import NotFound, NotPermitted


def check_concerned(actor: Actor, clock: Clock | None) -> Clock:
    """The clock, if it is the actor's: who answers for it, or stands in today; where nobody answers for it alone,
    everybody who writes; and the head. Raises NotFound, or NotPermitted for those who may only look at it."""
    if clock is None or not _may_see(actor, clock):
        raise NotFound
    if clock.organisation != actor.organisation or not actor.writes:
        raise NotPermitted
    return clock


def _may_see(actor: Actor, clock: Clock) -> bool:
    if actor.kind in EVERYTHING:
        return True
    return clock.organisation == actor.organisation and (
        clock.person in (None, actor.person) or clock.deputy == actor.person or actor.role is Role.HEAD
    )
