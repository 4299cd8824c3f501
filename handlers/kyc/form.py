"""The KYC questionnaire and the reason of a decision as forms (M1.2; п. 3.25, 40.3)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.access.scope import check_changes, check_sees
from domain.company.ports import Companies
from domain.company.rules import may_make_cards
from domain.kit.actor import Actor
from domain.kit.bodies import Bodies
from domain.kit.ids import CompanyId, KycId
from domain.kit.refused import NotFound, NotPermitted
from domain.kyc.acts import decide, open_case, resubmit
from domain.kyc.facts import facts_from_json
from domain.kyc.model import (
    Document,
    Funds,
    KycCase,
    KycFacts,
    KycState,
    Owner,
    Ownership,
    PepExposure,
    SanctionsExposure,
)
from domain.kyc.ports import KycCases
from domain.kyc.rules import may_open
from handlers.chat import Chat
from handlers.forms.declare import (
    Answers,
    Choice,
    Choices,
    Day,
    Field,
    Form,
    Group,
    Line,
    LongText,
    Made,
    Number,
    Option,
    Section,
    YesNo,
)
from handlers.forms.draft import Draft
from handlers.kyc.places import KycCard
from handlers.kyc.words import DOCUMENTS, FUNDS, OWNERSHIP, PEP, SANCTIONS
from handlers.pick.options import countries
from handlers.reading import Reading
from handlers.words import classifiers, formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def options(labels: Mapping[str, Text]) -> tuple[Option, ...]:
    return tuple(Option(str(value), label) for value, label in labels.items())


async def prefill_case(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Answering remarks begins from what was answered before. Raises NotFound, NotPermitted (A2)."""
    if "case" not in context:
        company = await reading.port(Companies).get(CompanyId(UUID(context["company"])))
        if company is None:
            raise NotFound
        check_sees(reading.actor, company.placement)
        if not may_open(reading.actor, company.placement):
            raise NotPermitted
        return {}
    case = await _case_to_change(context, reading)
    if case.maker != reading.actor.organisation:
        raise NotPermitted
    facts = facts_from_json(case.facts)
    given: dict[str, Any] = {
        "activity": facts.activity,
        "ownership": facts.ownership.value,
        "owners": tuple(owner_answers(owner) for owner in facts.owners),
        "offshore": facts.offshore,
        "funds": facts.funds.value,
        "sanctions": facts.sanctions.value,
        "pep": facts.pep.value,
        "lawsuits": bool(facts.litigation),
        "litigation": facts.litigation,
        "bad_news": bool(facts.media),
        "media": facts.media,
        "documents": tuple(one.value for one in facts.documents),
        "conclusion": facts.conclusion,
    }
    return {name: value for name, value in given.items() if value not in ("", None, ())}


async def _case_to_change(context: dict[str, Any], reading: Reading) -> KycCase:
    case = await reading.port(KycCases).get(KycId(UUID(context["case"])))
    if case is None:
        raise NotFound
    check_changes(reading.actor, case.placement)
    return case


async def authorise_decision(context: dict[str, Any], reading: Reading) -> None:
    """Raises NotFound, NotPermitted (A2); the act decides who decides."""
    await _case_to_change(context, reading)


async def case_version(context: dict[str, Any], reading: Reading) -> int:
    found = await reading.port(KycCases).get(KycId(UUID(context["case"])))
    if found is None:
        raise NotFound
    return found.version


def owner_answers(owner: Owner) -> dict[str, Any]:
    given = {"name": owner.name, "country": owner.country, "share": owner.share, "born": owner.born, "pep": owner.pep}
    return {name: value for name, value in given.items() if value is not None}


def kyc_facts(answers: Answers) -> KycFacts:
    return KycFacts(
        activity=answers["activity"],
        ownership=Ownership(answers["ownership"]),
        funds=Funds(answers["funds"]),
        sanctions=SanctionsExposure(answers["sanctions"]),
        pep=PepExposure(answers["pep"]),
        offshore=answers["offshore"],
        litigation=answers.get("litigation", "") if answers["lawsuits"] else "",
        media=answers.get("media", "") if answers["bad_news"] else "",
        documents=tuple(Document(one) for one in answers.get("documents", ())),
        owners=tuple(
            Owner(one["name"], one["country"], one.get("share"), one.get("born"), one["pep"])
            for one in answers.get("owners", ())
        ),
        conclusion=answers.get("conclusion", ""),
    )


