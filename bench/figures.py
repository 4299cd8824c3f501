"""Figures of a benchmark: a line each on the screen, and JSON under `build/` for whoever compares runs."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

BUILD = Path("build")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `aim` is what we would like it to be at most (`upward`: at least); None: it is only told."""

    name: str
    value: float
    unit: str
    aim: float | None
    seed: int
    upward: bool = False


def write(name: str, figures: Iterable[Figure]) -> Path:
    """Into `build/<name>.json`, as a list."""
    BUILD.mkdir(exist_ok=True)
    path = BUILD / f"{name}.json"
    rows = [{name: value for name, value in asdict(one).items() if name != "upward"} for one in figures]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def show(figures: Iterable[Figure]) -> None:
    """As a table in Markdown."""
    say("| figure | value | unit | aim |")
    say("|---|---:|---|---:|")
    for one in figures:
        say(f"| {one.name} | {_short(one.value)} | {one.unit} | {_aim(one)} |")


def say(line: str) -> None:
    """A line on the screen at once: the run takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _aim(one: Figure) -> str:
    return "" if one.aim is None else f"{'≥' if one.upward else '≤'} {one.aim:g}"


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
