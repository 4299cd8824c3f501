"""CPU of a bot's process per press, per text answer, per page of a list: ours and the bare ones in turns."""

import random
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.figures import Figure, say
from bench.press.stage import FIRST, Stage

BOTS = ("ours", "bare", "bare_uvloop")
AIM = 2.0


@dataclass(frozen=True, slots=True)
class Work:
    """What is measured: each person does `before` (not counted), then `steps`; `people` are theirs alone, so that no
    chat comes near Telegram's one message a second with its burst of 20."""

    name: str
    unit: str
    before: Sequence[tuple[str, str]]
    steps: Sequence[tuple[str, str]]
    group: int


WORKS = (
    Work("look", "press", [("say", "/menu")], [("press", "Help"), ("press", "Open the menu")] * 4, 0),
    Work("text", "text answer",
         [("say", "/menu"), ("press", "Record a meeting"), ("press", "Werk 0003 · Germany"), ("press", "Today")],
         [("say", "Berlin, Hotel Adlon"), ("say", "A wind farm of 200 MW"), ("say", "They look for a site of 200 ha")],
         1),
    Work("list", "list page", [("say", "/menu"), ("press", "Companies")],
         [("press", "›"), ("press", "‹")] * 4, 2),
)  # fmt: skip
"""The presses need nothing to be written but where the person is; an answer saves a draft; a page counts and reads."""

SIZE = 60
"""People in a group."""
AT_ONCE = 12


def people_of(work: Work) -> list[int]:
    return [FIRST + work.group * SIZE + number for number in range(SIZE)]


def screens(stage: Stage) -> dict[str, Any]:
    """What the real bot shows on the way through each work, for the bare ones to show the same."""
    found: dict[str, Any] = {}
    for work in WORKS:
        person = people_of(work)[0]
        _walk(stage, "ours", [person], [("start", ""), *work.before])
        found[work.name] = [stage.do("look", bot="ours", person=person)]
        cycle = work.steps if work.name == "text" else work.steps[:2]
        for step in cycle:
            _walk(stage, "ours", [person], [step])
            found[work.name].append(stage.do("look", bot="ours", person=person))
        if work.name != "text":
            found[work.name].pop()  # back where it began
    return found


@dataclass(slots=True)
class Window:
    """One measurement: milliseconds of CPU a step, and how many steps a second."""

    cpu: float
    postgres: float
    rate: float


def rounds(stage: Stage, count: int) -> dict[tuple[str, str], list[Window]]:
    """`count` rounds of each work with each bot, in an order drawn anew for every round."""
    order = random.Random(stage.seed)
    found: dict[tuple[str, str], list[Window]] = {(work.name, bot): [] for work in WORKS for bot in BOTS}
    for number in range(count):
        turns = [(work, bot) for work in WORKS for bot in BOTS]
        order.shuffle(turns)
        for work, bot in turns:
            found[work.name, bot].append(_window(stage, work, bot))
        last = {key: f"{windows[-1].cpu:.2f}" for key, windows in found.items()}
        say(f"round {number + 1}: " + ", ".join(f"{name} {bot} {cpu} ms" for (name, bot), cpu in last.items()))
    return found


def figures(found: Mapping[tuple[str, str], Sequence[Window]], seed: int) -> list[Figure]:
    """Medians, and the ratios of the medians."""
    made: list[Figure] = []
    for work in WORKS:
        cpu = {bot: statistics.median(one.cpu for one in found[work.name, bot]) for bot in BOTS}
        each = f"CPU per {work.unit}"
        made += [
            Figure(f"{each}: Tereze / bare aiogram", cpu["ours"] / cpu["bare"], "times", AIM, seed),
            Figure(f"{each}: Tereze / bare aiogram on uvloop", cpu["ours"] / cpu["bare_uvloop"], "times", AIM, seed),
            *(Figure(f"{each}: {_names[bot]}", cpu[bot], "ms", None, seed) for bot in BOTS),
        ]
        ours = found[work.name, "ours"]
        made.append(
            Figure(f"{each}: PostgreSQL beside it", statistics.median(w.postgres for w in ours), "ms", None, seed)
        )
    return made


_names = {"ours": "Tereze", "bare": "bare aiogram", "bare_uvloop": "bare aiogram on uvloop"}


def _window(stage: Stage, work: Work, bot: str) -> Window:
    people = people_of(work)
    ours = bot == "ours"
    _walk(stage, bot, people, work.before if ours else [("start", work.name)])
    stage.do("quiet", bot=bot)
    child = stage.bots[bot]
    postgres = stage.postgres_cpu()
    cpu = child.cpu()
    taken = _walk(stage, bot, people, work.steps)
    stage.do("quiet", bot=bot)
    spent = child.cpu() - cpu
    in_postgres = stage.postgres_cpu() - postgres if ours else 0.0
    mean = statistics.fmean(taken) / 1000
    return Window(spent * 1000 / len(taken), in_postgres * 1000 / len(taken), AT_ONCE / mean)


def _walk(stage: Stage, bot: str, people: list[int], steps: Sequence[tuple[str, str]]) -> list[float]:
    taken: list[float] = stage.do("walk", bot=bot, people=people, steps=list(steps), at_once=AT_ONCE)["taken"]
    return taken
