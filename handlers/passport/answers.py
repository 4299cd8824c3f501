"""What stands behind the questions of a passport (п. 47): options, conditions, checks, proposals, lines of groups."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.access.scope import in_scope
from domain.classifier.goods import GoodsFault, WrongGoods, goods_code
from domain.edition.model import Technology
from domain.kit.actor import OrganisationKind
from domain.kit.bin import BinFault, WrongBin, parse_business_number, registration_agrees
from domain.kit.bodies import Bodies
from domain.kit.money import Money
from domain.passport.facts import Listing, SourceKind
from domain.passport.ports import ProjectLists
from domain.passport.rules import makes_goods, manufactures
from handlers.forms.declare import Answers, Option, Suggestion
from handlers.passport.places import ProjectCard
from handlers.passport.words import TECHNOLOGIES
from handlers.pick import options
from handlers.reading import Reading
from handlers.screens.labels import with_tail
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.measures import measures
from handlers.words.reader import Reader

TITLE = 120
"""Characters of a project's title."""

MOST_JOBS = Decimal(1_000_000)
"""More is a slip."""

_PLACED = (OrganisationKind.AKIMAT, OrganisationKind.REGIONAL_REPRESENTATIVE)


# Options


async def region_options(answers: Answers, reading: Reading, r: Reader) -> Sequence[Option]:
    """A MIO and NC's representative initiate in their own region (п. 29)."""
    found = await options.regions(answers, reading, r)
    actor = reading.actor
    return [one for one in found if one.value in actor.scope.regions] if actor.kind in _PLACED else found


async def other_regions(answers: Answers, reading: Reading, r: Reader) -> Sequence[Option]:
    return [one for one in await options.regions(answers, reading, r) if one.value != answers.get("region")]


async def sector_options(answers: Answers, reading: Reading, r: Reader) -> Sequence[Option]:
    """A central body initiates in its own sectors (A2)."""
    found = await options.sectors(answers, reading, r)
    actor = reading.actor
    if actor.kind is not OrganisationKind.CENTRAL_BODY:
        return found
    return [one for one in found if in_scope(one.value, actor.scope.sectors)]


async def akimat_options(answers: Answers, reading: Reading, r: Reader) -> Sequence[Option]:
    """The MIOs that answer for the region (п. 48); a MIO names itself."""
    actor = reading.actor
    return [
        Option(str(one.id), one.names.get(r.language, ""))
        for one in await reading.port(Bodies).of_kind(OrganisationKind.AKIMAT)
        if answers.get("region") in one.regions
        and (actor.kind is not OrganisationKind.AKIMAT or one.id == actor.organisation)
    ]


async def measure_options(_answers: Answers, _reading: Reading, r: Reader) -> Sequence[Option]:
    return [Option(code, name, also) for code, name, also in measures(r)]


LISTED_GOODS = tuple(one for one in options.labelled(TECHNOLOGIES) if one.value != Technology.NOT_MANUFACTURING)


# Conditions


def is_manufacturing(answers: Answers) -> bool:
    return manufactures(answers.get("sector", ""))


def names_goods(answers: Answers) -> bool:
    return makes_goods(answers.get("sector", ""))


def by_parent(answers: Answers) -> bool:
    return answers.get("listing") == Listing.PARENT


def has_contract(answers: Answers) -> bool:
    return bool(answers.get("with_contract"))


def is_lent(answers: Answers) -> bool:
    """Whether the money comes from others: only then it has terms (п. 47.7)."""
    return str(answers.get("kind", SourceKind.OWN)) != SourceKind.OWN


def months_differ(answers: Answers) -> bool:
    """Whether the date of registration does not fall in the month that the БИН names (M2.1)."""
    if "bin" not in answers or "registered_on" not in answers:
        return False
    try:
        return not registration_agrees(parse_business_number(answers["bin"]), answers["registered_on"])
    except WrongBin:
        return False


# Checks and proposals


def check_bin(typed: str, _answers: Answers) -> Text | None:
    try:
        parse_business_number(typed)
    except WrongBin as wrong:
        return BIN_FAULTS[wrong.fault]
    return None


