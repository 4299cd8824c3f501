"""Who keeps the lists that all are screened against (M1.2; A1)."""

from uuid import UUID

from bot.storage.unit import Unit
from domain.kit.desk import Desk
from domain.kit.jobs import Jobs
from domain.screening import importing
from domain.screening.lists import ListFile
from domain.screening.ports import ListImports
from tests.acts.case import Case, Subject, writers
from tests.acts.cases_cards import nothing
from tests.acts.stage import Stage

SYSTEM = writers("system")
"""A1: the administrators of Tereze itself; what all are screened against is theirs to keep."""


def a_file() -> ListFile:
    return ListFile("sdn.xml", "1:abc", 1000)


async def an_import(stage: Stage) -> Subject:
    """Sent by an administrator, not yet taken."""

    async def send(unit: Unit, desk: Desk) -> UUID:
        return await importing.send_file(desk, unit.port(ListImports), None, a_file())

    return {"screening_import": await stage.do("system.head", send)}


CASES: dict[str, tuple[Case, ...]] = {
    "screening.send": (
        Case(
            clause="A1",
            may=SYSTEM,
            prepare=nothing,
            run=lambda u, d, s, v: importing.send_file(d, u.port(ListImports), None, a_file()),
        ),
    ),
    "screening.take": (
        Case(
            clause="A1",
            may=SYSTEM,
            prepare=an_import,
            run=lambda u, d, s, v: importing.take(d, u.port(ListImports), u.port(Jobs), s["screening_import"], v),
            of="screening_import",
            version="screening_import",
            once=True,
        ),
    ),
    "screening.drop": (
        Case(
            clause="A1",
            may=SYSTEM,
            prepare=an_import,
            run=lambda u, d, s, v: importing.drop(d, u.port(ListImports), s["screening_import"], v),
            of="screening_import",
            version="screening_import",
            once=True,
        ),
    ),
}
