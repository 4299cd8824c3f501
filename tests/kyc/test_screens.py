"""Screens of the KYC room in three languages, in every state a case can be in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from domain.kit.ids import CompanyId, KycId, OrganisationId, PersonId
from domain.kyc.facts import facts_to_json
from domain.kyc.model import (
    Document,
    Funds,
    KycCase,
    KycFacts,
    KycState,
    Owner,
    Ownership,
    PepExposure,
    Reason,
    Risk,
    SanctionsExposure,
)
from domain.kyc.ports import KycLine
from domain.kyc.rules import reasons, risk
from handlers.kyc import facts, room, screens
from handlers.kyc.form import kyc_facts, owner_answers
from handlers.kyc.places import KycCard, KycList
from handlers.kyc.words import DOCUMENTS, FUNDS, OWNERSHIP, PEP, REASONS, RISKS, SANCTIONS, STATES
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader
from tests.town import cards
from tests.town.looks import check_looks, labels

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
WORST = KycFacts(
    activity="Trade <with> everybody & everything " * 10,
    ownership=Ownership.PARTLY,
    funds=Funds.UNDISCLOSED,
    sanctions=SanctionsExposure.LISTED,
    pep=PepExposure.CURRENT,
    offshore=True,
    litigation="Two lawsuits",
    media="<b>Bad</b> news",
    documents=tuple(Document),
    owners=(Owner("A <B>", "DE", Decimal("12.50"), date(1960, 2, 29), True), Owner("C", "ZZ")),
    conclusion="Careful",
)


def case(said: KycFacts, state: KycState, **more: object) -> KycCase:
    found = reasons(said)
    made = KycCase(
        id=KycId(UUID(int=1)),
        company=CompanyId(UUID(int=2)),
        maker=OrganisationId(UUID(int=3)),
        author=PersonId(UUID(int=4)),
        made_at=NOW,
        facts=facts_to_json(said),
        risk=risk(found),
        reasons=[one.value for one in found],
        state=state,
        since=NOW,
    )
    for name, value in more.items():
        setattr(made, name, value)
    return made


def card(one: KycCase, said: KycFacts, section: str = "", **more: object) -> facts.CardFacts:
    made = facts.CardFacts(
        place=KycCard(one.id, section),
        case=one,
        said=said,
        company=cards.MONARCH,
        author="Дархан Әбдірахманов",
        decider="",
        maker=dict.fromkeys(LANGUAGES, "<Embassy> & Co"),
        today=date(2026, 11, 16),
        may_decide=False,
        own=False,
        may_answer=False,
        asked="body",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def cards_shown() -> list[facts.CardFacts]:
    shown = []
    for said in (cards.kyc(), WORST):
        for state in KycState:
            valid = date(2027, 11, 16) if state is KycState.APPROVED else None
            one = case(said, state, valid_until=valid, decision_reason="<why>", decided_at=NOW)
            for asked in ("body", "colleague", "center"):
                shown.append(card(one, said, may_decide=True, may_answer=True, decider="Айгерім", asked=asked))
            shown.append(card(one, said, own=True))
            shown.append(card(one, said, today=date(2030, 1, 1)))
            shown.extend(card(one, said, section) for section in ("answers", "owners", "nonsense"))
    return shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_said_in_full_and_private(language: str) -> None:
    """N3: a case is shown protected."""
    r = Reader(language)
    for one in cards_shown():
        screen = screens.show_card(one, r)
        check_looks(screen)
        assert screen.private


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_and_history(language: str) -> None:
    r = Reader(language)
    lines = [
        KycLine(KycId(UUID(int=n)), "Rheinisch-Westfälische Maschinenbaugesellschaft", state, level, NOW, None)
        for n, (state, level) in enumerate((state, level) for state in KycState for level in Risk)
    ]
    for which in ("to_decide", "own", "all"):
        for state in ("", *KycState):
            for decides in (True, False):
                shown = facts.ListFacts(KycList(which, 1, state), lines, 25, decides)
                check_looks(screens.show_list(shown, r))
    check_looks(screens.show_list(facts.ListFacts(KycList("all"), [], 0, True), r))
    passed = case(cards.kyc(), KycState.APPROVED, valid_until=date(2027, 11, 16))
    many = [passed, *(case(WORST, state) for state in KycState if state is not KycState.APPROVED)]
    for cases, current in (([], None), (many, None), (many, passed)):
        for may_start in (True, False):
            history = facts.HistoryFacts(CompanyId(UUID(int=2)), cards.MONARCH, cases, current, may_start)
            check_looks(screens.show_history(history, r))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_push_carries_a_date_and_nothing_else(language: str) -> None:
    """N3: neither the company nor a person nor the risk stands in what a phone shows on its lock screen."""
    r = Reader(language)
    one = case(WORST, KycState.ON_DECISION)
    for show in (screens.show_awaits, screens.show_decided):
        screen = show(facts.NoticeFacts(one, NOW), r)
        check_looks(screen)
        text = str(screen.text)
        assert "KYC" not in text and "MONARH" not in text and not any(r.plain(word) in text for word in RISKS.values())
        assert len(labels(screen)) == 1


def test_every_value_has_words() -> None:
    for words, known in (
        (REASONS, Reason),
        (STATES, KycState),
        (OWNERSHIP, Ownership),
        (FUNDS, Funds),
        (SANCTIONS, SanctionsExposure),
        (PEP, PepExposure),
        (DOCUMENTS, Document),
        (RISKS, Risk),
    ):
        assert set(words) == set(known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_and_buttons_of_forms(language: str) -> None:
    r = Reader(language)
    for refusal, sentence in room.refusals.items():
        assert str(sentence(refusal(), r)).strip()
    for form in room.forms:
        assert len(r.plain(form.save)) <= 40
    for words in (OWNERSHIP, FUNDS, SANCTIONS, PEP, DOCUMENTS):
        assert all(len(r.plain(one)) <= 40 for one in words.values())


@pytest.mark.parametrize("said", [cards.kyc(), WORST], ids=["clean", "worst"])
def test_what_was_answered_comes_back_the_same(said: KycFacts) -> None:
    """Answering remarks begins from what stands, and changes nothing by itself."""
    answers = {
        "activity": said.activity,
        "ownership": said.ownership.value,
        "owners": tuple(owner_answers(owner) for owner in said.owners),
        "offshore": said.offshore,
        "funds": said.funds.value,
        "sanctions": said.sanctions.value,
        "pep": said.pep.value,
        "lawsuits": bool(said.litigation),
        "litigation": said.litigation,
        "bad_news": bool(said.media),
        "media": said.media,
        "documents": tuple(one.value for one in said.documents),
        "conclusion": said.conclusion,
    }
    assert kyc_facts(answers) == said
    withdrawn = kyc_facts({**answers, "lawsuits": False, "bad_news": False})
    assert (withdrawn.litigation, withdrawn.media) == ("", "")


def test_an_expired_decision_is_not_in_force() -> None:
    """M1.2: the last day still counts."""
    one = case(cards.kyc(), KycState.APPROVED, valid_until=date(2027, 11, 16))
    assert one.approved(date(2027, 11, 16))
    assert not one.approved(date(2027, 11, 16) + timedelta(days=1))
