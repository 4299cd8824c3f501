"""How often ordinary names that are on no list raise an alarm: made-up people and firms against published lists."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.screening.synthetic import synthetic
from domain.kyc.index import NameIndex
from domain.kyc.lists.entry import ListFormat
from domain.kyc.lists.read import read_list
from domain.kyc.match import THRESHOLD
from domain.kyc.subject import SubjectKind


def measure(folder: Path, names: int) -> dict[str, Any]:
    """The share of `names` made-up names with a hit at the threshold among the lists of the folder."""
    with ExitStack() as stack:
        ofac = {part: folder / "ofac" / f"{part}.csv" for part in ("sdn", "alt", "add")}
        content = read_list(
            ListFormat.OFAC, {part: stack.enter_context(path.open("rb")) for part, path in ofac.items()}
        )
        entries = list(content.entries)
        for path in sorted((folder / "un").glob("*.xml")):
            entries += read_list(ListFormat.UN, {"un": stack.enter_context(path.open("rb"))}).entries
    index = NameIndex((entry.key, entry.subject) for entry in entries)
    asked = {SubjectKind.PERSON: 0, SubjectKind.ORGANISATION: 0}
    alarmed = dict(asked)
    for _, subject in synthetic(names, seed=99):
        asked[subject.kind] += 1
        alarmed[subject.kind] += bool(index.search(subject, THRESHOLD))
    return {
        "listed_names": len(index),
        **{f"{kind.value}s_asked": count for kind, count in asked.items()},
        **{f"{kind.value}s_with_alarm": count for kind, count in alarmed.items()},
        "share": round(sum(alarmed.values()) / names, 4),
    }
