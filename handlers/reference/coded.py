"""Reminder steps as one short text: in places, presses and drafts."""

import re

from domain.edition.model import ReminderSteps

CLAUSE = "N2"
_DAYS = re.compile(r"[0-9]{1,2}(?:\s*[,; ]\s*[0-9]{1,2}){0,5}")


def coded(steps: ReminderSteps) -> str:
    """«10,3,1/5/7/1/5»."""
    before = ",".join(map(str, steps.before))
    return f"{before}/{steps.daily_overdue}/{steps.then_every}/{steps.head_from}/{steps.authority_from}"


def decoded(text: str) -> ReminderSteps:
    """The inverse of `coded`. Raises ValueError for anything else."""
    before, *rest = text.split("/")
    daily, every, head, authority = map(int, rest)
    return ReminderSteps(days_before(before), daily, every, head, authority, CLAUSE)


def days_before(text: str) -> tuple[int, ...]:
    """«10, 3 и 1» is refused, «10, 3, 1» is read, the largest first. Raises ValueError."""
    if not text.strip():
        return ()
    if not _DAYS.fullmatch(text.strip()):
        raise ValueError("not a list of days")
    return tuple(sorted({int(one) for one in re.findall("[0-9]+", text)}, reverse=True))
