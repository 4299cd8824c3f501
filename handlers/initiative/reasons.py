"""Written reasons as forms: what is asked of others, and what is refused, about an initiative (M1.2, M1.7; п. 42)."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from domain.company.ports import Companies
from domain.company.rules import may_make_cards
from domain.initiative.allowance import allow, ask_allowance, decline_allowance
from domain.initiative.deciding import close, redirect
from domain.initiative.model import Initiative, PetitionKind
from domain.initiative.petitions import ask_closing, ask_redirection, decline, opine
from domain.initiative.ports import Initiatives, Petitions
from domain.initiative.rules import handles
from domain.initiative.terms import extend
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.ids import InitiativeId, OrganisationId
from domain.kit.refused import NotFound, NotPermitted
from domain.meeting.ports import Meetings
from handlers.chat import Chat
from handlers.forms.declare import Answers, Field, Form, Line, Made, Section, YesNo
from handlers.forms.draft import Draft
from handlers.initiative.facts import visible_initiative
from handlers.initiative.form import of_maker
from handlers.initiative.places import InitiativeCard, InitiativeList
from handlers.reading import Reading
from handlers.words.catalog import Text

REASON = 1000
"""Characters of a written reason: it stands on the card."""

Context = dict[str, Any]
Done = Callable[[Chat, InitiativeId, int, Context, Answers], Awaitable[Made | None]]
"""Does it. None: the card is shown next."""


def initiative_of(context: Context) -> InitiativeId:
    return InitiativeId(UUID(context["initiative"]))


async def initiative_version(context: Context, reading: Reading) -> int:
    found = await reading.port(Initiatives).get(initiative_of(context))
    if found is None:
        raise NotFound
    return found.version


def may_decide(actor: Actor) -> bool:
    return actor.kind is OrganisationKind.AUTHORISED_BODY and actor.writes


def of_akimat(actor: Actor) -> bool:
    return actor.kind is OrganisationKind.AKIMAT and actor.writes


async def makers(context: Context, reading: Reading) -> None:
    """Only those who made it."""
    await of_maker(initiative_of(context), reading)


async def seen(context: Context, reading: Reading) -> None:
    """The authorised body sees every initiative; `may_decide` says that it is the authorised body."""
    await visible_initiative(initiative_of(context), reading)


async def handling(context: Context, reading: Reading) -> None:
    """The responsible official, or the head of the akimat."""
    if not handles(reading.actor, await visible_initiative(initiative_of(context), reading)):
        raise NotPermitted


async def asked(context: Context, reading: Reading) -> None:
    """The akimat that is asked to take it."""
    one: Initiative = await visible_initiative(initiative_of(context), reading)
    if one.asked_akimat != reading.actor.organisation:
        raise NotPermitted


def reason_form(
    name: str,
    allowed: Callable[[Actor], bool],
    authorise: Callable[[Context, Reading], Awaitable[None]],
    title: Text,
    ask: Text,
    save: Text,
    done: Done,
    *before: Field,
) -> Form:
    """A written reason. Context: the initiative, the version the person saw, and what `done` needs beside."""
    reason = Line(name="reason", label=Text("initiative.reason", "Reason"), ask=ask, required=True, limit=REASON)

    async def submit(chat: Chat, draft: Draft, answers: Answers) -> InitiativeCard | Made:
        initiative = initiative_of(draft.context)
        made = await done(chat, initiative, draft.context["version"], draft.context, answers)
        return made or InitiativeCard(initiative)

    return Form(
        name=name,
        version=1,
        title=title,
        save=save,
        allowed=allowed,
        authorise=authorise,
        submit=submit,
        present=initiative_version,
        card=lambda context: InitiativeCard(InitiativeId(UUID(context["initiative"]))),
        summary=lambda answers, r: str(answers.get("reason", "")),
        sections=(Section(title, (*before, reason)),),
    )


async def _ask_allowance(chat: Chat, one: InitiativeId, version: int, _: Context, answers: Answers) -> None:
    await ask_allowance(chat.desk, chat.port(Initiatives), chat.port(Bodies), one, version, answers["reason"])


async def _allow(chat: Chat, one: InitiativeId, version: int, _: Context, answers: Answers) -> None:
    await allow(chat.desk, chat.port(Initiatives), one, version, answers["reason"])


async def _decline_allowance(chat: Chat, one: InitiativeId, version: int, _: Context, answers: Answers) -> None:
    await decline_allowance(chat.desk, chat.port(Initiatives), one, version, answers["reason"])


async def _extend(chat: Chat, one: InitiativeId, version: int, context: Context, answers: Answers) -> None:
    await extend(chat.desk, chat.port(Initiatives), one, version, int(context["days"]), answers["reason"])


async def _ask_redirection(chat: Chat, one: InitiativeId, version: int, context: Context, answers: Answers) -> None:
    other = OrganisationId(UUID(context["akimat"]))
    ports = (chat.port(Initiatives), chat.port(Petitions), chat.port(Bodies))
    await ask_redirection(chat.desk, *ports, one, version, other, answers["reason"])


async def _decline(chat: Chat, one: InitiativeId, version: int, _: Context, answers: Answers) -> Made:
    """Who is asked no more sees the card no more (A2): what else waits is shown instead."""
    await decline(chat.desk, chat.port(Initiatives), chat.port(Petitions), one, version, answers["reason"])
    note = chat.reader.say("initiative.petition", "✓ Declined. The akimat that asked is told.")
    return Made(InitiativeList("waiting"), str(one), note)


async def _ask_closing(chat: Chat, one: InitiativeId, version: int, _: Context, answers: Answers) -> None:
    ports = (chat.port(Initiatives), chat.port(Petitions), chat.port(Bodies))
    await ask_closing(chat.desk, *ports, one, version, answers["reason"])


async def _opine(chat: Chat, one: InitiativeId, version: int, _: Context, answers: Answers) -> None:
    ports = (chat.port(Initiatives), chat.port(Petitions), chat.port(Bodies))
    await opine(chat.desk, *ports, one, version, answers["agrees"], answers["reason"])


async def decided(chat: Chat, one: InitiativeId, version: int, kind: str, approved: bool, reason: str) -> None:
    """The authorised body's yes or no to what is asked for."""
    initiatives, petitions = chat.port(Initiatives), chat.port(Petitions)
    if kind == PetitionKind.CLOSING:
        await close(chat.desk, initiatives, petitions, one, version, approved, reason)
        return
    companies, meetings, bodies = chat.port(Companies), chat.port(Meetings), chat.port(Bodies)
    await redirect(chat.desk, companies, meetings, initiatives, petitions, bodies, one, version, approved, reason)


