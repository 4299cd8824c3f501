"""The forms of the access room: an invitation, an organisation."""

from typing import Any
from uuid import UUID

from domain.access.acts import add_organisation, change_organisation
from domain.access.inviting import make_invitation
from domain.access.model import NAME_LIMIT, OrganisationDetails
from domain.access.ports import Invitations, Organisations
from domain.access.rules import administers, check_manages
from domain.access.scope import BY_REGION
from domain.kit.actor import ABROAD, Actor, OrganisationKind, Role
from domain.kit.ids import OrganisationId
from domain.kit.refused import NotFound
from handlers.access.places import InvitationLink, OrganisationCard
from handlers.access.profile import ZONES, zone_name
from handlers.chat import Chat
from handlers.forms.declare import Answers, Choice, Choices, Form, Line, Option, Phone, Section
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.classifiers import countries, regions, sections
from handlers.words.duties import PARTS
from handlers.words.organisations import KINDS, ROLES
from handlers.words.reader import Reader


def may_invite(actor: Actor) -> bool:
    return administers(actor) or actor.role is Role.HEAD


async def submit_invitation(chat: Chat, draft: Draft, answers: Answers) -> Place:
    """Make the invitation. The organisation is the one the form was opened for, by default one's own."""
    given = draft.context.get("organisation")
    organisation = OrganisationId(UUID(given)) if given else chat.actor.organisation
    invitation, code = await make_invitation(
        chat.desk,
        chat.port(Invitations),
        chat.port(Organisations),
        organisation,
        Role(answers["role"]),
        answers["name"],
        answers.get("phone"),
    )
    return InvitationLink(invitation, code)


async def authorise_invitation(context: dict[str, Any], reading: Reading) -> None:
    """Raises NotFound or NotPermitted when the organisation is not the reader's to invite to (A3)."""
    given = context.get("organisation")
    check_manages(reading.actor, OrganisationId(UUID(given)) if given else reading.actor.organisation)


def name_invited(answers: Answers, r: Reader) -> str:
    return str(answers.get("name") or r.label("access.invite", "Invitation"))


INVITE = Form(
    name="access.invite",
    version=1,
    title=Text("access.invite", "Invitation"),
    save=Text("access.invite", "Make the link"),
    sections=(
        Section(
            Text("access.invite", "Whom to invite"),
            (
                Choice(
                    name="role",
                    label=Text("access.invite", "Role"),
                    ask=Text("access.invite", "Which role does the person get?"),
                    required=True,
                    options=[Option(role.value, text) for role, text in ROLES.items()],
                ),
                Line(
                    name="name",
                    label=Text("access.invite", "Name"),
                    ask=Text("access.invite", "First and last name of the person?"),
                    example=Text("access.invite", "Aigerim Sarsenova"),
                    required=True,
                    limit=NAME_LIMIT,
                ),
                Phone(
                    name="phone",
                    label=Text("access.invite", "Phone"),
                    ask=Text(
                        "access.invite",
                        "Phone of the person's Telegram? If it matches, they come in at once; if not, you are asked.",
                    ),
                    example=Text("access.invite", "+7 701 555 01 01"),
                ),
            ),
        ),
    ),
    allowed=may_invite,
    authorise=authorise_invitation,
    submit=submit_invitation,
    summary=name_invited,
)


async def country_options(_: Answers, reading: Reading, r: Reader) -> list[Option]:
    return [Option(code, name) for code, name in countries(r)]


async def region_options(_: Answers, reading: Reading, r: Reader) -> list[Option]:
    return [Option(code, name) for code, name in regions(r)]


async def section_options(_: Answers, reading: Reading, r: Reader) -> list[Option]:
    return [Option(code, name) for code, name in sections(r)]


async def zone_options(_: Answers, reading: Reading, r: Reader) -> list[Option]:
    return [Option(zone, zone_name(r, zone)) for zone in ZONES]


def has_countries(answers: Answers) -> bool:
    return answers.get("kind") in {kind.value for kind in ABROAD} | {OrganisationKind.INVESTOR.value}


def has_regions(answers: Answers) -> bool:
    return answers.get("kind") in {kind.value for kind in BY_REGION}


def has_sectors(answers: Answers) -> bool:
    return answers.get("kind") == OrganisationKind.CENTRAL_BODY.value