async def save_case(chat: Chat, draft: Draft, answers: Answers) -> KycCard | Made:
    facts = kyc_facts(answers)
    cases, bodies = chat.port(KycCases), chat.port(Bodies)
    if "case" in draft.context:
        case = KycId(UUID(draft.context["case"]))
        await resubmit(chat.desk, chat.port(Companies), cases, bodies, case, draft.context["version"], facts)
        return KycCard(case)
    company = CompanyId(UUID(draft.context["company"]))
    case = await open_case(chat.desk, chat.port(Companies), cases, bodies, company, facts)
    return Made(KycCard(case), str(case))


def owner_line(item: Answers, r: Reader) -> str:
    name = str(item.get("name", ""))
    country = classifiers.country_name(r, item["country"]) if "country" in item else ""
    share = f"{formats.number(r, item['share'])}%" if "share" in item else ""
    return ", ".join(part for part in (name, country, share) if part)


OWNERS = Group(
    name="owners",
    label=Text("kyc.form", "Beneficial owners"),
    ask=Text("kyc.form", "Who finally owns the company? Name those with 10% and more."),
    add=Text("kyc.form", "Add an owner"),
    line=owner_line,
    required=True,
    when=lambda answers: answers.get("ownership") != Ownership.UNCLEAR,
    limit=20,
    fields=(
        Line(
            name="name",
            label=Text("kyc.form", "Name"),
            ask=Text("kyc.form", "What is the owner's full name?"),
            example=Text("kyc.form", "Erika Mustermann"),
            required=True,
        ),
        Choice(
            name="country",
            label=Text("kyc.form", "Country"),
            ask=Text("kyc.form", "Which country is the owner from?"),
            required=True,
            options=countries,
            recent="country",
        ),
        Number(
            name="share",
            label=Text("kyc.form", "Share, %"),
            ask=Text("kyc.form", "What share does the owner hold, in per cent?"),
            example=Text("kyc.form", "51"),
            required=True,
            high=Decimal(100),
            places=2,
        ),
        YesNo(
            name="pep",
            label=Text("kyc.form", "Public office"),
            ask=Text("kyc.form", "Does the owner or a close relative hold public office?"),
            required=True,
        ),
        Day(
            name="born",
            label=Text("kyc.form", "Date of birth"),
            ask=Text("kyc.form", "When was the owner born?"),
            quick=(),
            future=False,
        ),
    ),
)