async def _refuse(chat: Chat, one: InitiativeId, version: int, context: Context, answers: Answers) -> None:
    await decided(chat, one, version, str(context["kind"]), False, answers["reason"])


FORMS = (
    reason_form(
        "initiative.ask_allowance",
        may_make_cards,
        makers,
        Text("initiative.reason", "Transfer before the KYC decision"),
        Text("initiative.reason", "Why can the transfer not wait for the KYC decision?"),
        Text("initiative.reason", "Ask the authorised body"),
        _ask_allowance,
    ),
    reason_form(
        "initiative.allow",
        may_decide,
        seen,
        Text("initiative.reason", "Transfer before the KYC decision"),
        Text("initiative.reason", "Why do you allow the transfer before the KYC decision?"),
        Text("initiative.reason", "Allow the transfer"),
        _allow,
    ),
    reason_form(
        "initiative.decline_allowance",
        may_decide,
        seen,
        Text("initiative.reason", "Transfer before the KYC decision"),
        Text("initiative.reason", "Why do you not allow the transfer before the KYC decision?"),
        Text("initiative.reason", "Do not allow the transfer"),
        _decline_allowance,
    ),
    reason_form(
        "initiative.extend",
        of_akimat,
        handling,
        Text("initiative.reason", "Extension"),
        Text("initiative.reason", "What information is still needed, and from whom?"),
        Text("initiative.reason", "Extend the term"),
        _extend,
    ),
    reason_form(
        "initiative.ask_redirection",
        of_akimat,
        handling,
        Text("initiative.reason", "Redirection"),
        Text("initiative.reason", "Why should the other akimat take it? It will read this first."),
        Text("initiative.reason", "Ask for its consent"),
        _ask_redirection,
    ),
    reason_form(
        "initiative.decline",
        of_akimat,
        asked,
        Text("initiative.reason", "Redirection"),
        Text("initiative.reason", "Why does your akimat not take it?"),
        Text("initiative.reason", "Decline"),
        _decline,
    ),
    reason_form(
        "initiative.ask_closing",
        of_akimat,
        handling,
        Text("initiative.reason", "Closing"),
        Text("initiative.reason", "How do you know that the investor has dropped the project?"),
        Text("initiative.reason", "Ask to close it"),
        _ask_closing,
    ),
    reason_form(
        "initiative.opine",
        may_make_cards,
        makers,
        Text("initiative.reason", "Closing"),
        Text("initiative.reason", "What does the investor say? The authorised body reads this before it decides."),
        Text("initiative.reason", "Send the opinion"),
        _opine,
        YesNo(
            name="agrees",
            label=Text("initiative.reason", "Do you agree"),
            ask=Text("initiative.reason", "The akimat wants to close the initiative. Do you agree?"),
            required=True,
        ),
    ),
    reason_form(
        "initiative.refuse",
        may_decide,
        seen,
        Text("initiative.reason", "Refusal"),
        Text("initiative.reason", "Why do you refuse? The akimat goes on considering the initiative."),
        Text("initiative.reason", "Refuse"),
        _refuse,
    ),
)
