"""The passport as a form, its amendment, and the authorised body's remarks (M2.1; п. 47, 54, 57)."""

from typing import Any
from uuid import UUID

from markupsafe import Markup

from domain.company.ports import Companies
from domain.edition.model import Technology
from domain.file.model import FileState
from domain.file.ports import Files as StoredFiles
from domain.initiative.ports import Initiatives
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.ids import CompanyId, FileId, InitiativeId, OrganisationId, ProjectId
from domain.passport.acts import submit
from domain.passport.changes import amend, decide_change
from domain.passport.facts import ContactPerson, Listing, Passport, Source, SourceKind
from domain.passport.model import ChangeState
from domain.passport.papers import attach
from domain.passport.ports import ProjectChanges, Projects
from domain.passport.rules import may_initiate
from domain.reference.ports import References
from handlers.chat import Chat
from handlers.forms.declare import Answers, Form, Line, LongText, Lookup, Made, Section
from handlers.forms.draft import Draft
from handlers.forms.places import StartForm
from handlers.passport.answers import split_goods
from handlers.passport.facts import change_of, visible_project
from handlers.passport.places import ProjectCard, ProjectChangeCard
from handlers.passport.prefill import prefill_amendment, prefill_passport, project_to_amend
from handlers.passport.questions import sections
from handlers.passport.search import name_company, search_companies
from handlers.reading import Reading
from handlers.words.catalog import Text
from handlers.words.reader import Reader, lines


def passport_said(answers: Answers) -> Passport:
    """The answers as a passport; what does not stand for this sector or listing is left out by the domain."""
    contract = answers.get("contract", "") if answers.get("with_contract") else ""
    return Passport(
        title=answers["title"],
        description=answers["description"],
        aims=answers["aims"],
        bin=answers["bin"],
        registered_on=answers["registered_on"],
        registration_confirmed=bool(answers.get("registration_confirmed", False)),
        sector=answers["sector"],
        goods=tuple(split_goods(answers.get("goods", ""))),
        region=answers["region"],
        other_regions=tuple(answers.get("other_regions", ())),
        cost=answers["cost"],
        sources=tuple(
            Source(SourceKind(one["kind"]), one["amount"], one.get("who", ""), one.get("terms", ""))
            for one in answers["sources"]
        ),
        contacts=tuple(
            ContactPerson(one["name"], one.get("position", ""), one.get("phone", ""), one.get("mail", ""))
            for one in answers["contacts"]
        ),
        starts_on=answers["starts_on"],
        ends_on=answers["ends_on"],
        needs=answers.get("needs", ""),
        measures=tuple(answers.get("measures", ())),
        jobs=int(answers["jobs"]),
        technology=Technology(answers.get("technology", Technology.NOT_MANUFACTURING)),
        listing=Listing(answers["listing"]),
        control=answers.get("control", ""),
        contract=contract,
        contract_on=answers.get("contract_on") if contract else None,
        contract_until=answers.get("contract_until") if contract else None,
    )


async def save_passport(chat: Chat, draft: Draft, answers: Answers) -> Made:
    initiative = draft.context.get("initiative")
    made = await submit(
        chat.desk,
        chat.port(Companies),
        chat.port(Initiatives),
        chat.port(Projects),
        chat.port(Bodies),
        chat.port(References),
        CompanyId(UUID(answers["company"])),
        InitiativeId(UUID(initiative)) if initiative else None,
        OrganisationId(UUID(answers["akimat"])),
        passport_said(answers),
    )
    left = await _attach(chat, made, draft, answers)
    project = await chat.port(Projects).get(made)
    assert project is not None
    said = chat.reader.say("passport.form", "✓ The passport is submitted: project {number}.", number=project.number)
    return Made(ProjectCard(made), str(made), lines(said, left))


async def save_amendment(chat: Chat, draft: Draft, answers: Answers) -> Made:
    project = ProjectId(UUID(draft.context["project"]))
    state = await amend(
        chat.desk,
        chat.port(Projects),
        chat.port(ProjectChanges),
        chat.port(Bodies),
        chat.port(References),
        project,
        draft.context["version"],
        OrganisationId(UUID(answers["akimat"])),
        passport_said(answers),
        answers["reason"],
    )
    left = await _attach(chat, project, draft, answers)
    said = (
        chat.reader.say("passport.form", "✓ The change is sent to the authorised body.")
        if state is ChangeState.ASKED
        else chat.reader.say("passport.form", "✓ The passport is changed.")
    )
    return Made(ProjectCard(project), str(project), lines(said, left))


