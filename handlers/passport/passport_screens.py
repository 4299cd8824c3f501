"""The passport itself, by sections (п. 47): what was said, with the full sums."""

from markupsafe import Markup

from domain.passport.facts import ContactPerson, Source
from handlers.forms.places import StartForm
from handlers.passport.facts import PassportFacts
from handlers.passport.places import ProjectFiles, ProjectPaper, ProjectPassport
from handlers.passport.words import FIELDS, LISTINGS, SOURCES, TECHNOLOGIES
from handlers.screens.labels import quoted, ticked
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.catalog import Text
from handlers.words.goods import goods_name
from handlers.words.measures import measure_name, provider_name
from handlers.words.reader import Reader, lines

SECTIONS = (
    Text("passport.section", "Project"),
    Text("passport.section", "Content"),
    Text("passport.section", "Money"),
    Text("passport.section", "Investor"),
)


def show_passport(facts: PassportFacts, r: Reader) -> Screen:
    one, place = facts.project, facts.place
    section = min(max(place.section, 0), len(SECTIONS) - 1)
    shown = (_project, _content, _money, _investor)[section](facts, r)
    buttons = [
        Button(
            ticked(r.plain(title), number == section),
            Go(ProjectPassport(one.id, number), replace=True),
        )
        for number, title in enumerate(SECTIONS)
    ]
    amend = StartForm("passport.amend", {"project": str(one.id), "version": one.version})
    return Screen(
        lines(
            r.say("passport.passport", "<b>Passport of {number}</b>", number=one.number),
            *shown,
        ),
        rows(
            row(*buttons[:2]),
            row(*buttons[2:]),
            row(
                Button(r.label("passport.passport", "Print"), Go(ProjectPaper(one.id))),
                Button(r.label("passport.passport", "Documents: {n}", n=len(facts.files)), Go(ProjectFiles(one.id)))
                if facts.files
                else None,
            ),
            row(Button(r.label("passport.card", "Change the passport"), Go(amend))) if facts.may_amend else None,
            back_row(r),
        ),
    )


def line(r: Reader, field: str, value: Markup | str) -> Markup | None:
    """«Регион: …», by the field's own name; nothing for an answer that is empty."""
    if not value:
        return None
    return r.say("passport.passport", "{field}: {value}", field=r.text(FIELDS[field]), value=value)


def _project(facts: PassportFacts, r: Reader) -> list[Markup | None]:
    said = facts.passport
    return [
        line(r, "title", said.title),
        line(r, "sector", classifiers.sector_name(r, said.sector)),
        *(line(r, "goods", goods_name(r, code)) for code in said.goods),
        line(r, "technology", r.plain(TECHNOLOGIES[said.technology])),
        line(r, "region", classifiers.region_name(r, said.region)),
        line(r, "other_regions", ", ".join(classifiers.region_name(r, one) for one in said.other_regions)),
        line(r, "akimat", facts.akimat.get(r.language, "")),
        r.say("passport.passport", "Responsible official: {name}", name=facts.official) if facts.official else None,
        line(r, "starts_on", formats.day(r, said.starts_on)),
        line(r, "ends_on", formats.day(r, said.ends_on)),
    ]


def _content(facts: PassportFacts, r: Reader) -> list[Markup | None]:
    said = facts.passport
    return [
        quoted(_cut(said.description), r.text(FIELDS["description"]), r),
        quoted(_cut(said.aims), r.text(FIELDS["aims"]), r),
        quoted(_cut(said.needs), r.text(FIELDS["needs"]), r) if said.needs else None,
        *(
            r.say(
                "passport.passport",
                "Support measure: {measure} ({provider})",
                measure=measure_name(r, code),
                provider=provider_name(r, code),
            )
            for code in said.measures
        ),
    ]


ON_SCREEN = 1000
"""Characters of one long answer; the document has it whole. Three of them and the measures fit into a message."""


def _cut(text: str) -> str:
    return text if len(text) <= ON_SCREEN else text[: ON_SCREEN - 1].rstrip() + "…"


def _money(facts: PassportFacts, r: Reader) -> list[Markup | None]:
    said = facts.passport
    return [
        line(r, "cost", formats.money(r, said.cost)),
        *(line(r, "sources", source_text(one, r)) for one in said.sources),
        line(r, "jobs", formats.number(r, said.jobs)),
        line(r, "contract", said.contract or r.label("passport.passport", "none")),
        line(r, "contract_on", formats.day(r, said.contract_on)) if said.contract_on is not None else None,
        line(r, "contract_until", formats.day(r, said.contract_until)) if said.contract_until is not None else None,
    ]


def source_text(one: Source, r: Reader) -> str:
    """`Заём банка · БРК · 40 000 000 $ · 10 лет`."""
    parts = [r.plain(SOURCES[one.kind]), one.who, formats.money(r, one.amount), one.terms]
    return " · ".join(part for part in parts if part)


def contact_text(one: ContactPerson) -> str:
    return " · ".join(part for part in (one.name, one.position, one.phone, one.mail) if part)


def _investor(facts: PassportFacts, r: Reader) -> list[Markup | None]:
    said = facts.passport
    return [
        r.say("passport.passport", "Company: {company}", company=facts.company),
        line(r, "bin", said.bin),
        line(r, "registered_on", formats.day(r, said.registered_on)),
        r.say("passport.passport", "The date was confirmed: the BIN names another month.")
        if said.registration_confirmed
        else None,
        line(r, "listing", r.plain(LISTINGS[said.listing])),
        line(r, "control", said.control),
        *(line(r, "contacts", contact_text(one)) for one in said.contacts),
    ]
