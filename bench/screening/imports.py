"""Published lists read from a folder (`ofac/{sdn,alt,add}.csv`, `un/*.xml`): seconds, entries, what they know."""

import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from domain.kyc.index import NameIndex
from domain.kyc.lists.entry import ListContent, ListFormat
from domain.kyc.lists.read import read_list


def measure(folder: Path) -> dict[str, Any]:
    """Every list found: read, and an index built of it."""
    results: dict[str, Any] = {}
    ofac = {part: folder / "ofac" / f"{part}.csv" for part in ("sdn", "alt", "add")}
    if ofac["sdn"].exists():
        results["ofac"] = _one(ListFormat.OFAC, {part: path for part, path in ofac.items() if path.exists()})
    for path in sorted((folder / "un").glob("*.xml")):
        results["un"] = _one(ListFormat.UN, {"un": path})
    return results


def _one(format_: ListFormat, paths: dict[str, Path]) -> dict[str, Any]:
    started = time.perf_counter()
    with ExitStack() as stack:
        content = read_list(format_, {part: stack.enter_context(path.open("rb")) for part, path in paths.items()})
    read = time.perf_counter() - started
    index = NameIndex((entry.key, entry.subject) for entry in content.entries)
    return {
        "entries": len(content.entries),
        "names": len(index),
        "with_birth_date": _share(content, "birth_dates"),
        "with_country": _share(content, "countries"),
        "with_identifier": _share(content, "identifiers"),
        "read_s": round(read, 2),
        "read_and_index_s": round(time.perf_counter() - started, 2),
    }


def _share(content: ListContent, field: str) -> float:
    return round(sum(bool(getattr(entry.subject, field)) for entry in content.entries) / len(content.entries), 3)
