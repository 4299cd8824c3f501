"""The roadmap as a table: what its columns are called, what stands in its cells, and what typed words mean again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.roadmap.model import Party, PlanTask, Stage
from domain.roadmap.sheet import Meanings, folded
from domain.roadmap.standard import MARK
from handlers.roadmap.facts import Look, OrganisationNames
from handlers.roadmap.responsible import named
from handlers.words.catalog import LANGUAGES, Text
from handlers.words.measures import measure_name, measures
from handlers.words.reader import Reader
from handlers.words.tasks import (
    MITIGATIONS,
    PARTIES,
    RESULTS,
    RISKS,
    STAGES,
    TITLES,
    party_name,
    stage_name,
    task_mitigation,
    task_result,
    task_risk,
    task_title,
)

COLUMNS: Mapping[str, Text] = {
    "stage": Text("roadmap.column", "Stage"),
    "title": Text("roadmap.column", "Task"),
    "starts_on": Text("roadmap.column", "Begins"),
    "due": Text("roadmap.column", "Due"),
    "result": Text("roadmap.column", "Expected result"),
    "party": Text("roadmap.column", "Who answers"),
    "responsible": Text("roadmap.column", "Name"),
    "measure": Text("roadmap.column", "Support measure"),
    "risk": Text("roadmap.column", "Risk"),
    "mitigation": Text("roadmap.column", "How to reduce the risk"),
}
"""In the order of `domain.roadmap.sheet.COLUMNS`."""


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A table as a value, before any file format is chosen. Strings are text, whatever they begin with; `choices` by
    column; `key` and `ids` stand in a hidden first column, so that a row is known again."""

    name: str
    title: str
    key: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | date, ...], ...]
    ids: tuple[str, ...]
    choices: Mapping[int, Sequence[str]]
    spare: int = 0  # empty rows that may be filled


def spreadsheet(here: Look, names: OrganisationNames, r: Reader) -> Spreadsheet:
    """The plan as it stands, with choices in the reader's language."""
    columns = tuple(COLUMNS)
    return Spreadsheet(
        name=r.label("roadmap.table", "Roadmap {number}", number=here.project.number),
        title=r.label("roadmap.table", "Roadmap"),
        key=str(here.project.id),
        headings=tuple(r.plain(one) for one in COLUMNS.values()),
        rows=tuple(_row(one, names, r) for one in here.tasks),
        ids=tuple(str(one.id) for one in here.tasks),
        choices={
            columns.index("stage"): [r.plain(one) for one in STAGES.values()],
            columns.index("party"): [r.plain(one) for one in PARTIES.values()],
            columns.index("measure"): [name for _, name, _ in measures(r)],
        },
        spare=30 if here.editable else 0,
    )


def _row(one: PlanTask, names: OrganisationNames, r: Reader) -> tuple[str | date, ...]:
    return (
        stage_name(r, one.stage),
        task_title(r, one.title),
        one.starts_on,
        one.due,
        task_result(r, one.result),
        party_name(r, one.party),
        named(one.organisation, one.who, names, r),
        measure_name(r, one.measure) if one.measure else "",
        task_risk(r, one.risk),
        task_mitigation(r, one.mitigation),
    )


def meanings(organisations: OrganisationNames) -> Meanings:
    """What a filled-in table may say, in any language: the file may come back from somebody who reads another."""
    readers = [Reader(language) for language in LANGUAGES]
    return Meanings(
        stages={folded(stage_name(r, one)): one.value for r in readers for one in Stage},
        parties={folded(party_name(r, one)): one.value for r in readers for one in Party},
        measures={folded(name): code for code, _, every in measures(readers[0]) for name in every},
        organisations={folded(name): id_ for id_, every in organisations.items() for name in every.values() if name},
        marks={
            "title": _marks(TITLES, readers),
            "result": _marks(RESULTS, readers),
            "risk": _marks(RISKS, readers),
            "mitigation": _marks(MITIGATIONS, readers),
        },
    )


def _marks(names: Mapping[str, Text], readers: Sequence[Reader]) -> Mapping[str, str]:
    return {folded(r.plain(text)): MARK + code for r in readers for code, text in names.items()}
