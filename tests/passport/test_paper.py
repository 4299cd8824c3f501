"""The passport as a document in three languages (M2.1; attacks 42, 58, 62), and the score's figures on it."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from docx import Document

from bot.printing.docx import docx
from domain.edition.order_2024 import EDITIONS
from domain.kit.ids import CompanyId, OrganisationId, PersonId, ProjectId
from domain.kit.money import Rates
from domain.kit.mrp import MrpTable
from domain.passport.acts import apply, take
from domain.passport.decide import Figures, at_submission
from domain.passport.facts import Passport, Source, SourceKind
from domain.passport.model import Project
from domain.passport.stored import pool_kept, score_kept
from handlers.passport.document import paper
from handlers.passport.facts import PassportFacts, PrintFacts
from handlers.passport.places import ProjectPassport
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader
from tests.town.passports import BIN, money, passport, rate

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
FIGURES = Figures(EDITIONS[0], MrpTable(), Rates((rate(),)), date(2026, 11, 16))


def project(said: Passport) -> Project:
    """As the act makes it."""
    made = Project(
        id=ProjectId(UUID(int=1)),
        number="П-2026-000001",
        company=CompanyId(UUID(int=2)),
        initiative=None,
        initiator=OrganisationId(UUID(int=3)),
        author=PersonId(UUID(int=4)),
        submitted_at=NOW,
        akimat=OrganisationId(UUID(int=3)),
        official=PersonId(UUID(int=4)),
        title=said.title,
        description=said.description,
        bin=said.bin,
        sector=said.sector,
        region=said.region,
        cost=said.cost,
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        search="",
        since=NOW,
    )
    apply(made, said)
    take(made, at_submission(said, FIGURES), FIGURES)
    return made


def printed(said: Passport) -> PrintFacts:
    one = project(said)
    facts = PassportFacts(
        place=ProjectPassport(one.id),
        project=one,
        passport=said,
        company='"QAZAQSTAN <MONARH>" & Co',
        akimat=dict.fromkeys(LANGUAGES, "Акимат <Карагандинской> области"),
        official="Светлана Қанатқызы",
        files=(),
        may_amend=True,
    )
    return PrintFacts(facts, score_kept(one.score)[0] if one.score else None, NOW)


def texts(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("language", LANGUAGES)
def test_m2_1_the_whole_passport_is_printed(language: str) -> None:
    """п. 47: its ten items, in the reader's language, as data and never as markup."""
    said = passport(
        sources=(
            Source(SourceKind.OWN, money(2_000_000)),
            Source(SourceKind.LOAN, money(10_000_000), "БРК", "10 лет\x0b"),
        ),
        description="<w:t>Қазақстан &amp; \x00 жел",
        measures=("land", "infrastructure"),
    )
    shown = texts(docx(paper(printed(said), Reader(language))))
    for wanted in (
        '"QAZAQSTAN <MONARH>" & Co', BIN, "2716", "8501", "Anna <Müller>", "<w:t>Қазақстан &amp;", "200 MW in 2029",
        "БРК", "10 лет", "Светлана Қанатқызы", "П-2026-000001",
    ):  # fmt: skip
        assert wanted in shown, (language, wanted)
    assert "0.25" in shown or "0,25" in shown  # every partial score
    assert "{" not in shown


def test_the_decision_comes_back_as_it_was_made() -> None:
    """T4, T5, T7: «why?» answers from what was kept, not from what is computed anew."""
    said = replace(passport(money("12345678.9")), jobs=300)
    one = project(said)
    made = at_submission(said, FIGURES)
    pool, on = pool_kept(one.pool_decision)
    assert (pool, on) == (made.pool_decision, date(2026, 11, 16))
    score, on = score_kept(one.score)
    assert (score, on) == (made.score, date(2026, 11, 16))
    assert score.total == Decimal("0.40")


def test_a_regional_project_has_no_score() -> None:
    shown = texts(docx(paper(printed(passport(money(1_000))), Reader("en"))))
    assert "Regional pool" in shown and "Score of the green corridor" not in shown
