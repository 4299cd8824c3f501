"""What differs between two plans, readable on a phone; and a table that was sent, with what is wrong or new in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from domain.file.model import FileReason
from domain.roadmap.compare import Comparison, FieldChange, TaskChange
from domain.roadmap.model import SheetState
from domain.roadmap.sheet import CellFault
from handlers.pick.lists import page_of, pager
from handlers.roadmap.facts import ChangesFacts, Look, OrganisationNames, SheetFacts
from handlers.roadmap.places import RoadmapCard, RoadmapTable
from handlers.roadmap.presses import GetTable, TakeSheet
from handlers.roadmap.responsible import named
from handlers.roadmap.screens import heading
from handlers.roadmap.table import COLUMNS
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.files import why_refused
from handlers.words.measures import measure_name
from handlers.words.reader import Reader, lines
from handlers.words.tasks import (
    party_name,
    stage_name,
    task_mitigation,
    task_result,
    task_risk,
    task_title,
)

ON_PAGE = 6
"""Changed tasks on a page: each may have several lines."""

FAULTS: Mapping[CellFault, Text] = {
    CellFault.EMPTY: Text("roadmap.cell", "is empty"),
    CellFault.NOT_A_DATE: Text("roadmap.cell", "is not a date; right would be 21.11.2027"),
    CellFault.UNKNOWN: Text("roadmap.cell", "is not one of the list"),
    CellFault.FORMULA: Text("roadmap.cell", "is a formula; a value is needed"),
    CellFault.TOO_LONG: Text("roadmap.cell", "is too long"),
    CellFault.NOT_TEXT: Text("roadmap.cell", "is not a text"),
    CellFault.DOUBLE: Text("roadmap.cell", "is the same row as an earlier one"),
    CellFault.FOREIGN: Text("roadmap.cell", "belongs to another roadmap"),
    CellFault.BEFORE_START: Text("roadmap.cell", "is before the beginning of the task"),
    CellFault.OUT_OF_PROJECT: Text("roadmap.cell", "is outside the project's dates"),
    CellFault.NO_ROWS: Text("roadmap.cell", "there is no task in the table"),
    CellFault.TOO_MANY: Text("roadmap.cell", "there are too many rows"),
    CellFault.COLUMNS: Text("roadmap.cell", "the columns are not those of the table that was sent to you"),
}


def show_changes(facts: ChangesFacts, r: Reader) -> Screen:
    here, place = facts.look, facts.place
    said = change_lines(facts.changes, facts.organisations, r)
    shown, page = page_of(said, place.page, ON_PAGE)
    return Screen(
        lines(
            heading(here, r),
            r.say(
                "roadmap.changes",
                "<b>Version {n} against version {before}</b>",
                n=here.roadmap.number,
                before=facts.before.number,
            ),
            *(shown if said else [r.say("roadmap.changes", "Nothing differs.")]),
        ),
        rows(
            pager(r, page, len(said), lambda other: replace(place, page=other), ON_PAGE),
            row(
                Button(
                    r.label("roadmap.changes", "To the roadmap"), Go(RoadmapCard(here.project.id, here.roadmap.number))
                )
            ),
            back_row(r),
        ),
    )


def change_lines(changes: Comparison, names: OrganisationNames, r: Reader) -> Sequence[Markup]:
    """A block for each task: what is new in it, what it was."""
    return [
        *(_changed(one, names, r) for one in changes.changed),
        *(
            r.say(
                "roadmap.changes",
                "+ <b>{title}</b>, due {day}",
                title=task_title(r, one.title),
                day=formats.day(r, one.due),
            )
            for one in changes.added
        ),
        *(
            r.say(
                "roadmap.changes",
                "− <b>{title}</b>, was due {day}",
                title=task_title(r, one.title),
                day=formats.day(r, one.due),
            )
            for one in changes.dropped
        ),
    ]


def _changed(change: TaskChange, names: OrganisationNames, r: Reader) -> Markup:
    return lines(
        r.say("roadmap.changes", "<b>{title}</b>", title=task_title(r, change.after.title)),
        *(_field(one, names, r) for one in change.fields),
    )


def _field(one: FieldChange, names: OrganisationNames, r: Reader) -> Markup:
    return r.say(
        "roadmap.changes",
        "{field}: {before} → {after}",
        field=r.plain(COLUMNS[one.name]),
        before=_value(one.name, one.before, names, r),
        after=_value(one.name, one.after, names, r),
    )


def _value(name: str, value: Any, names: OrganisationNames, r: Reader) -> str:
    match name:
        case "starts_on" | "due":
            return formats.day(r, value)
        case "stage":
            return stage_name(r, value)
        case "party":
            return party_name(r, value)
        case "responsible":
            return named(value[0], value[1], names, r) or "—"
        case "measure":
            return measure_name(r, value) if value else "—"
    say = {"title": task_title, "result": task_result, "risk": task_risk, "mitigation": task_mitigation}[name]
    return say(r, value) or "—"


# The table


def show_table(here: Look, r: Reader) -> Screen:
    return Screen(
        lines(
            heading(here, r),
            r.say("roadmap.table", "<b>The roadmap as a table</b>"),
            r.say(
                "roadmap.table",
                "Get the table, correct it in Excel and send the file here. What is wrong is told by row and column; "
                "the draft changes only when you take the table.",
            )
            if here.editable
            else r.say("roadmap.table", "The tasks with their dates as an Excel file."),
        ),
        rows(row(Button(r.label("roadmap.table", "Get the table"), GetTable(here.roadmap.id))), back_row(r)),
    )


def show_sheet(facts: SheetFacts, r: Reader) -> Screen:
    sheet, place = facts.sheet, facts.place
    said = _sheet_lines(facts, r)
    shown, page = page_of(said, place.page, 12)
    take = (
        row(Button(r.label("roadmap.sheet", "Take the table"), TakeSheet(sheet.id, sheet.version)))
        if sheet.state == SheetState.READY and facts.look.editable
        else None
    )
    return Screen(
        lines(
            heading(facts.look, r), r.say("roadmap.sheet", "<b>{name}</b>", name=sheet.name), _outcome(facts, r), *shown
        ),
        rows(
            take,
            pager(r, page, len(said), lambda other: replace(place, page=other), 12),
            row(
                Button(r.label("roadmap.sheet", "Another file"), Go(RoadmapTable(sheet.roadmap), replace=True)),
                Button(r.label("roadmap.sheet", "Roadmap"), Go(RoadmapCard(facts.look.project.id))),
            ),
            back_row(r),
        ),
    )


def _outcome(facts: SheetFacts, r: Reader) -> Markup:
    sheet = facts.sheet
    match SheetState(sheet.state):
        case SheetState.READING:
            return r.say("roadmap.sheet", "The table is being read. You will be told when it is done.")
        case SheetState.READY if facts.changes is not None and facts.changes.same:
            return r.say("roadmap.sheet", "Nothing differs from the draft.")
        case SheetState.READY:
            return r.count(
                "roadmap.sheet",
                "Without faults: {n} task. This would change:",
                "Without faults: {n} tasks. This would change:",
                len(sheet.tasks),
            )
        case SheetState.FAULTY:
            return r.count(
                "roadmap.sheet",
                "Nothing is taken: {n} fault. Mend it in the file and send it again.",
                "Nothing is taken: {n} faults. Mend them in the file and send it again.",
                sheet.outcome["total"],
            )
        case SheetState.REFUSED:
            return lines(
                r.say("roadmap.sheet", "The file cannot be read."), why_refused(FileReason(sheet.outcome["reason"]), r)
            )
        case SheetState.TAKEN:
            return r.say("roadmap.sheet", "✓ The table is taken into the draft.")


def _sheet_lines(facts: SheetFacts, r: Reader) -> Sequence[Markup]:
    sheet = facts.sheet
    if sheet.state == SheetState.FAULTY:
        return [fault_line(one, r) for one in sheet.outcome["faults"]]
    if sheet.state == SheetState.READY and facts.changes is not None:
        return change_lines(facts.changes, facts.organisations, r)
    return ()


def fault_line(raw: Mapping[str, Any], r: Reader) -> Markup:
    """«Row 7, Due: is not a date (tomorrow)»."""
    fault = r.plain(FAULTS[CellFault(raw["fault"])])
    if not raw["row"]:
        return r.say("roadmap.cell", "– {fault}", fault=fault)
    column = r.plain(COLUMNS[raw["column"]]) if raw["column"] in COLUMNS else ""
    if not column:
        return r.say("roadmap.cell", "– row {row}: {fault}", row=raw["row"], fault=fault)
    if raw["value"]:
        return r.say(
            "roadmap.cell", "– row {row}, «{column}»: {fault} ({value})",
            row=raw["row"], column=column, fault=fault, value=raw["value"],
        )  # fmt: skip
    return r.say("roadmap.cell", "– row {row}, «{column}»: {fault}", row=raw["row"], column=column, fault=fault)