async def _attach(chat: Chat, project: ProjectId, draft: Draft, answers: Answers) -> Markup | None:
    """Documents belong to the project from now on; those that the check refused are left out and named."""
    stored = chat.port(StoredFiles)
    kept: list[FileId] = []
    left: list[str] = []
    for one in answers.get("files", ()):
        file = await stored.get(FileId(UUID(one)))
        if file is None or file.state is FileState.REFUSED:
            name = draft.cursor.get("files", {}).get(one) or (file.name if file is not None else "")
            left.append(name or chat.reader.label("forms.value", "file"))
        else:
            kept.append(file.id)
    if kept:
        await attach(chat.desk, chat.port(Projects), stored, project, kept)
    if not left:
        return None
    return chat.reader.say("passport.form", "Refused by the check and not kept: {names}", names=", ".join(left))


def named(answers: Answers, _r: Reader) -> str:
    return str(answers.get("title") or answers.get("company:name") or "")


COMPANY = Lookup(
    name="company",
    label=Text("passport.form", "Company"),
    ask=Text("passport.form", "Which company is the investor? Type a part of its name."),
    required=True,
    search=search_companies,
    name_of=name_company,
    create=lambda typed: StartForm("company.card", {"name": typed}),
)
REASON = LongText(
    name="reason",
    label=Text("passport.form", "Why it changes"),
    ask=Text("passport.form", "Why does the passport change? The reason stays in its history."),
    required=True,
    limit=1000,
)

PASSPORT_FORM = Form(
    name="passport.card",
    version=1,
    title=Text("passport.form", "Project passport"),
    save=Text("passport.form", "Submit the passport"),
    allowed=may_initiate,
    submit=save_passport,
    prefill=prefill_passport,
    summary=named,
    sections=sections((COMPANY,)),
)


async def project_version(context: dict[str, Any], reading: Reading) -> int:
    return (await visible_project(ProjectId(UUID(context["project"])), reading)).version


async def authorise_amendment(context: dict[str, Any], reading: Reading) -> None:
    await project_to_amend(context, reading)


AMEND_FORM = Form(
    name="passport.amend",
    version=1,
    title=Text("passport.form", "Change of the passport"),
    save=Text("passport.form", "Save the change"),
    allowed=may_initiate,
    submit=save_amendment,
    prefill=prefill_amendment,
    authorise=authorise_amendment,
    present=project_version,
    summary=named,
    sections=(Section(Text("passport.form", "Reason"), (REASON,)), *sections()),
)


def may_decide(actor: Actor) -> bool:
    return actor.kind is OrganisationKind.AUTHORISED_BODY and actor.writes


async def change_version(context: dict[str, Any], reading: Reading) -> int:
    return (await change_of(ProjectId(UUID(context["project"])), context["counted"], reading)).version


async def authorise_refusal(context: dict[str, Any], reading: Reading) -> None:
    """The authorised body sees every project; `may_decide` says that it is the authorised body."""
    await change_of(ProjectId(UUID(context["project"])), context["counted"], reading)


async def save_refusal(chat: Chat, draft: Draft, answers: Answers) -> ProjectChangeCard:
    project = ProjectId(UUID(draft.context["project"]))
    change = await change_of(project, draft.context["counted"], chat.reading)
    await decide_change(
        chat.desk,
        chat.port(Projects),
        chat.port(ProjectChanges),
        chat.port(References),
        project,
        change.id,
        draft.context["version"],
        False,
        answers["remarks"],
    )
    return ProjectChangeCard(project, change.counted)


REFUSE_FORM = Form(
    name="passport.refuse_change",
    version=1,
    title=Text("passport.form", "Refusal of a change"),
    save=Text("passport.form", "Refuse the change"),
    allowed=may_decide,
    submit=save_refusal,
    authorise=authorise_refusal,
    present=change_version,
    card=lambda context: ProjectChangeCard(ProjectId(UUID(context["project"])), context["counted"]),
    summary=lambda answers, r: str(answers.get("remarks", "")),
    sections=(
        Section(
            Text("passport.form", "Remarks"),
            (
                Line(
                    name="remarks",
                    label=Text("passport.form", "Remarks"),
                    ask=Text("passport.form", "Why is the change refused?"),
                    required=True,
                    limit=1000,
                ),
            ),
        ),
    ),
)
