"""The short run, part of `make test`: half a minute of work under fire; nothing lost, nothing twice (N4)."""

import pytest

from tests.chaos.run import Plan, run
from tests.chaos.torment import Quota


@pytest.mark.timeout(180)
async def test_nothing_is_lost_and_nothing_counts_twice() -> None:
    plan = Plan(
        seed=1, people=9, updates=300, quota=Quota(kills=14, terms=2, stops=2, cuts=4, restarts=1, pause=(0.2, 0.8))
    )
    report = await run(plan)
    report.tell("short")
    assert report.updates >= plan.updates
    assert report.done.events["kill"] + report.done.events["term"] >= 15
    assert report.screens >= plan.people
    assert not report.found.wrong
