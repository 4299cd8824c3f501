"""`python -m bench.screening`: the tables of docs/screening.md, printed, and written as JSON into `build/`.

    python -m bench.screening pairs  [--other-python PATH]
    python -m bench.screening oracle --oracle FILE [--other-python PATH]
    python -m bench.screening scripts --file FILE
    python -m bench.screening speed  [--names 500000] [--queries 2000]
    python -m bench.screening lists  --folder FOLDER
    python -m bench.screening alarms --folder FOLDER

`--other-python` is an interpreter with `nomenklatura` in it; without one its columns are missing.
"""

import argparse
import json
import platform
import sys
from pathlib import Path
from typing import Any

from bench.screening import alarms, imports, scores, speed
from domain.kyc.match import ALGORITHM_VERSION, THRESHOLD, compare_names
from domain.kyc.subject import SubjectKind

BUILD = Path("build")
THRESHOLDS = (0.70, 0.75, 0.80, 0.82, 0.85, 0.90, 0.95)


def main() -> None:
    """Measures what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m bench.screening")
    parser.add_argument("what", choices=("pairs", "oracle", "scripts", "speed", "lists", "alarms"))
    parser.add_argument("--other-python", default="")
    parser.add_argument("--oracle", type=Path)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--names", type=int, default=500_000)
    parser.add_argument("--queries", type=int, default=2_000)
    chosen = parser.parse_args()
    needed = {"oracle": chosen.oracle, "scripts": chosen.file, "lists": chosen.folder, "alarms": chosen.folder}
    if chosen.what in needed and needed[chosen.what] is None:
        parser.error("this table needs the path of its data")
    result: dict[str, Any]
    if chosen.what == "pairs":
        result = _pairs(chosen.other_python)
    elif chosen.what == "oracle":
        result = _oracle(chosen.oracle, chosen.other_python)
    elif chosen.what == "scripts":
        result = _scripts(chosen.file)
    elif chosen.what == "speed":
        result = _shown("speed", speed.measure(chosen.names, chosen.queries))
    elif chosen.what == "alarms":
        result = _shown("alarms", alarms.measure(chosen.folder, chosen.queries))
    else:
        result = {name: _shown(name, found) for name, found in imports.measure(chosen.folder).items()}
    result["algorithm"] = ALGORITHM_VERSION
    result["python"] = platform.python_version()
    BUILD.mkdir(exist_ok=True)
    path = BUILD / f"screening_{chosen.what}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _say(f"\nwritten: {path}")


def _pairs(other_python: str) -> dict[str, Any]:
    pairs = scores.read_pairs()
    found = {"ours": scores.ours(pairs), "rapidfuzz token_sort": scores.plain_rapidfuzz(pairs)}
    if other_python:
        found |= {f"nomenklatura {name}": values for name, values in scores.others(pairs, other_python).items()}
    result: dict[str, Any] = {"pairs": len(pairs), "same": sum(pair.same for pair in pairs), "matchers": {}}
    for name, values in found.items():
        table: dict[str, Any] = {}
        for part in ("all", "tune", "held", "person", "organisation"):
            chosen = [
                (pair, score)
                for pair, score in zip(pairs, values, strict=True)
                if part in ("all", pair.half, pair.kind.value)
            ]
            some, some_scores = [pair for pair, _ in chosen], [score for _, score in chosen]
            best, quality = scores.best_threshold(some, some_scores)
            table[part] = {
                "pairs": len(some),
                "best": {"threshold": best, **quality},
                **{f"{step:.2f}": scores.quality(some, some_scores, step) for step in THRESHOLDS},
            }
        result["matchers"][name] = table
        _say(f"\n{name}: {len(pairs)} pairs, {result['same']} of them the same")
        for part, rows in table.items():
            _say(f"  {part} ({rows['pairs']} pairs)")
            for step, row in rows.items():
                if isinstance(row, dict):
                    at = f"best {row['threshold']:.2f}" if step == "best" else f"     {step}"
                    _say(
                        f"    {at}  recall {row['recall']:.3f}  precision {row['precision']:.3f}"
                        f"  false alarms {row['false_alarms']:3}  missed {row['missed']:3}"
                    )
    return result


def _oracle(path: Path, other_python: str) -> dict[str, Any]:
    rows = scores.read_oracle(path)
    pairs = [pair for pair, _ in rows]
    found = {"ours": scores.ours(pairs), "rapidfuzz token_sort": scores.plain_rapidfuzz(pairs)}
    if other_python:
        found |= {f"nomenklatura {name}": values for name, values in scores.others(pairs, other_python).items()}
    result: dict[str, Any] = {"rows": len(rows), "matchers": {}}
    for name, values in found.items():
        _say(f"\n{name}: {len(rows)} rows")
        steps = (THRESHOLD,) if name == "ours" else (0.70, 0.85)
        table = {
            f"treasury {theirs:.2f}, matcher {mine:.2f}": scores.agreement(rows, values, theirs, mine)
            for theirs in (0.85, 0.95, 1.00)
            for mine in steps
        }
        for title, row in table.items():
            _say(
                f"  {title}: agree {row['agree']:.3f}, only they {row['treasury_only']}, only it {row['matcher_only']}"
            )
        result["matchers"][name] = table
    return result


def _scripts(path: Path) -> dict[str, Any]:
    """Names across scripts with a wanted score in the third column: which scripts are read, and which are not."""
    table: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "Query,")):
            left, right, *_ = line.split(",")
            table[f"{left} ~ {right}"] = compare_names(left, right, SubjectKind.PERSON).score
    return _shown("scripts", table)


def _shown(title: str, table: dict[str, Any]) -> dict[str, Any]:
    _say(f"\n{title}")
    for name, value in table.items():
        _say(f"  {name:24} {value}")
    return dict(table)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
