"""The passport as a document, in any of the three languages: all of п. 47, and what was decided by it (M2.1–M2.4)."""

from domain.kit.periods import almaty_date
from domain.passport.corridor import Criterion
from handlers.passport.facts import PrintFacts
from handlers.passport.passport_screens import contact_text
from handlers.passport.why import CRITERIA
from handlers.passport.words import FIELDS, LISTINGS, POOLS, SOURCES, STATES, TECHNOLOGIES
from handlers.screens.paper import Line, Paper, Part, Table
from handlers.words import classifiers, formats
from handlers.words.goods import goods_name
from handlers.words.measures import measure_name, provider_name
from handlers.words.reader import Reader


def paper(facts: PrintFacts, r: Reader) -> Paper:
    """In the order of п. 47; what nobody answered is left out."""
    passport, project = facts.passport, facts.passport.project
    said = passport.passport
    parts = [
        Part(
            r.label("passport.paper", "Investor"),
            _lines(
                (r.label("passport.paper", "Company"), passport.company),
                (r.plain(FIELDS["bin"]), said.bin),
                (r.plain(FIELDS["registered_on"]), formats.day(r, said.registered_on)),
                (r.plain(FIELDS["listing"]), r.plain(LISTINGS[said.listing])),
                (r.plain(FIELDS["control"]), said.control),
                (r.plain(FIELDS["contacts"]), "; ".join(contact_text(one) for one in said.contacts)),
            ),
        ),
        Part(
            r.label("passport.paper", "Project"),
            _lines(
                (r.plain(FIELDS["sector"]), classifiers.sector_name(r, said.sector)),
                (r.plain(FIELDS["goods"]), "; ".join(goods_name(r, code) for code in said.goods)),
                (r.plain(FIELDS["technology"]), r.plain(TECHNOLOGIES[said.technology])),
                (r.plain(FIELDS["region"]), classifiers.region_name(r, said.region)),
                (
                    r.plain(FIELDS["other_regions"]),
                    ", ".join(classifiers.region_name(r, one) for one in said.other_regions),
                ),
                (r.plain(FIELDS["starts_on"]), formats.day(r, said.starts_on)),
                (r.plain(FIELDS["ends_on"]), formats.day(r, said.ends_on)),
                (r.plain(FIELDS["jobs"]), formats.number(r, said.jobs)),
            ),
        ),
        Part(r.plain(FIELDS["description"]), text=said.description),
        Part(r.plain(FIELDS["aims"]), text=said.aims),
        Part(
            r.label("passport.paper", "Cost and financing"),
            _lines(
                (r.plain(FIELDS["cost"]), formats.money(r, said.cost)),
                (r.plain(FIELDS["contract"]), said.contract),
                (r.plain(FIELDS["contract_on"]), formats.day(r, said.contract_on) if said.contract_on else ""),
                (r.plain(FIELDS["contract_until"]), formats.day(r, said.contract_until) if said.contract_until else ""),
            ),
            table=Table(
                (
                    r.label("passport.paper", "Source"),
                    r.label("passport.paper", "Given by"),
                    r.label("passport.paper", "Terms"),
                    r.label("passport.paper", "Amount"),
                ),
                tuple(
                    (r.plain(SOURCES[one.kind]), one.who, one.terms, formats.money(r, one.amount))
                    for one in said.sources
                ),
            ),
        ),
        Part(r.plain(FIELDS["needs"]), text=said.needs),
        Part(r.plain(FIELDS["measures"]), table=_measures(said.measures, r)),
        Part(
            r.label("passport.paper", "Accompaniment"),
            _lines(
                (r.label("passport.paper", "State"), r.plain(STATES[project.state])),
                (r.plain(FIELDS["akimat"]), passport.akimat.get(r.language, "")),
                (r.label("passport.paper", "Official"), passport.official),
                (r.label("passport.paper", "Pool"), r.plain(POOLS[project.pool])),
                (r.label("passport.paper", "Green corridor"), _yes(project.corridor, r)),
                (r.label("passport.paper", "Task Force"), _yes(project.task_force, r)),
            ),
        ),
        Part(r.label("passport.paper", "Score of the green corridor"), table=_score(facts, r)),
    ]
    return Paper(
        name=r.label("passport.paper", "Passport {number}", number=project.number),
        title=r.label("passport.paper", "Project passport {number}", number=project.number),
        subtitle=project.title,
        parts=tuple(part for part in parts if part.lines or part.text or part.table),
        footer=r.label("passport.paper", "Printed on {day}", day=formats.day(r, almaty_date(facts.now))),
        language=r.language,
    )


def _lines(*pairs: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(label, value) for label, value in pairs if value)


def _yes(value: bool, r: Reader) -> str:
    return r.label("passport.history", "yes") if value else r.label("passport.history", "no")


def _measures(codes: tuple[str, ...], r: Reader) -> Table | None:
    if not codes:
        return None
    return Table(
        (r.label("passport.paper", "Measure"), r.label("passport.paper", "Provided by")),
        tuple((measure_name(r, code), provider_name(r, code)) for code in codes),
    )


def _score(facts: PrintFacts, r: Reader) -> Table | None:
    """Every partial score, as it was decided."""
    if facts.score is None:
        return None
    rows = [
        (
            r.plain(CRITERIA[Criterion(part.criterion)]),
            formats.number(r, part.weight),
            formats.number(r, part.points),
            formats.number(r, part.weighted),
        )
        for part in facts.score.parts
    ]
    total = (r.label("passport.paper", "Together"), "", "", formats.number(r, facts.score.total))
    return Table(
        (
            r.label("passport.paper", "Criterion"),
            r.label("passport.paper", "Weight"),
            r.label("passport.paper", "Points"),
            r.label("passport.paper", "Score"),
        ),
        (*rows, total),
    )
