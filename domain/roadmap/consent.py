"""Who has to say yes to the dates before a roadmap is sent, and what a yes covers (п. 48.1)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.kit.ids import OrganisationId
from domain.roadmap.model import Party, PlanTask, Yes

INVESTOR = "investor"


@dataclass(frozen=True, slots=True)
class Concerned:
    """A party that has to agree: the investor, or a state body or contractor named in the plan."""

    key: str
    party: Party
    organisation: OrganisationId | None = None
    who: str = ""


def key_of(one: PlanTask) -> str:
    """Which party a task is with; "" for a contractor who is not chosen yet."""
    if one.party is Party.INVESTOR:
        return INVESTOR
    if one.organisation is not None:
        return f"{one.party.value}:{one.organisation}"
    name = " ".join(one.who.split()).casefold()
    return f"{one.party.value}:{name}" if name else ""


def concerned(plan: Iterable[PlanTask], akimat: OrganisationId) -> tuple[Concerned, ...]:
    """The investor, then everybody else the plan names, in its order. The MIO agrees by sending; a contractor who is
    not chosen yet cannot be asked (Decided)."""
    found = {INVESTOR: Concerned(INVESTOR, Party.INVESTOR)}
    for one in plan:
        key = key_of(one)
        if key and one.organisation != akimat:
            found.setdefault(key, Concerned(key, one.party, one.organisation, " ".join(one.who.split())))
    return tuple(found.values())


def covers(plan: Sequence[PlanTask], key: str) -> str:
    """A fingerprint of the dates a party agrees to: the investor to all, others to their own tasks'."""
    dates = sorted(f"{one.id} {one.starts_on} {one.due}" for one in plan if key == INVESTOR or key_of(one) == key)
    return hashlib.sha256("\n".join(dates).encode()).hexdigest()[:16]


def given(plan: Sequence[PlanTask], consents: Iterable[Yes], key: str) -> Yes | None:
    """The party's yes to these very dates, if there is one."""
    print_ = covers(plan, key)
    return next((one for one in consents if one.key == key and one.covers == print_), None)


def outdated(plan: Sequence[PlanTask], consents: Iterable[Yes], key: str) -> bool:
    """Whether the party said yes to other dates than these."""
    known = tuple(consents)
    return given(plan, known, key) is None and any(one.key == key for one in known)


def missing(plan: Sequence[PlanTask], consents: Sequence[Yes], akimat: OrganisationId) -> tuple[Concerned, ...]:
    return tuple(one for one in concerned(plan, akimat) if given(plan, consents, one.key) is None)
