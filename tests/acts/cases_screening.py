"""Who keeps the lists that all are screened against, and who reviews matches with them (M1.2; A1)."""

from uuid import UUID, uuid4

from bot.storage.unit import Unit
from domain.company.ports import Companies
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.jobs import Jobs
from domain.kyc.ports import KycCases
from domain.screening import importing, review
from domain.screening.lists import ListFile
from domain.screening.matches import Nature
from domain.screening.ports import ListImports, MatchCards
from tests.acts.case import SEES_KYC, Case, Subject, writers
from tests.acts.cases_cards import nothing
from tests.acts.cases_path import a_case
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


REVIEWERS = writers("berlin", "uo", "nc")
"""A2: who may change KYC files."""


async def a_match(stage: Stage, made: Subject | None = None) -> Subject:
    """An owner of Berlin's company, alike an entry of a list."""
    made = made or await a_case(stage)
    number = await stage.sql(
        "INSERT INTO screening_list (source, format, sha256, published, files, entries, names, added, changed, gone,"
        " taken_at) VALUES ('ofac', 'ofac', '', '', '{}', 1, 1, 1, 0, 0, $1) RETURNING number",
        stage.town.now,
    )
    match = uuid4()
    await stage.sql(
        "INSERT INTO screening_match (id, company, maker, role, ours, our_key, source, entry, their_key, theirs,"
        " likeness, score, list, algorithm, threshold, found_at) VALUES ($1, $2, $3, 'owner', '{}', 'ours', 'ofac',"
        " '36', 'theirs', '{}', '{}', 0.9, $4, 1, 0.82, $5)",
        match,
        made["company"],
        stage.town.organisations["berlin"],
        number,
        stage.town.now,
    )
    await stage.sql("UPDATE screening SET done = asked")
    return {**made, "screening_match": match}


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
    "screening.clear": (
        Case(
            clause="M1.2; A2",
            may=REVIEWERS,
            knows=SEES_KYC,
            prepare=a_match,
            run=lambda u, d, s, v: review.clear(
                d, u.port(Companies), u.port(KycCases), u.port(MatchCards), s["screening_match"], v, "another date"
            ),
            of="screening_match",
            version="screening_match",
            once=True,
        ),
    ),
    "screening.confirm": (
        Case(
            clause="M1.2; A2",
            may=REVIEWERS,
            knows=SEES_KYC,
            prepare=a_match,
            run=lambda u, d, s, v: review.confirm(
                d,
                u.port(Companies),
                u.port(KycCases),
                u.port(MatchCards),
                u.port(Bodies),
                s["screening_match"],
                v,
                Nature.SANCTIONS,
                "the number agrees",
            ),
            of="screening_match",
            version="screening_match",
            once=True,
        ),
    ),
}
