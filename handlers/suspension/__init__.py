"""Suspension of projects and their exclusion from the pool (M2.10; п. 33–36)."""

from markupsafe import Markup

from domain.kit.actor import Actor, Guest, OrganisationKind
from domain.suspension.rules import (
    DECISION,
    REVIEW,
    AlreadySuspended,
    AskedAlready,
    EndOrConditionNeeded,
    NoSuchGround,
    NotInNationalPool,
    WrittenRequestNeeded,
)
from handlers.room import MenuEntry, ProjectPart, Room, View
from handlers.screens.place import Place
from handlers.suspension import facts, screens
from handlers.suspension.form import ASK_FORM, GRANT_FORM, REFUSE_FORM
from handlers.suspension.notices import NOTICES
from handlers.suspension.places import ExcludeConfirm, LiftConfirm, SuspensionCard, SuspensionList, SuspensionOf
from handlers.suspension.routes import router
from handlers.words.catalog import Text
from handlers.words.reader import Reader

WAITED_FOR = frozenset({OrganisationKind.AUTHORISED_BODY, OrganisationKind.AKIMAT})


def waiting_place(who: Actor | Guest) -> Place | None:
    """Only those for whom a request can wait."""
    if isinstance(who, Guest) or who.kind not in WAITED_FOR or not who.writes:
        return None
    return SuspensionList()


def not_national(_: NotInNationalPool, r: Reader) -> Markup:
    return r.say("suspension.refused", "Only projects of the national pool are suspended or excluded.")


def no_ground(_: NoSuchGround, r: Reader) -> Markup:
    return r.say("suspension.refused", "The rules in force know no such ground. Choose one of the list.")


def written_needed(_: WrittenRequestNeeded, r: Reader) -> Markup:
    return r.say("suspension.refused", "On this ground the written request itself has to be attached.")


def end_needed(_: EndOrConditionNeeded, r: Reader) -> Markup:
    return r.say("suspension.refused", "A suspension needs an end that lies ahead, or a condition.")


def asked_already(_: AskedAlready, r: Reader) -> Markup:
    return r.say("suspension.refused", "A request about this project is open already.")


def suspended_already(_: AlreadySuspended, r: Reader) -> Markup:
    return r.say("suspension.refused", "The project is suspended already.")


room = Room(
    name="suspension",
    views=(
        View(SuspensionList, facts.load_list, screens.show_list),
        View(SuspensionOf, facts.load_project, screens.show_project),
        View(SuspensionCard, facts.load_card, screens.show_card),
        View(ExcludeConfirm, facts.load_exclude, screens.show_exclude),
        View(LiftConfirm, facts.load_lift, screens.show_lift),
    ),
    notices=NOTICES,
    forms=(ASK_FORM, GRANT_FORM, REFUSE_FORM),
    router=router,
    refusals={
        NotInNationalPool: not_national,
        NoSuchGround: no_ground,
        WrittenRequestNeeded: written_needed,
        EndOrConditionNeeded: end_needed,
        AskedAlready: asked_already,
        AlreadySuspended: suspended_already,
    },
    menu=(
        MenuEntry(4, Text("menu", "Requests to suspend projects"), waiting_place, facts.count_waiting, only_with=True),
    ),
    project_parts=(ProjectPart(110, facts.load_part, screens.show_part),),
    closing={DECISION.name: facts.deciding, REVIEW.name: facts.reviewing},
)
