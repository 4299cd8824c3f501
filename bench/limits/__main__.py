"""`python -m bench.limits`: three replicas behind a webhook against the local Telegram's own limits (issue 3).

    python -m bench.limits [--seed 1] [--rounds 5]

Three minutes. The table of docs/performance.md, printed, and written as JSON into `build/limits.json`.
"""

import argparse
import asyncio

from bench.figures import Figure, say, show, write
from bench.limits.sending import failovers, rate
from bench.limits.stopped import stopped_workers
from bot.local_telegram import Limits
from tests.chaos.run import Plan, Stage, stage
from tests.chaos.torment import Quota

PEOPLE = 300


async def measure(seed: int, rounds: int) -> list[Figure]:
    """All figures."""
    peace = Quota(kills=0, terms=0, stops=0, cuts=0, restarts=0)
    plan = Plan(seed=seed, people=PEOPLE, updates=0, quota=peace, limits=Limits(), per_second=30)
    async with stage(plan) as made:
        assert made.balancer is not None
        made.balancer.share = 0.0
        for _ in range(plan.replicas):
            await made.replicas.more()
        await asyncio.wait_for(made.replicas.up(plan.replicas), 60)
        await begin(made)
        say("rate …")
        found = await rate(made)
        say("failover …")
        found += await failovers(made, rounds)
        say("stopped workers …")
        found += await stopped_workers(made, rounds)
    return found


async def begin(made: Stage) -> None:
    """Everybody writes to the bot once, so that it may write to them."""
    await asyncio.gather(*(one.me.start() for one in made.people))
    if noise := await made.quiet(60):
        raise RuntimeError(f"it does not come to rest: {noise}")


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.limits")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    found = asyncio.run(measure(given.seed, given.rounds))
    show(found)
    say(f"\nwritten: {write('limits', found)}")


if __name__ == "__main__":
    main()