COMPANY: tuple[Field, ...] = (
    Line(
        name="activity",
        label=Text("kyc.form", "Activity"),
        ask=Text("kyc.form", "What does the company do, and since when?"),
        example=Text("kyc.form", "Turbines since 1998"),
        required=True,
        limit=500,
    ),
    Choice(
        name="ownership",
        label=Text("kyc.form", "Ownership"),
        ask=Text("kyc.form", "How clear is it who owns the company?"),
        required=True,
        options=options(OWNERSHIP),
    ),
    OWNERS,
    YesNo(
        name="offshore",
        label=Text("kyc.form", "Offshore"),
        ask=Text("kyc.form", "Are there offshore companies among the owners?"),
        required=True,
    ),
)
SIGNS: tuple[Field, ...] = (
    Choice(
        name="funds",
        label=Text("kyc.form", "Source of money"),
        ask=Text("kyc.form", "Where does the money for the project come from?"),
        required=True,
        options=options(FUNDS),
    ),
    Choice(
        name="sanctions",
        label=Text("kyc.form", "Sanctions"),
        ask=Text("kyc.form", "Is the company tied to sanctions?"),
        required=True,
        options=options(SANCTIONS),
    ),
    Choice(
        name="pep",
        label=Text("kyc.form", "People in public office"),
        ask=Text("kyc.form", "Do people in public office run the company or stand behind it?"),
        required=True,
        options=options(PEP),
    ),
    YesNo(
        name="lawsuits",
        label=Text("kyc.form", "Lawsuits"),
        ask=Text("kyc.form", "Do you know of lawsuits or overdue debts?"),
        required=True,
    ),
    Line(
        name="litigation",
        label=Text("kyc.form", "Which lawsuits"),
        ask=Text("kyc.form", "Which lawsuits or debts are these?"),
        required=True,
        when=lambda answers: bool(answers.get("lawsuits")),
        limit=500,
    ),
    YesNo(
        name="bad_news",
        label=Text("kyc.form", "Bad news"),
        ask=Text("kyc.form", "Is there bad news about the company in the media?"),
        required=True,
    ),
    Line(
        name="media",
        label=Text("kyc.form", "What is written"),
        ask=Text("kyc.form", "What is written, and where?"),
        required=True,
        when=lambda answers: bool(answers.get("bad_news")),
        limit=500,
    ),
)
GROUNDS: tuple[Field, ...] = (
    Choices(
        name="documents",
        label=Text("kyc.form", "Documents seen"),
        ask=Text("kyc.form", "Which documents have you seen?"),
        options=options(DOCUMENTS),
    ),
    LongText(
        name="conclusion",
        label=Text("kyc.form", "Conclusion"),
        ask=Text("kyc.form", "What do you conclude yourself?"),
        limit=2000,
    ),
)
CASE_FORM = Form(
    name="kyc.case",
    version=1,
    title=Text("kyc.form", "KYC check"),
    save=Text("kyc.form", "Send for a decision"),
    allowed=may_make_cards,
    submit=save_case,
    prefill=prefill_case,
    present=case_version,
    summary=lambda answers, r: str(answers.get("activity", "")),
    sections=(
        Section(Text("kyc.form", "The company and its owners"), COMPANY),
        Section(Text("kyc.form", "Signs of risk"), SIGNS),
        Section(Text("kyc.form", "Grounds"), GROUNDS),
    ),
)


def decides(actor: Actor) -> bool:
    """Who may start writing a reason: the act decides who may decide."""
    return actor.writes


def decision_form(name: str, verdict: KycState, title: Text, ask: Text, save: Text) -> Form:
    """The reason of one kind of decision. Context: the case and the version the person saw."""

    async def submit(chat: Chat, draft: Draft, answers: Answers) -> KycCard:
        case = KycId(UUID(draft.context["case"]))
        await decide(
            chat.desk,
            chat.port(Companies),
            chat.port(KycCases),
            chat.port(Bodies),
            case,
            draft.context["version"],
            verdict,
            answers["reason"],
        )
        return KycCard(case)

    return Form(
        name=name,
        version=1,
        title=title,
        save=save,
        allowed=decides,
        authorise=authorise_decision,
        submit=submit,
        present=case_version,
        card=lambda context: KycCard(KycId(UUID(context["case"]))),
        summary=lambda answers, r: str(answers.get("reason", "")),
        sections=(
            Section(
                title,
                (
                    Line(
                        name="reason",
                        label=Text("kyc.decision", "Reason"),
                        ask=ask,
                        required=True,
                        limit=1000,
                    ),
                ),
            ),
        ),
    )


APPROVE_FORM = decision_form(
    "kyc.approve",
    KycState.APPROVED,
    Text("kyc.decision", "Approval of a KYC check"),
    Text("kyc.decision", "The risk is high. Why do you approve?"),
    Text("kyc.decision", "Approve"),
)
RETURN_FORM = decision_form(
    "kyc.return",
    KycState.RETURNED,
    Text("kyc.decision", "Remarks on a KYC check"),
    Text("kyc.decision", "What has to be clarified or put right?"),
    Text("kyc.decision", "Return with remarks"),
)
REFUSE_FORM = decision_form(
    "kyc.refuse",
    KycState.REFUSED,
    Text("kyc.decision", "Refusal of a KYC check"),
    Text("kyc.decision", "Why do you refuse?"),
    Text("kyc.decision", "Refuse"),
)
