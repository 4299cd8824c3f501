"""Screens of the initiative room in three languages, in every state and for everybody who opens them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from domain.initiative.model import Initiative, InitiativeState
from domain.initiative.ports import InitiativeLine
from domain.initiative.rules import MissionNotHeard, NotDecidedYet, TermOver, TooLong
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Body
from domain.kit.ids import CompanyId, InitiativeId, MeetingId, OrganisationId, PersonId
from domain.kit.money import Money
from domain.kyc.model import KycState
from handlers.initiative import facts, lists, notices, room, screens
from handlers.initiative.places import InitiativeCard, InitiativeList, InitiativeOfficials, InitiativeRegions
from handlers.initiative.words import STATES
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader
from tests.kyc.test_screens import case
from tests.town import cards
from tests.town.looks import check_looks, labels

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
ME, OTHER = PersonId(UUID(int=8)), PersonId(UUID(int=9))
NAMES = facts.Names(
    company=cards.MONARCH,
    maker=dict.fromkeys(LANGUAGES, "<Embassy> & Co"),
    akimat=dict.fromkeys(LANGUAGES, "Акимат Карагандинской области"),
    author="Дархан <Әбдірахманов>",
    opened_by="Ерболат",
    official="Светлана",
)


def initiative(**more: object) -> Initiative:
    made = Initiative(
        id=InitiativeId(UUID(int=1)),
        number="И-2026-000001",
        company=CompanyId(UUID(int=2)),
        meeting=MeetingId(UUID(int=3)),
        maker=OrganisationId(UUID(int=4)),
        author=ME,
        made_at=NOW,
        title="Wind <farm> & Co",
        description="200 MW " * 100,
        sector="D",
        region="35",
        cost=Money(Decimal("120000000"), "USD"),
        jobs=21,
        needs="Land & water",
        expectations="",
        search="",
        since=NOW,
    )
    for name, value in more.items():
        setattr(made, name, value)
    return made


PASSED = {"state": InitiativeState.PASSED, "akimat": OrganisationId(UUID(int=5)), "passed_at": NOW, "passed_by": ME}
OPENED = {**PASSED, "opened_at": NOW, "opened_by": OTHER}
APPOINTED = {**OPENED, "state": InitiativeState.APPOINTED, "official": OTHER}
ASKED = {"asked_by": ME, "asked_at": NOW, "asked_reason": "<soon>"}
ALLOWED = {**ASKED, "allowed_by": OTHER, "allowed_at": NOW, "allowed_reason": "<go>"}


def card(one: Initiative, **more: object) -> facts.CardFacts:
    made = facts.CardFacts(
        initiative=one,
        names=NAMES,
        due=None,
        appoint_by=None,
        kyc_seen=False,
        covering=None,
        newest=None,
        of_maker=False,
        of_body=False,
        of_akimat=False,
        head=False,
        me=ME,
        company_seen=True,
        meeting_seen=True,
        today=TODAY,
        yellow_below=10,
    )
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_said_in_full(language: str) -> None:
    r = Reader(language)
    valid = case(cards.kyc(), KycState.APPROVED, valid_until=date(2027, 11, 16))
    newest = [None, valid, *(case(cards.kyc(), state) for state in KycState if state is not KycState.APPROVED)]
    for state in ({}, ASKED, ALLOWED, PASSED, OPENED, APPOINTED):
        for who in ({"of_maker": True}, {"of_body": True}, {"of_akimat": True, "head": True}, {"of_akimat": True}, {}):
            for one in newest:
                for due in (None, date(2026, 11, 1), date(2026, 11, 16), date(2026, 12, 17)):
                    shown = card(
                        initiative(**state),
                        kyc_seen=True,
                        newest=one,
                        covering=one if one is valid else None,
                        due=due,
                        appoint_by=due,
                        **who,
                    )
                    check_looks(screens.show_card(shown, r))


def test_nothing_of_kyc_for_those_who_may_not_know() -> None:
    """A2: not even that the authorised body allowed the transfer first, and why."""
    r = Reader("en")
    for state in (ASKED, ALLOWED, {**PASSED, **ALLOWED}):
        text = str(screens.show_card(card(initiative(**state), kyc_seen=False), r).text)
        assert "KYC" not in text and "&lt;go&gt;" not in text and "&lt;soon&gt;" not in text


def test_what_is_missing_comes_before_the_transfer() -> None:
    """M1.2: the button to pass is there only when nothing is missing; else the one that helps."""
    r = Reader("en")
    valid = case(cards.kyc(), KycState.APPROVED, valid_until=date(2027, 11, 16))
    waits = case(cards.kyc(), KycState.ON_DECISION)
    refused = case(cards.kyc(), KycState.REFUSED)

    def offered(**more: object) -> list[str]:
        return labels(screens.show_card(card(initiative(), of_maker=True, kyc_seen=True, **more), r))

    assert "Start the KYC check" in offered()
    assert "Open the KYC check" in offered(newest=waits)
    assert "KYC of the company" in offered(newest=refused)
    for more in ({}, {"newest": waits}, {"newest": refused}):
        assert "Pass to the akimat" not in offered(**more)
        assert "Ask the authorised body" in offered(**more)
    assert "Pass to the akimat" in offered(newest=valid, covering=valid)
    assert "Ask the authorised body" not in offered(newest=valid, covering=valid)
    allowed = labels(screens.show_card(card(initiative(**ALLOWED), of_maker=True, kyc_seen=True), r))
    assert "Pass to the akimat" in allowed


def test_taking_back_ends_with_the_first_look() -> None:
    r = Reader("en")
    assert "Take it back" in labels(screens.show_card(card(initiative(**PASSED), of_maker=True), r))
    assert "Take it back" not in labels(screens.show_card(card(initiative(**OPENED), of_maker=True), r))
    assert "Take it back" not in labels(screens.show_card(card(initiative(**PASSED), of_akimat=True), r))


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists(language: str) -> None:
    r = Reader(language)
    lines = [
        InitiativeLine(
            InitiativeId(UUID(int=n)), f"И-2026-{n:06d}", "Очень длинное название " * 4, "X", state, NOW, due
        )
        for n, (state, due) in enumerate(
            (state, due) for state in InitiativeState for due in (None, date(2026, 11, 1), date(2026, 11, 20))
        )
    ]
    for whose in ("waiting", "all"):
        for region in ("", "35"):
            for by_region in (True, False):
                place = InitiativeList(whose, "", region, page=1)
                check_looks(lists.show_list(facts.ListFacts(place, lines, 25, "", by_region, TODAY, 10), r))
    of_company = InitiativeList(company=CompanyId(UUID(int=2)))
    check_looks(lists.show_list(facts.ListFacts(of_company, [], 0, cards.MONARCH, True, TODAY, 10), r))
    for page in range(3):
        check_looks(lists.show_regions(InitiativeRegions(page=page), r))
    assert set(STATES) == set(InitiativeState)


def test_colours_are_those_of_the_rules() -> None:
    """M2.8: red from the day after, yellow under ten days with today counted, exactly ten are green."""
    assert lists.mark(date(2026, 11, 15), TODAY, 10) == "🔴"
    assert lists.mark(date(2026, 11, 16), TODAY, 10) == "🟡"
    assert lists.mark(date(2026, 11, 24), TODAY, 10) == "🟡"
    assert lists.mark(date(2026, 11, 25), TODAY, 10) == "🟢"


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions(language: str) -> None:
    r = Reader(language)
    names = dict.fromkeys(LANGUAGES, "Акимат Восточно-Казахстанской области")
    akimats = [Body(OrganisationId(UUID(int=n)), OrganisationKind.AKIMAT, names) for n in range(2)]
    for known in ([], akimats[:1], akimats):
        check_looks(screens.show_pass(facts.PassFacts(initiative(), cards.MONARCH, known, date(2026, 12, 17)), r))
    people = [(PersonId(UUID(int=n)), "Нұрсұлтан Бекболатов-Константинопольский", n) for n in range(20)]
    for page in range(3):
        place = InitiativeOfficials(InitiativeId(UUID(int=1)), page)
        check_looks(screens.show_officials(facts.OfficialsFacts(place, initiative(**OPENED), people, ME), r))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_push_carries_a_number_and_a_date(language: str) -> None:
    """N3: no company, no title, no person, nothing of KYC."""
    r = Reader(language)
    simple = [view for view in notices.NOTICES if not view.show.__module__.endswith("turn_screens")]
    assert len(simple) == 6
    for view in simple:
        for due in (None, date(2026, 12, 17)):
            for me in (ME, OTHER):
                for head in (True, False):
                    told = notices.NoticeFacts(initiative(**APPOINTED), due, TODAY, me, head)
                    screen = view.show(told, r)  # type: ignore[arg-type]
                    check_looks(screen)
                    text = str(screen.text)
                    assert "И-2026-000001" in text
                    assert not any(word in text for word in ("farm", "MONARH", "Светлана", "KYC"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_forms_and_links(language: str) -> None:
    r = Reader(language)
    for refusal, sentence in room.refusals.items():
        given = {TermOver: (TODAY,), TooLong: (30,), NotDecidedYet: ("consent",), MissionNotHeard: (TODAY,)}
        assert str(sentence(refusal(*given.get(refusal, ())), r)).strip()
    for form in room.forms:
        assert len(r.plain(form.save)) <= 40
    assert room.links["n"](UUID(int=1).hex) == InitiativeCard(InitiativeId(UUID(int=1)))
    assert room.links["n"]("../etc") is None
