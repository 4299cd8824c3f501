"""What a case says of an act: who may do it, who may know of its subject, how to prepare and how to call it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.storage.unit import Unit
from domain.kit.desk import Desk
from tests.acts.stage import MORE, Stage
from tests.town.people import build

Subject = Mapping[str, Any]
Run = Callable[[Unit, Desk, Subject, int], Awaitable[object]]

PEOPLE = tuple(sorted(build(MORE).actors))
"""Everybody of the town: «berlin.head», «karaganda.observer»…"""


def all_of(*organisations: str) -> frozenset[str]:
    """Head, officer and observer of these organisations."""
    return frozenset(name for name in PEOPLE if name.split(".")[0] in organisations)


def writers(*organisations: str) -> frozenset[str]:
    """Head and officer of these organisations: an observer reads and never changes (A1)."""
    return frozenset(name for name in all_of(*organisations) if not name.endswith(".observer"))


EVERYBODY = frozenset(PEOPLE)

SEES_COMPANY = all_of("berlin", "nc_germany", "uo", "nc", "council", "industry")
"""A company of Germany in manufacturing, not yet passed anywhere (A2): its maker, the NC abroad in that country, UO and
NC, the COUNCIL, the central body of the sector."""

SEES_KYC = all_of("berlin", "uo", "nc")
"""A2: KYC files only the making organisation, NC and UO."""

SEES_INITIATIVE = all_of("berlin", "uo", "nc", "council", "energy")
"""An initiative of Berlin in energy, not yet passed: the maker, UO and NC, the COUNCIL, the sector's central body."""

SEES_PASSED = SEES_INITIATIVE | all_of("karaganda", "karaganda_org", "nc_karaganda")
"""The same once it was passed to the akimat of Karaganda: also the region's bodies (A2)."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """`may`: who may; everybody else is refused. `knows`: who may know that the subject is there; the others are told
    that there is no such thing (NotFound). `silent`: for them the act does nothing and says nothing.

    `of`: the key of the subject that is replaced by an unknown one («gone»). `version`: the table, and key, of what the
    person saw in a version. `once`: the second time is refused. `audit`: the name in the audit where it is another one.
    """

    clause: str
    may: frozenset[str]
    knows: frozenset[str] = EVERYBODY
    silent: frozenset[str] = frozenset()
    prepare: Callable[[Stage], Awaitable[Subject]]
    run: Run
    of: str = ""
    version: str = ""
    once: bool = False
    audit: str = ""
    title: str = ""
