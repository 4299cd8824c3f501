"""Screens of extension, redirection and closing, in three languages, in every state and for everybody (M1.7)."""

from dataclasses import replace
from datetime import date
from itertools import product
from uuid import UUID

import pytest

from domain.initiative.model import Pending, Petition, PetitionKind, PetitionState
from domain.initiative.notices import News
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Body
from domain.kit.ids import InitiativeId, OrganisationId, PetitionId
from domain.kit.periods import calendar_days
from handlers.initiative import facts, screens, turn_facts, turn_screens
from handlers.initiative.places import InitiativeRedirect
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader
from tests.initiative.test_screens import APPOINTED, ME, NOW, OTHER, TODAY, card, initiative
from tests.town.looks import check_looks, labels

LONG = "Акимат Восточно-Казахстанской области <&>"
NAMES = facts.PetitionNames(
    akimat=dict.fromkeys(LANGUAGES, LONG),
    other=dict.fromkeys(LANGUAGES, LONG),
    asked_by="Светлана <Петренко>",
    answered_by="Ерболат",
    decided_by="Айгүл",
)
STAGES = {
    Pending.CONSENT: (PetitionKind.REDIRECTION, PetitionState.ASKED),
    Pending.REDIRECTION: (PetitionKind.REDIRECTION, PetitionState.SENT),
    Pending.OPINION: (PetitionKind.CLOSING, PetitionState.ASKED),
    Pending.CLOSING: (PetitionKind.CLOSING, PetitionState.SENT),
}
OVER = [
    (kind, state)
    for kind, state in product(PetitionKind, PetitionState)
    if state not in (PetitionState.ASKED, PetitionState.SENT)
]


def petition(kind: PetitionKind, state: PetitionState) -> Petition:
    made = Petition(
        id=PetitionId(UUID(int=40)),
        initiative=InitiativeId(UUID(int=1)),
        kind=kind,
        akimat=OrganisationId(UUID(int=5)),
        reason="<why> " * 150,
        asked_by=OTHER,
        asked_at=NOW,
        answer_by=date(2026, 11, 19),
        other=OrganisationId(UUID(int=6)) if kind is PetitionKind.REDIRECTION else None,
        state=state,
    )
    if state is not PetitionState.ASKED:
        made.answer, made.agrees, made.answered_by, made.answered_at = "<no>", False, ME, NOW
    if state in (PetitionState.REFUSED, PetitionState.APPROVED):
        made.decision, made.decided_by, made.decided_at = "<because>", ME, NOW
    return made


def petition_facts(pending: Pending, kind: PetitionKind, state: PetitionState, **who: bool) -> turn_facts.PetitionFacts:
    nobody = {"asked": False, "heard": False, "decides": False, "handles": False}
    return turn_facts.PetitionFacts(
        initiative=initiative(**APPOINTED, pending=pending, due_on=date(2026, 12, 17)),
        petition=petition(kind, state),
        names=NAMES,
        maker=dict.fromkeys(LANGUAGES, "<Embassy>"),
        expected=date(2026, 11, 19) if pending else None,
        own=calendar_days(30),
        until=date(2026, 12, 17),
        today=TODAY,
        **{**nobody, **who},
    )


WHO = ("asked", "heard", "decides", "handles")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_petition_is_said_in_full_to_everybody(language: str) -> None:
    r = Reader(language)
    stages = [(pending, *known) for pending, known in STAGES.items()]
    stages += [(Pending.NOTHING, kind, state) for kind, state in OVER]
    for pending, kind, state in stages:
        for who in ({}, *({name: True} for name in WHO)):
            shown = petition_facts(pending, kind, state, **who)
            check_looks(turn_screens.show_petition(shown, r))
            check_looks(turn_screens.show_petition(replace(shown, today=date(2026, 11, 20)), r))
            for more in (
                {},
                {"of_akimat": True, "handles": True, "extendable": True, "passport": True},
                {"asked": True},
            ):
                one = initiative(**APPOINTED, pending=pending, paused_on=TODAY, extended_at=NOW, extended_reason="<x>")
                on_card = card(one, petition=shown.petition, petition_names=NAMES, unread=3, talks=True, **more)
                check_looks(screens.show_card(on_card, r))


@pytest.mark.parametrize(
    ("pending", "who", "buttons"),
    [
        (Pending.CONSENT, "asked", {"We take it", "Decline with a reason"}),
        (Pending.CONSENT, "handles", {"Withdraw the request"}),
        (Pending.CONSENT, "decides", set()),
        (Pending.REDIRECTION, "decides", {"Approve the redirection", "Refuse with a reason"}),
        (Pending.REDIRECTION, "asked", set()),
        (Pending.OPINION, "heard", {"Give the opinion"}),
        (Pending.OPINION, "decides", set()),
        (Pending.CLOSING, "decides", {"Close the initiative", "Refuse with a reason"}),
        (Pending.CLOSING, "heard", set()),
    ],
)
def test_each_sees_what_they_can_do(pending: Pending, who: str, buttons: set[str]) -> None:
    r = Reader("en")
    kind, state = STAGES[pending]
    shown = turn_screens.show_petition(petition_facts(pending, kind, state, **{who: True}), r)
    assert set(labels(shown)) - {"To the initiative", "Back", "Menu"} == buttons


def test_a_silent_mission_holds_nobody_up() -> None:
    """M1.7 (Decided): from the day after its time the authorised body decides without it."""
    r = Reader("en")
    shown = petition_facts(Pending.OPINION, *STAGES[Pending.OPINION], decides=True)
    for today, may in ((date(2026, 11, 19), False), (date(2026, 11, 20), True)):
        screen = turn_screens.show_petition(replace(shown, today=today), r)
        assert ("Close the initiative" in labels(screen)) is may


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_before(language: str) -> None:
    r = Reader(language)
    one = initiative(**APPOINTED, due_on=date(2026, 12, 17))
    offers = [(10, date(2026, 12, 28)), (30, date(2027, 1, 15))]
    check_looks(turn_screens.show_extend(turn_facts.ExtendFacts(one, offers), r))
    names = dict.fromkeys(LANGUAGES, LONG)
    akimats = [Body(OrganisationId(UUID(int=n)), OrganisationKind.AKIMAT, names) for n in range(19)]
    for page in (0, 2, 9):
        check_looks(
            turn_screens.show_redirect(turn_facts.RedirectFacts(InitiativeRedirect(one.id, page), one, akimats), r)
        )
    check_looks(turn_screens.show_redirect(turn_facts.RedirectFacts(InitiativeRedirect(one.id), one, []), r))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pushes_carry_a_number_and_a_date(language: str) -> None:
    """N3: no company, no title, no person, no reason."""
    r = Reader(language)
    one = initiative(**APPOINTED)
    pushed = [
        turn_screens.show_news(turn_facts.NewsFacts(what, one, due, TODAY, seen), r)
        for what, due, seen in product(News, (None, date(2026, 12, 17)), (True, False))
    ]
    for kind, expected in product(PetitionKind, (None, date(2026, 11, 19))):
        told = turn_facts.AskedFacts(one, petition(kind, PetitionState.ASKED), expected, TODAY)
        pushed += [turn_screens.show_answer_asked(told, r), turn_screens.show_decision_asked(told, r)]
    for screen in pushed:
        check_looks(screen)
        assert "И-2026-000001" in str(screen.text)
        assert not any(word in str(screen.text) for word in ("farm", "why", "Светлана", "Ерболат"))
