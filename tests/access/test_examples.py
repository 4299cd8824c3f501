"""The common failures, generated for every act of the access room from its example (A2, A4; 34–36, 39, 40, 43)."""

import importlib
from typing import Any

import pytest

from domain.access.rules import INVITATION_LIFE
from domain.kit.act import ACTS
from domain.kit.ids import Ref
from domain.kit.refused import ChangedMeanwhile, Refused
from tests.access.examples import EXAMPLES, Example
from tests.access.support import NOW, desk

for module in ("domain.access.acts", "domain.access.inviting", "domain.access.pins", "domain.incident.acts"):
    importlib.import_module(module)

OURS = [name for name, act in ACTS.items() if act.__module__.startswith(("domain.access.", "domain.incident."))]


def test_every_act_has_an_example() -> None:
    assert set(OURS) == set(EXAMPLES)


@pytest.fixture(params=sorted(EXAMPLES))
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


async def prepared(store: Any, example: Example) -> Any:
    async with store.unit() as unit:
        return await example.prepare(unit)


async def test_who_may_does_it_once_and_it_is_recorded(store: Any, name: str) -> None:
    """A4: every act leaves a row under its name, on a subject. A second press finds nothing to do (34)."""
    example = EXAMPLES[name]
    subject = await prepared(store, example)
    by = desk(example.by)
    async with store.unit() as unit:
        await example.run(unit, by, subject, 1)
    assert by.entries and all(isinstance(entry.subject, Ref) for entry in by.entries)
    recorded = {entry.act for entry in by.entries}
    other_names = {"pin.give": "pin.wrong", "invitation.confirm": "invitation.use"}
    assert other_names.get(name, name) in recorded
    if example.once:
        again = desk(example.by)
        with pytest.raises(Refused):
            async with store.unit() as unit:
                await example.run(unit, again, subject, 1)
        assert again.entries == []


async def test_who_may_not_changes_nothing(store: Any, name: str) -> None:
    """39, 40, 43: another organisation and country, a lower role, an observer: refused in the domain, nothing left."""
    example = EXAMPLES[name]
    subject = await prepared(store, example)
    for key, refusal in example.refused.items():
        wrong = desk(key)
        with pytest.raises(refusal):
            async with store.unit() as unit:
                await example.run(unit, wrong, subject, 1)
        assert (wrong.entries, wrong.posted, wrong.settled) == ([], [], []), key
    async with store.unit() as unit:  # and whoever may still can
        await example.run(unit, desk(example.by), subject, 1)


@pytest.mark.parametrize("versioned", [name for name, example in EXAMPLES.items() if example.versioned])
async def test_a_stale_version_changes_nothing(store: Any, versioned: str) -> None:
    """29: what the person saw is no longer so."""
    example = EXAMPLES[versioned]
    subject = await prepared(store, example)
    stale = desk(example.by)
    with pytest.raises(ChangedMeanwhile):
        async with store.unit() as unit:
            await example.run(unit, stale, subject, 7)
    assert stale.entries == []


async def test_a_confirmation_comes_too_late(store: Any) -> None:
    """48: a claim is decided within the life of an invitation, or not at all."""
    example = EXAMPLES["invitation.confirm"]
    subject = await prepared(store, example)
    with pytest.raises(Refused):
        async with store.unit() as unit:
            await example.run(unit, desk(example.by, NOW + INVITATION_LIFE), subject, 1)
