"""The chamber's validation (M2.11; п. 60)."""

from markupsafe import Markup

from domain.kit.actor import Actor, Guest, OrganisationKind
from domain.validation.rules import DECISION, NoChamber, RemarksNeeded
from handlers.room import MenuEntry, ProjectPart, Room, View
from handlers.screens.place import Place
from handlers.validation import facts, screens
from handlers.validation.form import REFUSE_FORM
from handlers.validation.notices import NOTICES
from handlers.validation.places import ValidationCard, ValidationConfirm, ValidationList, ValidationRemarks
from handlers.validation.routes import router
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def waiting_place(who: Actor | Guest) -> Place | None:
    """Only for those who validate."""
    if isinstance(who, Guest) or who.kind is not OrganisationKind.CHAMBER or not who.writes:
        return None
    return ValidationList()


def no_chamber(_: NoChamber, r: Reader) -> Markup:
    return r.say(
        "validation.refused",
        "No chamber is registered that could validate the project. Ask the administrator to register it.",
    )


def remarks_needed(_: RemarksNeeded, r: Reader) -> Markup:
    return r.say("validation.refused", "Say what is wrong, and choose the tasks that have to be open again.")


room = Room(
    name="validation",
    views=(
        View(ValidationList, facts.load_list, screens.show_list),
        View(ValidationCard, facts.load_card, screens.show_card),
        View(ValidationConfirm, facts.load_confirm, screens.show_confirm),
        View(ValidationRemarks, facts.load_remarks, screens.show_remarks),
    ),
    notices=NOTICES,
    forms=(REFUSE_FORM,),
    router=router,
    refusals={NoChamber: no_chamber, RemarksNeeded: remarks_needed},
    menu=(MenuEntry(3, Text("menu", "Projects to validate"), waiting_place, facts.count_waiting),),
    project_parts=(ProjectPart(20, facts.load_part, screens.show_part),),
    closing={DECISION.name: facts.deciding},
)
