"""A filled-in table as a plan: each cell checked, all of it taken or nothing (M2.5).

The cells come from the child that read the file; here they are judged. What the words in the columns of choices mean is
given from outside, in every language.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from domain.kit.ids import OrganisationId, ProjectId, TaskId
from domain.roadmap.model import Party, Plan, PlanTask, Stage, arranged
from domain.roadmap.rules import MOST_TASKS

COLUMNS: Final = (
    "stage", "title", "starts_on", "due", "result", "party", "responsible", "measure", "risk", "mitigation",
)  # fmt: skip
"""After the hidden first column, which holds the task's id; its heading holds the project's."""

LIMITS: Final[Mapping[str, int]] = {"title": 200, "result": 500, "risk": 500, "mitigation": 500, "responsible": 200}
"""Characters of the typed columns; the form has the same."""

MOST_ROWS: Final = 500
"""Rows that are looked at; those of a plan are fewer."""


class CellFault(StrEnum):
    EMPTY = "empty"
    NOT_A_DATE = "not_a_date"
    UNKNOWN = "unknown"  # not one of the list
    FORMULA = "formula"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    DOUBLE = "double"  # the row of a task that stands above already
    FOREIGN = "foreign"  # of another roadmap
    BEFORE_START = "before_start"
    OUT_OF_PROJECT = "out_of_project"
    NO_ROWS = "no_rows"
    TOO_MANY = "too_many"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Cell:
    """`kind`: «text», «date» (ISO), «number», «formula», «other»; empty cells have an empty value."""

    kind: str = "text"
    value: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    """`row` as the spreadsheet counts; 0 for the whole table."""

    row: int
    column: str
    fault: CellFault
    value: str = ""


@dataclass(frozen=True, slots=True)
class Meanings:
    """What words mean, by `folded` word: of choices the code, of typed columns the mark of a standard text."""

    stages: Mapping[str, str]
    parties: Mapping[str, str]
    measures: Mapping[str, str]
    organisations: Mapping[str, OrganisationId]
    marks: Mapping[str, Mapping[str, str]]  # by column


@dataclass(frozen=True, slots=True)
class SheetRead:
    """Either a plan or faults."""

    plan: Plan
    faults: tuple[RowFault, ...]


@dataclass(slots=True)
class _Reading:
    starts_on: date
    ends_on: date
    meanings: Meanings
    faults: list[RowFault] = field(default_factory=list)


def folded(text: str) -> str:
    return " ".join(text.split()).casefold().replace("ё", "е")


def read_rows(
    rows: Sequence[Sequence[Cell]],
    project: ProjectId,
    starts_on: date,
    ends_on: date,
    known: Mapping[TaskId, PlanTask],
    meanings: Meanings,
    new_id: Callable[[], TaskId],
) -> SheetRead:
    """Judge every cell. `known`: tasks of the draft, whose rows keep their ids."""
    if not rows or len(rows[0]) <= len(COLUMNS) or not _is_uuid(rows[0][0].value):
        return _whole(CellFault.COLUMNS)
    if UUID(rows[0][0].value) != project:
        return _whole(CellFault.FOREIGN)
    filled = [(n, row) for n, row in enumerate(rows[1:], 2) if any(one.value.strip() for one in row[1:])]
    if not filled:
        return _whole(CellFault.NO_ROWS)
    if len(filled) > MOST_TASKS:
        return _whole(CellFault.TOO_MANY)
    reading = _Reading(starts_on, ends_on, meanings)
    seen: set[TaskId] = set()
    plan = []
    for number, row in filled:
        id_ = _id(number, row[0], known, seen, reading, new_id)
        task = _task(number, dict(zip(COLUMNS, row[1:], strict=False)), id_, known.get(id_), reading)
        if task is not None:
            plan.append(task)
    return SheetRead((), tuple(reading.faults)) if reading.faults else SheetRead(arranged(plan), ())


def _whole(fault: CellFault) -> SheetRead:
    return SheetRead((), (RowFault(0, "", fault),))


def _id(
    number: int,
    cell: Cell,
    known: Mapping[TaskId, PlanTask],
    seen: set[TaskId],
    reading: _Reading,
    new_id: Callable[[], TaskId],
) -> TaskId:
    if not cell.value.strip():
        return new_id()
    id_ = TaskId(UUID(cell.value)) if _is_uuid(cell.value) else None
    if id_ is None or id_ not in known:
        reading.faults.append(RowFault(number, "", CellFault.FOREIGN))
        return new_id()
    if id_ in seen:
        reading.faults.append(RowFault(number, "", CellFault.DOUBLE))
    seen.add(id_)
    return id_


def _task(
    number: int, cells: Mapping[str, Cell], id_: TaskId, before: PlanTask | None, reading: _Reading
) -> PlanTask | None:
    meanings = reading.meanings
    count = len(reading.faults)

    def say(column: str, fault: CellFault) -> None:
        reading.faults.append(RowFault(number, column, fault, cells[column].value[:40]))

    def typed(column: str, *, required: bool = False) -> str:
        cell = cells.get(column, Cell())
        text = " ".join(cell.value.split())
        if cell.kind == "formula":
            say(column, CellFault.FORMULA)
        elif cell.kind == "other":
            say(column, CellFault.NOT_TEXT)
        elif not text and required:
            say(column, CellFault.EMPTY)
        elif len(text) > LIMITS.get(column, 200):
            say(column, CellFault.TOO_LONG)
        return meanings.marks.get(column, {}).get(folded(text), text)

    def chosen(column: str, codes: Mapping[str, str], *, required: bool = True) -> str:
        text = typed(column, required=required)
        code = codes.get(folded(text), "")
        if text and not code and cells[column].kind not in ("formula", "other"):
            say(column, CellFault.UNKNOWN)
        return code

    def day(column: str) -> date | None:
        cell = cells.get(column, Cell())
        if cell.kind == "formula":
            say(column, CellFault.FORMULA)
            return None
        if not cell.value.strip():
            say(column, CellFault.EMPTY)
            return None
        found = read_day(cell.value)
        if found is None:
            say(column, CellFault.NOT_A_DATE)
        elif not reading.starts_on <= found <= reading.ends_on and (
            before is None or found not in (before.starts_on, before.due)
        ):
            say(column, CellFault.OUT_OF_PROJECT)
        return found

    stage = chosen("stage", meanings.stages)
    title = typed("title", required=True)
    starts_on, due = day("starts_on"), day("due")
    if starts_on is not None and due is not None and due < starts_on:
        say("due", CellFault.BEFORE_START)
    result = typed("result")
    party = chosen("party", meanings.parties)
    who = typed("responsible")
    measure = chosen("measure", meanings.measures, required=False)
    risk, mitigation = typed("risk"), typed("mitigation")
    if len(reading.faults) > count or starts_on is None or due is None:
        return None
    organisation = meanings.organisations.get(folded(who)) if party != Party.INVESTOR else None
    return PlanTask(
        id=id_,
        stage=Stage(stage),
        title=title,
        starts_on=starts_on,
        due=due,
        result=result,
        party=Party(party),
        measure=measure,
        risk=risk,
        mitigation=mitigation,
        organisation=organisation,
        who="" if organisation is not None or party == Party.INVESTOR else who,
    )


_TYPED_DAY: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def read_day(text: str) -> date | None:
    """«2027-11-21» as the child gives dates, or typed «21.11.2027»; None for anything else, 29.02.2027 too."""
    text = text.strip()
    try:
        if found := _TYPED_DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text[:10]) if re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ].*)?", text) else None
    except ValueError:
        return None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text.strip())
    except ValueError:
        return False
    return True


def fault_form(one: RowFault) -> dict[str, Any]:
    """A fault as it is stored."""
    return {"row": one.row, "column": one.column, "fault": one.fault.value, "value": one.value}
