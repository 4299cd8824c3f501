"""`python -m bench.press`: the tables of docs/performance.md, printed, and written as JSON into `build/press.json`.

    python -m bench.press [--rounds 5] [--updates 12000] [--seed 1] [--only cpu|times|flood]

Needs about eight minutes on two cores that others use too. Absolute figures are those of the machine; the ratios are
taken in one run, in turns.
"""

import argparse
import platform
import time

from bench.figures import Figure, say, show, write
from bench.press import cpu, times
from bench.press.stage import Stage, staged

PEOPLE = 300
EARLY = 1_000
"""Updates after which memory is looked at for the first time."""


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.press")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--updates", type=int, default=12_000, help="updates after which memory is looked at again")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("cpu", "times", "flood"))
    given = parser.parse_args()
    began = time.monotonic()
    with staged(PEOPLE, given.seed) as stage:
        found = measure(stage, given.rounds, given.updates, given.only)
    say(f"\nPython {platform.python_version()}, {platform.machine()}, {time.monotonic() - began:.0f} s\n")
    show(found)
    say(f"\nwritten: {write('press', found)}")


def measure(stage: Stage, rounds: int, updates: int, only: str | None) -> list[Figure]:
    """All figures, or those of one part."""
    found: list[Figure] = []
    times.to_the_menu(stage)
    if only == "flood":
        return times.flood(stage, 3, 8.0)
    times.pump(stage, EARLY)
    early = stage.bots["ours"].memory()
    if only != "times":
        stage.open_bare(cpu.screens(stage))
        found += cpu.figures(cpu.rounds(stage, rounds), stage.seed)
    if only != "cpu":
        say("steady …")
        found += times.steady(stage, 30.0)
        say("flood …")
        found += times.flood(stage, 3, 8.0)
        say("memory …")
        times.pump(stage, updates)
        found += times.memory(stage, early, EARLY)
        found += times.idle(stage, 10.0)
    return found


if __name__ == "__main__":
    main()