async def prefill_organisation(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """What is known of the organisation that is changed."""
    if "organisation" not in context:
        return {}
    found = await reading.port(Organisations).get(OrganisationId(UUID(context["organisation"])))
    if found is None:
        raise NotFound
    return {
        "kind": found.kind.value,
        "name_ru": found.name_ru,
        "name_kk": found.name_kk,
        "name_en": found.name_en,
        "countries": tuple(sorted(found.countries)),
        "regions": tuple(sorted(found.regions)),
        "sectors": tuple(sorted(found.sectors)),
        "zone": found.zone,
        "parts": tuple(sorted(found.parts)),
    }


async def organisation_version(context: dict[str, Any], reading: Reading) -> int:
    found = await reading.port(Organisations).get(OrganisationId(UUID(context["organisation"])))
    if found is None:
        raise NotFound
    return found.version


async def submit_organisation(chat: Chat, draft: Draft, answers: Answers) -> Place:
    """Enter the organisation, or change the one the form was opened for; what its kind has no use for is left out."""
    details = OrganisationDetails(
        OrganisationKind(answers["kind"]),
        answers["name_ru"],
        answers["name_kk"],
        answers["name_en"],
        frozenset(answers.get("countries", ()) if has_countries(answers) else ()),
        frozenset(answers.get("regions", ()) if has_regions(answers) else ()),
        frozenset(answers.get("sectors", ()) if has_sectors(answers) else ()),
        answers.get("zone", "Asia/Almaty"),
        frozenset(answers.get("parts", ()) if has_sectors(answers) else ()),
    )
    organisations = chat.port(Organisations)
    if "organisation" not in draft.context:
        return OrganisationCard(await add_organisation(chat.desk, organisations, details))
    changed = OrganisationId(UUID(draft.context["organisation"]))
    await change_organisation(chat.desk, organisations, changed, details, int(draft.context["version"]))
    return OrganisationCard(changed)


def name_organisation(answers: Answers, r: Reader) -> str:
    return str(answers.get(f"name_{r.language}") or answers.get("name_ru") or r.label("access.form", "Organisation"))


ORGANISATION = Form(
    name="access.organisation",
    version=1,
    title=Text("access.form", "Organisation"),
    save=Text("access.form", "Save the organisation"),
    sections=(
        Section(
            Text("access.form", "Who it is"),
            (
                Choice(
                    name="kind",
                    label=Text("access.form", "Kind"),
                    ask=Text("access.form", "Which kind of organisation is it?"),
                    required=True,
                    options=[Option(k.value, text) for k, text in KINDS.items() if k is not OrganisationKind.SYSTEM],
                ),
                Line(
                    name="name_ru",
                    label=Text("access.form", "Name in Russian"),
                    ask=Text("access.form", "Name in Russian?"),
                    example=Text("access.form", "Акимат Карагандинской области"),
                    required=True,
                    limit=NAME_LIMIT,
                ),
                Line(
                    name="name_kk",
                    label=Text("access.form", "Name in Kazakh"),
                    ask=Text("access.form", "Name in Kazakh?"),
                    example=Text("access.form", "Қарағанды облысының әкімдігі"),
                    required=True,
                    limit=NAME_LIMIT,
                ),
                Line(
                    name="name_en",
                    label=Text("access.form", "Name in English"),
                    ask=Text("access.form", "Name in English?"),
                    example=Text("access.form", "Akimat of Karaganda Region"),
                    required=True,
                    limit=NAME_LIMIT,
                ),
            ),
        ),
        Section(
            Text("access.form", "What it answers for"),
            (
                Choices(
                    name="countries",
                    label=Text("access.form", "Countries"),
                    ask=Text("access.form", "Which countries does it answer for?"),
                    required=True,
                    when=has_countries,
                    depends=("kind",),
                    options=country_options,
                ),
                Choices(
                    name="regions",
                    label=Text("access.form", "Regions"),
                    ask=Text("access.form", "Which region does it answer for?"),
                    required=True,
                    when=has_regions,
                    depends=("kind",),
                    options=region_options,
                ),
                Choices(
                    name="sectors",
                    label=Text("access.form", "Sectors"),
                    ask=Text("access.form", "Which sectors does it answer for?"),
                    required=True,
                    when=has_sectors,
                    depends=("kind",),
                    options=section_options,
                ),
                Choices(
                    name="parts",
                    label=Text("access.form", "Part in the Law"),
                    ask=Text("access.form", "Which part does the Law on industrial policy give to it, if any?"),
                    when=has_sectors,
                    depends=("kind",),
                    options=[Option(part.value, text) for part, text in PARTS.items()],
                ),
                Choice(
                    name="zone",
                    label=Text("access.form", "Time zone"),
                    ask=Text("access.form", "In which city's time does it work? Astana's, if none is chosen."),
                    options=zone_options,
                    columns=2,
                ),
            ),
        ),
    ),
    allowed=administers,
    submit=submit_organisation,
    summary=name_organisation,
    prefill=prefill_organisation,
    present=organisation_version,
)

FORMS = (INVITE, ORGANISATION)
