"""The map of the code (design §1), where a contract of import-linter cannot say it: rooms are found, not listed."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
SHARED = {"forms", "screens", "words", "pick"}
"""Packages of handlers that every room uses and that name no room."""
OPEN = {"places"}
"""What another room may import."""
SOURCES = sorted(path for top in ("bot", "domain", "handlers", "alembic") for path in (ROOT / top).rglob("*.py"))


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("handlers", "domain", "bot", cache_dir=None)


def imports_between(layer: str) -> list[tuple[str, str, str, str]]:
    """(importer's room, importer, imported room, imported) for imports inside one layer, root modules left out."""
    found = []
    packages = {path.name for path in (ROOT / layer).iterdir() if path.is_dir()}
    for importer in graph().modules:
        for imported in graph().find_modules_directly_imported_by(importer):
            a, b = importer.split("."), imported.split(".")
            if a[0] == b[0] == layer and len(a) > 1 and len(b) > 1 and a[1] != b[1] and {a[1], b[1]} <= packages:
                found.append((a[1], importer, b[1], imported))
    return found


def test_rooms_of_handlers_meet_only_through_places() -> None:
    wrong = [
        f"{importer} → {imported}"
        for room, importer, other, imported in imports_between("handlers")
        if room not in SHARED and other not in SHARED and imported.split(".")[2:3] not in ([one] for one in OPEN)
    ]
    assert not wrong


def test_shared_packages_name_no_room() -> None:
    wrong = [
        f"{importer} → {imported}"
        for room, importer, other, imported in imports_between("handlers")
        if room in SHARED and other not in SHARED
    ]
    assert not wrong


def test_access_imports_no_room() -> None:
    """Access judges a small protocol; otherwise every new room would have to be known to it."""
    wrong = [
        i for room, _, other, i in imports_between("domain") if room == "access" and other not in {"kit", "classifier"}
    ]
    assert not wrong


def test_only_the_wiring_knows_every_room() -> None:
    rooms = {path.name for path in (ROOT / "handlers").iterdir() if path.is_dir()} - SHARED
    known: dict[str, set[str]] = defaultdict(set)
    for importer in graph().modules:
        if importer.startswith("bot."):
            for imported in graph().find_modules_directly_imported_by(importer):
                if imported.startswith("handlers.") and imported.split(".")[1] in rooms:
                    known[importer].add(imported.split(".")[1])
    assert {importer for importer, several in known.items() if len(several) > 1} <= {"bot.wiring"}


@pytest.mark.parametrize("layer", ["handlers", "domain"])
def test_a_room_is_a_package(layer: str) -> None:
    """A folder without `__init__.py` is invisible to the import contracts."""
    rooms = [path for path in (ROOT / layer).iterdir() if path.is_dir() and any(path.glob("*.py"))]
    assert rooms
    assert not [path.name for path in rooms if not (path / "__init__.py").exists()]


def test_alembic_is_no_package() -> None:
    """`alembic/__init__.py` would hide the library of that name."""
    assert not (ROOT / "alembic" / "__init__.py").exists()


def test_one_subject_a_file() -> None:
    """A file beyond this length has more than one subject."""
    long = {str(path.relative_to(ROOT)): count for path in SOURCES if (count := _lines(path)) > 450}
    assert not long


def _lines(path: Path) -> int:
    return path.read_text("utf-8").count("\n")
