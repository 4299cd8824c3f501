"""`python -m bench.scale`: every list, panel and count over 10 000 projects with 200 000 tasks and 2 000 initiatives,
and the rating over 1 000 000 tasks.

    python -m bench.scale [--seed 1] [--projects 10000] [--rated 50000] [--rounds 15]

A PostgreSQL of its own. Told is the time a look takes at its port, SQLAlchemy included: the median of the rounds after
one that warms up. `build/scale.json` keeps them.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.figures import Figure, say, show, write
from bench.scale.looks import LOOKS, One, rating
from bench.scale.synthetic import TASKS_EACH, TODAY, Country, make
from bot.platform.cluster import Cluster
from bot.platform.databases import create_database, ensure_bot_role
from bot.platform.schema import upgrade
from bot.storage.unit import Database
from bot.wiring import ports
from domain.kit.periods import Quarter

AIM, AIM_RATING = 100.0, 300.0


async def measured(database: Database, country: Country, one: One, rounds: int) -> tuple[float, float]:
    """Median and worst of a look, in ms."""
    found = []
    for _ in range(rounds + 1):
        async with database.unit(readonly=True) as unit:
            began = perf_counter()
            await one.look(unit, country)
            found.append((perf_counter() - began) * 1000)
    return median(found[1:]), max(found[1:])


async def over(
    cluster: Cluster, name: str, sizes: tuple[int, int], looks: Iterable[One], aim: float, options: argparse.Namespace
) -> list[Figure]:
    """A country of these sizes, and how long the looks at it take."""
    await create_database(cluster.dsn("postgres"), name)
    await upgrade(cluster.dsn(name))
    projects, initiatives = sizes
    country = await make(cluster.dsn(name), projects, initiatives, options.seed)
    database = Database(cluster.dsn(name), ports(), size=2)
    figures = []
    try:
        async with database.unit(readonly=True) as unit:
            tasks = await unit.raw.fetchval("SELECT count(*) FROM task")
        say(f"{projects} projects, {initiatives} initiatives, {tasks} tasks")
        figures.append(Figure(f"{name}: tasks", tasks, "", None, options.seed))
        for one in looks:
            middle, worst = await measured(database, country, one, options.rounds)
            figures.append(Figure(one.name, middle, "ms", aim, options.seed))
            figures.append(Figure(f"{one.name}, worst of {options.rounds}", worst, "ms", None, options.seed))
    finally:
        await database.close()
    return figures


RATED = (
    One("rating over a million tasks: present quarter", partial(rating, quarter=Quarter.of(TODAY))),
    One("rating over a million tasks: the quarter before", partial(rating, quarter=Quarter.of(TODAY).preceding)),
    One("rating over a million tasks: a year ago", partial(rating, quarter=Quarter(TODAY.year - 1, 4))),
)


async def run(cluster: Cluster, options: argparse.Namespace) -> list[Figure]:
    await ensure_bot_role(cluster.dsn("postgres"))
    figures = await over(cluster, "lists", (options.projects, options.projects // 5), LOOKS, AIM, options)
    # A twenty-fifth of the projects has no roadmap yet, so that a few more make up the million
    return figures + await over(cluster, "rated", (options.rated * 25 // 24, 0), RATED, AIM_RATING, options)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--rated", type=int, default=1_000_000 // TASKS_EACH)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tereze-bench-") as folder:
        cluster = Cluster(Path(folder))
        cluster.start()
        try:
            figures = asyncio.run(run(cluster, options))
        finally:
            cluster.stop()
    show(figures)
    over_aim = [one.name for one in figures if one.aim is not None and one.value > one.aim]
    say(f"over the aim: {', '.join(over_aim) or 'none'}")
    say(f"written: {write('scale', figures)}")


if __name__ == "__main__":
    main()
