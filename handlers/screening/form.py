"""A verdict on a match with its reason, as forms (M1.2)."""

from typing import Any
from uuid import UUID

from domain.access.scope import check_sees
from domain.company.ports import Companies
from domain.kit.actor import Actor
from domain.kit.bodies import Bodies
from domain.kit.refused import NotFound
from domain.kyc.ports import KycCases
from domain.screening.matches import Nature
from domain.screening.ports import MatchCards
from domain.screening.review import clear, confirm
from handlers.chat import Chat
from handlers.forms.declare import Answers, Choice, Form, Line, Option, Section
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.screening.matches import NATURES
from handlers.screening.places import MatchCard
from handlers.words.catalog import Text


def reviews(actor: Actor) -> bool:
    """Who may start writing a reason: the act decides who may review."""
    return actor.writes


async def match_version(context: dict[str, Any], reading: Reading) -> int:
    found = await reading.port(MatchCards).get(UUID(context["match"]))
    if found is None:
        raise NotFound
    check_sees(reading.actor, found.placement)
    return found.version


async def save_cleared(chat: Chat, draft: Draft, answers: Answers) -> MatchCard:
    id_ = UUID(draft.context["match"])
    await clear(
        chat.desk,
        chat.port(Companies),
        chat.port(KycCases),
        chat.port(MatchCards),
        id_,
        draft.context["version"],
        answers["reason"],
    )
    return MatchCard(id_)


async def save_confirmed(chat: Chat, draft: Draft, answers: Answers) -> MatchCard:
    id_ = UUID(draft.context["match"])
    await confirm(
        chat.desk,
        chat.port(Companies),
        chat.port(KycCases),
        chat.port(MatchCards),
        chat.port(Bodies),
        id_,
        draft.context["version"],
        Nature(answers["nature"]),
        answers["reason"],
    )
    return MatchCard(id_)


def reason(ask: Text, example: Text) -> Line:
    label = Text("screening.form", "Reason")
    return Line(name="reason", label=label, ask=ask, example=example, required=True, limit=1000)


GROUNDS = Text("screening.form", "Grounds")
CLEAR_FORM = Form(
    name="screening.clear",
    version=1,
    title=Text("screening.form", "It is somebody else"),
    save=Text("screening.form", "Clear the match"),
    allowed=reviews,
    submit=save_cleared,
    present=match_version,
    summary=lambda answers, r: str(answers.get("reason", "")),
    sections=(
        Section(
            GROUNDS,
            (
                reason(
                    Text("screening.form", "By what do you know that it is somebody else?"),
                    Text("screening.form", "Another date of birth in the passport"),
                ),
            ),
        ),
    ),
)
CONFIRM_FORM = Form(
    name="screening.confirm",
    version=1,
    title=Text("screening.form", "It is the same"),
    save=Text("screening.form", "Confirm the match"),
    allowed=reviews,
    submit=save_confirmed,
    present=match_version,
    summary=lambda answers, r: str(answers.get("reason", "")),
    sections=(
        Section(
            GROUNDS,
            (
                Choice(
                    name="nature",
                    label=Text("screening.form", "Kind of list"),
                    ask=Text("screening.form", "What does it mean to stand on this list?"),
                    required=True,
                    options=tuple(Option(value, label) for value, label in NATURES.items()),
                ),
                reason(
                    Text("screening.form", "By what do you know that it is the same?"),
                    Text("screening.form", "The registration number agrees"),
                ),
            ),
        ),
    ),
)
