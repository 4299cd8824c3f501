"""All cases: every `cases_*` module beside this one is taken in by itself."""

import importlib
import pkgutil

import bot.storage
import domain
import tests.acts
from bot.storage.unit import PortFactory
from tests.acts.case import Case

for module in pkgutil.walk_packages(domain.__path__, "domain."):
    importlib.import_module(module.name)


def _gathered() -> dict[str, tuple[Case, ...]]:
    found: dict[str, tuple[Case, ...]] = {}
    for one in pkgutil.iter_modules(tests.acts.__path__, "tests.acts."):
        if one.name.rpartition(".")[2].startswith("cases_"):
            for name, cases in importlib.import_module(one.name).CASES.items():
                found[name] = (*found.get(name, ()), *cases)
    return found


CASES = _gathered()
EACH = [(name, case) for name, cases in sorted(CASES.items()) for case in cases]


def ids(name_or_case: object) -> str:
    return name_or_case.title if isinstance(name_or_case, Case) else str(name_or_case)


def ports() -> dict[type, PortFactory]:
    """The implementations of all ports."""
    found: dict[type, PortFactory] = {}
    for one in pkgutil.iter_modules(bot.storage.__path__, "bot.storage."):
        found |= getattr(importlib.import_module(one.name), "PORTS", {})
    return found
