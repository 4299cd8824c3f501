"""How long people wait, whether one person's flood makes others wait, and what a long run leaves in memory."""

import statistics
from collections.abc import Sequence
from typing import Any

from bench.figures import Figure, say
from bench.press.cpu import AT_ONCE
from bench.press.stage import FIRST, Stage

STEPS = [("press", "Help"), ("press", "Open the menu"), ("press", "Companies"), ("press", "›"), ("press", "Menu")]
RATE = 30.0
"""Updates a second."""

FLOOD_AIM = 2.0


def crowd(stage: Stage) -> list[int]:
    """Everybody but the one who floods."""
    return [FIRST + number for number in range(stage.people - 1)]


def to_the_menu(stage: Stage, bot: str = "ours") -> None:
    """Everybody of the crowd stands at the menu."""
    stage.do("walk", bot=bot, people=crowd(stage), steps=[("start", "")], at_once=AT_ONCE)
    stage.do("quiet", bot=bot)


def steady(stage: Stage, seconds: float) -> list[Figure]:
    """Presses at 30 a second, come what may: from the update received to its commit, from the press to the screen."""
    to_the_menu(stage)
    first = _newest(stage)
    answer = stage.do("steady", bot="ours", people=crowd(stage), steps=STEPS, rate=RATE, seconds=seconds)
    stage.do("quiet", bot="ours")
    commits = [
        float(row["ms"])
        for row in stage.sql(
            "SELECT extract(epoch FROM done_at - received_at) * 1000 AS ms FROM inbox"
            " WHERE seq > $1 AND state = 'done'",
            first,
        )
    ]
    if answer["nobody_free"]:
        say(f"nobody was free for {answer['nobody_free']} presses: the machine did not keep up")
    made: list[Figure] = []
    for what, values, aim in (("received to commit", commits, None), ("press to screen", answer["taken"], None)):
        made += [
            Figure(f"{what}, p{share} at 30 updates/s", quantile(values, share), "ms", aim, stage.seed)
            for share in (50, 95, 99)
        ]
    return made


def flood(stage: Stage, times: int, seconds: float) -> list[Figure]:
    """Others at 10 presses a second: quiet, beside somebody who sends 200 texts within a second, and beside the same
    flood of a bot that nobody runs, which tells what the local Telegram's process itself adds; in turns."""
    flooder = FIRST + stage.people - 1
    stage.do("walk", bot="ours", people=[flooder], steps=[("start", "")], at_once=1)
    ways: dict[str, dict[str, Any]] = {
        "quiet": {}, "beside a flood of 200": {"flood": flooder},
        "beside a flood of another bot": {"flood": flooder, "flooded": "bare"},
    }  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(times):
        for name, way in ways.items():
            to_the_menu(stage)
            given = {"people": crowd(stage), "steps": STEPS, "rate": 10.0, "seconds": seconds, **way}
            taken[name] += stage.do("steady", bot="ours", **given)["taken"]
            stage.do("quiet", bot="ours")
    figures = [
        Figure(f"press to screen, p{share} of others, {name}", quantile(values, share), "ms", None, stage.seed)
        for name, values in taken.items()
        for share in (50, 99)
    ]
    calm, wild, elsewhere = (quantile(values, 99) for values in taken.values())
    return [
        Figure("press to screen, p99 of others beside a flood / quiet", wild / calm, "times", FLOOD_AIM, stage.seed),
        Figure("… beside a flood of another bot / quiet", elsewhere / calm, "times", None, stage.seed),
        *figures,
    ]


def pump(stage: Stage, updates: int) -> None:
    """Presses until the bot has handled so many updates since it began."""
    to_the_menu(stage)
    while (left := updates - _newest(stage)) > 0:
        times = max(1, min(2, left // (len(STEPS) * (stage.people - 1))))
        stage.do("walk", bot="ours", people=crowd(stage), steps=STEPS * times, at_once=AT_ONCE * 2)


def memory(stage: Stage, early: float, early_at: int) -> list[Figure]:
    """Resident memory now and when `early_at` updates had been handled."""
    stage.do("quiet", bot="ours")
    now, handled = stage.bots["ours"].memory(), _newest(stage)
    return [
        Figure(f"memory after {handled} updates / after {early_at}", now / early, "times", 1.1, stage.seed),
        Figure(f"memory after {early_at} updates", early, "MB", None, stage.seed),
        Figure(f"memory after {handled} updates", now, "MB", None, stage.seed),
    ]


def idle(stage: Stage, seconds: float) -> list[Figure]:
    """What the process costs when nobody does anything."""
    child = stage.bots["ours"]
    stage.do("quiet", bot="ours")
    before = child.cpu()
    stage.do("rest", seconds=seconds)
    return [Figure("CPU while nobody does anything", (child.cpu() - before) * 1000 / seconds, "ms/s", None, stage.seed)]


def quantile(values: Sequence[float], share: int) -> float:
    """The percentile `share`."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def _newest(stage: Stage) -> int:
    return int(stage.sql("SELECT coalesce(max(seq), 0) AS seq FROM inbox")[0]["seq"])