def clean_digits(typed: str) -> str:
    """Spaces and hyphens between figures are dropped; leading zeros stay (attack 84)."""
    return "".join(char for char in typed if char not in " \u00a0\u202f-")


BIN_FAULTS: Mapping[BinFault, Text] = {
    BinFault.NOT_DIGITS: Text("passport.form", "A BIN or IIN holds figures only: 12 of them."),
    BinFault.LENGTH: Text("passport.form", "A BIN or IIN has 12 figures. Zeros at the beginning count."),
    BinFault.CHECK_DIGIT: Text(
        "passport.form", "There is a slip in the number: its last figure does not agree with the others."
    ),
    BinFault.CONTENT: Text("passport.form", "There is no such BIN or IIN: its figures name no real date."),
    BinFault.PERSON_EXPECTED: Text("passport.form", "A person's IIN is needed here."),
    BinFault.COMPANY_EXPECTED: Text("passport.form", "A company's BIN is needed here."),
}


def split_goods(typed: str) -> list[str]:
    return [one.strip() for one in typed.replace(";", ",").split(",") if one.strip()]


def clean_goods(typed: str) -> str:
    """Codes one after another: «7304, 8501»; what is no code is left for the check to say."""
    found = []
    for one in split_goods(typed):
        try:
            found.append(goods_code(one))
        except WrongGoods:
            found.append(one)
    return ", ".join(dict.fromkeys(found))


def check_goods(typed: str, _answers: Answers) -> Text | None:
    codes = split_goods(typed)
    if not codes:
        return GOODS_FAULTS[GoodsFault.NOT_DIGITS]
    for one in codes:
        try:
            goods_code(one)
        except WrongGoods as wrong:
            return GOODS_FAULTS[wrong.fault]
    return None


GOODS_FAULTS: Mapping[GoodsFault, Text] = {
    GoodsFault.NOT_DIGITS: Text("passport.form", "A code holds figures only. Right would be: 7304, 8501."),
    GoodsFault.LENGTH: Text("passport.form", "A code has 4, 6 or 10 figures. Several are divided by commas."),
    GoodsFault.CHAPTER: Text("passport.form", "There is no such code: chapters run from 01 to 97."),
}


async def known_projects(
    typed: str, _answers: Answers, context: Mapping[str, Any], reading: Reading, r: Reader
) -> Sequence[Suggestion]:
    """Projects with this number that are there already, so that one is not entered twice."""
    found = await reading.port(ProjectLists).find(reading.actor, clean_digits(typed), 4)
    return [
        Suggestion(with_tail(line.title, line.number), ProjectCard(line.id))
        for line in found
        if str(line.id) != context.get("project")
    ]


async def the_rest(answers: Answers, _reading: Reading) -> Money | None:
    """What the sources still lack to the cost: one tap instead of a sum in one's head."""
    cost = answers.get("cost")
    if cost is None:
        return None
    left = cost
    for one in answers.get("sources", ()):
        amount = one.get("amount")
        if amount is not None and amount.currency == cost.currency:
            left = left - amount
    return left if left.amount > 0 else None


def after_start(answers: Answers, _today: date) -> date | None:
    return answers.get("starts_on")


def after_contract(answers: Answers, _today: date) -> date | None:
    return answers.get("contract_on")


def source_line(item: Answers, r: Reader) -> str:
    """`Банк · БРК · 40 млн $`."""
    amount = formats.short_money(r, item["amount"]) if "amount" in item else ""
    return " · ".join(part for part in (str(item.get("kind:name", "")), str(item.get("who", "")), amount) if part)


def contact_line(item: Answers, _r: Reader) -> str:
    reach = item.get("phone") or item.get("mail") or ""
    return " · ".join(part for part in (str(item.get("name", "")), str(reach)) if part)


def no_mail(answers: Answers) -> bool:
    """One way to reach a person is enough."""
    return not answers.get("mail")


def check_mail(typed: str, _answers: Answers) -> Text | None:
    name, at, host = typed.partition("@")
    if name and at and "." in host and " " not in typed:
        return None
    return Text("passport.form", "This is no mail address. Right would be: anna@firma.kz.")
