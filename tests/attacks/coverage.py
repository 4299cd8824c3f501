"""Which numbers of the list of bad inputs and attacks the tests name: in names of tests and in docstrings."""

import ast
import re
from collections import defaultdict
from pathlib import Path

LAST = 104
"""The list grows; it never shrinks."""

TESTS = Path(__file__).resolve().parents[1]

_NAMED = re.compile(r"attacks?[ _](?P<numbers>\d+(?:(?:, and |, | and |_to_|_and_|_|–|-|; )\d+)*)", re.IGNORECASE)
_BARE = re.compile(r"^test_(\d+(?:_\d+)*)_")
"""«test_54_56_an_account…»."""

_RANGE = re.compile(r"(\d+)(?:–|-|_to_)(\d+)")


def numbers_in(text: str) -> set[int]:
    """The numbers a name or docstring claims: «attacks 57-60, 62», «test_attack_88_89_…», «attacks_68_to_79»."""
    found: set[int] = set()
    for named in _NAMED.finditer(text):
        said = named["numbers"]
        for first, last in _RANGE.findall(said):
            found |= set(range(int(first), int(last) + 1))
        found |= {int(one) for one in re.findall(r"\d+", said)}
    if bare := _BARE.match(text):
        found |= {int(one) for one in bare[1].split("_")}
    return {one for one in found if 1 <= one <= LAST}


def covered() -> dict[int, set[str]]:
    """The numbers, each with the test files that name it. Only what pytest runs counts: test functions, and the
    docstring of a module that has some. Tests of the local Telegram prove nothing about Tereze and are left out."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in sorted(TESTS.rglob("test_*.py")):
        if path.parent.name == "local_telegram":
            continue  # those try the local Telegram, not Tereze
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tests = [
            one
            for one in ast.walk(tree)
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.name.startswith("test_")
        ]
        said = [text for one in tests for text in (one.name, ast.get_docstring(one) or "")]
        if tests:
            said.append(ast.get_docstring(tree) or "")
        for text in said:
            for number in numbers_in(text):
                found[number].add(path.relative_to(TESTS).as_posix())
    return dict(found)
