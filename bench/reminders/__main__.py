"""`python -m bench.reminders`: claim and enqueue 10 000 due reminders among ever more open deadlines.

    python -m bench.reminders [--rounds 5] [--most 1000000]

Printed, and written as JSON into `build/reminders.json`. Some five minutes on two cores.
"""

import argparse
import asyncio
import platform
import statistics
import time
from datetime import UTC, datetime

from bench.figures import Figure, say, show, write
from bench.reminders import ours
from bench.reminders.scheduler import Jobs, just_now, long_ahead
from bench.reminders.stage import Stage, staged

DUE = 10_000
SIZES = (10_000, 100_000, 1_000_000)


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.reminders")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    given = parser.parse_args()
    began = time.monotonic()
    with staged() as stage:
        found = measure(stage, given.rounds, [size for size in SIZES if size <= given.most])
    say(f"\nPython {platform.python_version()}, {platform.machine()}, {time.monotonic() - began:.0f} s\n")
    show(found)
    say(f"\nwritten: {write('reminders', found)}")


def measure(stage: Stage, rounds: int, sizes: list[int]) -> list[Figure]:
    """Both at each size, in turns."""
    took: dict[tuple[str, int], float] = {}
    found: list[Figure] = []
    jobs = Jobs(stage.owner_dsn)
    stored = 0
    try:
        for size in sizes:
            asyncio.run(stage.grow(size))
            asyncio.run(jobs.add(size - DUE - stored, long_ahead()))
            stored = size - DUE
            mine, theirs = [], []
            for number in range(rounds):
                mine.append(asyncio.run(ours.fire(stage, DUE, number)))
                if number < 2:  # minutes each, and they differ little
                    asyncio.run(stage.sql("TRUNCATE outbox CASCADE"))
                    asyncio.run(jobs.add(DUE, just_now(datetime.now(UTC))))  # noqa: TID251 -- the scheduler's own clock
                    theirs.append(jobs.run(DUE))
                    assert asyncio.run(stage.sent()) == DUE
                say(f"{size} open: {mine[-1]:.2f} s; APScheduler {theirs[-1]:.1f} s")
            took["ours", size], took["theirs", size] = statistics.median(mine), statistics.median(theirs)
            idle = asyncio.run(ours.idle(stage))
            found += [
                Figure(f"{DUE} due among {size} open, Tereze", took["ours", size], "s", None, 0),
                Figure(f"{DUE} due among {size} open, APScheduler", took["theirs", size], "s", None, 0),
                Figure(f"… times faster, among {size}", took["theirs", size] / took["ours", size], "x", None, 0),
                Figure(f"an idle tick among {size}, in the database", idle, "ms", 1.0, 0),
            ]
    finally:
        jobs.close()
    growth = took["ours", sizes[-1]] / took["ours", sizes[0]]
    found.append(Figure(f"growth of Tereze's from {sizes[0]} to {sizes[-1]} open", growth, "x", 1.5, 0))
    return found


if __name__ == "__main__":
    main()
