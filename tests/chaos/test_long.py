"""The long run of `make check-long` (N4; issue 3): by webhook with three replicas, and with one poller.

Another seed by `CHAOS_SEED`, another size by `CHAOS_SHARE` (1 is whole).
"""

import os

import pytest

from tests.chaos.run import Plan, run
from tests.chaos.torment import Quota

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

SEED = int(os.environ.get("CHAOS_SEED", "7"))
SHARE = float(os.environ.get("CHAOS_SHARE", "1"))


def sized(number: int) -> int:
    """So many, of a whole run."""
    return max(1, round(number * SHARE))


async def test_three_replicas_behind_a_webhook() -> None:
    plan = Plan(
        seed=SEED, people=24, updates=sized(4_000), longest=120.0, quiet=120.0,
        quota=Quota(
            kills=sized(100), terms=sized(15), stops=sized(15), cuts=sized(30), restarts=sized(4), pause=(0.3, 2.5),
            stopped=(0.5, 12.0),
        ),
    )  # fmt: skip
    report = await run(plan)
    report.tell("webhook")
    assert report.updates >= plan.updates
    assert report.done.connections >= sized(200)
    assert not report.found.wrong


async def test_one_poller() -> None:
    plan = Plan(
        seed=SEED + 1, people=24, updates=sized(1_200), webhook=False, replicas=1, longest=120.0, quiet=120.0,
        quota=Quota(
            kills=sized(40), terms=sized(5), stops=sized(5), cuts=sized(25), restarts=sized(2), pause=(0.8, 3.5),
            stopped=(0.5, 12.0),
        ),
    )  # fmt: skip
    report = await run(plan)
    report.tell("poller")
    assert report.updates >= plan.updates
    assert report.done.connections >= sized(60)
    assert not report.found.wrong
