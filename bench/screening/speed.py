"""One name against half a million: milliseconds of processor time on one core, and megabytes."""

import gc
import os
import random
import time
from typing import Any

import psutil

from bench.screening.synthetic import synthetic
from domain.kyc.index import NameIndex
from domain.kyc.match import THRESHOLD
from domain.kyc.subject import Subject, SubjectKind

_KAZAKH_TO_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")


def measure(names: int, queries: int) -> dict[str, Any]:
    """Build the index of `names` and ask `queries` names of it: as they are, respelled, mistyped, unknown."""
    process = psutil.Process()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    before = process.memory_info().rss
    started = time.thread_time()
    index = NameIndex(synthetic(names))
    built = time.thread_time() - started
    gc.collect()
    gc.freeze()  # as the process that holds the index does: or now and then a query pays for a look at every name
    memory = process.memory_info().rss - before
    chance = random.Random(60)
    wanted = set(chance.sample(range(names), queries))
    asked = [item for number, item in enumerate(synthetic(names)) if number in wanted]
    times: list[float] = []
    found = 0
    expected = 0
    for number, (key, subject) in enumerate(asked):
        query, known = _respelled(subject, number, chance)
        started = time.thread_time()  # of this core's own work, whatever else the machine does
        hits = index.search(query, THRESHOLD)
        times.append((time.thread_time() - started) * 1000)
        if known:
            expected += 1
            found += any(hit.key == key or hit.likeness.score >= 0.98 for hit in hits)
    times.sort()
    return {
        "names": names,
        "queries": queries,
        "build_s": round(built, 1),
        "memory_mb": round(memory / 2**20),
        "p50_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "p99_ms": round(times[int(len(times) * 0.99)], 1),
        "max_ms": round(times[-1], 1),
        "found_share": round(found / expected, 4),
    }


def _respelled(subject: Subject, number: int, chance: random.Random) -> tuple[Subject, bool]:
    """A quarter each: as it is, in Russian letters, with two letters swapped, a name that nobody has."""
    name = subject.names[0]
    if number % 4 == 1:
        return Subject(subject.kind, (name.translate(_KAZAKH_TO_RUSSIAN),)), True
    if number % 4 == 2:
        at = chance.randrange(len(name) // 2, len(name) - 2)
        return Subject(subject.kind, (name[:at] + name[at + 1] + name[at] + name[at + 2 :],)), False
    if number % 4 == 3:
        words = name.split()
        return Subject(SubjectKind.PERSON, (f"{words[0][::-1]} {words[-1]}",)), False
    return subject, True
