"""Projects and their passports (M2.1–M2.4; п. 22–31, 45–48)."""

from collections.abc import Sequence
from uuid import UUID

from domain.kit.actor import Actor, Guest, OrganisationKind
from domain.kit.ids import ProjectId
from domain.names.fold import search_key
from domain.passport.ports import ProjectLists
from domain.passport.rules import may_initiate
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.passport import facts, history, list_screens, passport_screens, screens, talk, why
from handlers.passport.form import AMEND_FORM, PASSPORT_FORM, REFUSE_FORM
from handlers.passport.notices import NOTICES
from handlers.passport.places import (
    ProjectCard,
    ProjectChangeCard,
    ProjectFiles,
    ProjectFilters,
    ProjectHistory,
    ProjectList,
    ProjectOfficials,
    ProjectPaper,
    ProjectPassport,
    ProjectWhatIf,
    ProjectWhy,
)
from handlers.passport.refusals import REFUSALS
from handlers.passport.routes import router
from handlers.reading import Reading
from handlers.room import Found, MenuEntry, Room, Starter, View
from handlers.screens.labels import ON_BUTTON
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.reader import Reader

WAITED_FOR = frozenset({OrganisationKind.AKIMAT, OrganisationKind.AUTHORISED_BODY})


def waiting_place(who: Actor | Guest) -> Place | None:
    """Only those for whom a project can wait."""
    if isinstance(who, Guest) or who.kind not in WAITED_FOR or not who.writes:
        return None
    return ProjectList("waiting")


def all_place(who: Actor | Guest) -> Place | None:
    if isinstance(who, Guest) or who.kind is OrganisationKind.SYSTEM:
        return None
    return ProjectList("all")


def new_place(who: Actor | Guest) -> Place | None:
    return StartForm("passport.card") if isinstance(who, Actor) and may_initiate(who) else None


async def find(query: str, reading: Reading, r: Reader) -> Sequence[Found]:
    """By number in any writing, by title, company or БИН."""
    found = await reading.port(ProjectLists).find(reading.actor, search_key(query), 10)
    return [Found(shortened(f"{line.number} · {line.title}", ON_BUTTON), ProjectCard(line.id), 75) for line in found]


def linked(code: str) -> Place | None:
    """A link to a project: its id; the card decides who may see it."""
    try:
        return ProjectCard(ProjectId(UUID(code)))
    except ValueError:
        return None


room = Room(
    name="passport",
    views=(
        View(ProjectList, facts.load_list, list_screens.show_list),
        View(ProjectFilters, facts.load_filters, list_screens.show_filters),
        View(ProjectCard, facts.load_card, screens.show_card),
        View(ProjectPassport, facts.load_passport, passport_screens.show_passport),
        View(ProjectWhy, facts.load_why, why.show_why),
        View(ProjectWhatIf, facts.load_what_if, why.show_what_if),
        View(ProjectHistory, facts.load_history, history.show_history),
        View(ProjectChangeCard, facts.load_change, history.show_change),
        View(ProjectOfficials, facts.load_officials, screens.show_officials),
        View(ProjectFiles, facts.load_files, screens.show_files),
        View(ProjectPaper, facts.load_paper, screens.show_paper),
    ),
    notices=NOTICES,
    forms=(PASSPORT_FORM, AMEND_FORM, REFUSE_FORM),
    router=router,
    refusals=REFUSALS,
    links={"p": linked},
    menu=(
        MenuEntry(2, Text("menu", "Projects waiting for you"), waiting_place, facts.count_waiting, only_with=True),
        MenuEntry(12, Text("menu", "New project passport"), new_place),
        MenuEntry(26, Text("menu", "Projects"), all_place),
    ),
    project_parts=(talk.PART,),
    finder=find,
    starters=(
        Starter(
            Text("menu", "New project passport"), may_initiate, lambda text: StartForm("passport.card", {"title": text})
        ),
    ),
)
