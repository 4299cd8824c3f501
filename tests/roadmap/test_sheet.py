"""The roadmap as a table: out and back without loss, and what is wrong with a file is said by row and column (M2.5;
attacks 66, 70–77, 82, 84)."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest

from bot.jobs.roadmap_sheet import NotRead, rows_of
from bot.printing.xlsx import xlsx
from domain.file.model import FileReason
from domain.kit.ids import OrganisationId, TaskId
from domain.roadmap.model import Party, Plan
from domain.roadmap.sheet import Cell, CellFault, SheetRead, read_day, read_rows
from handlers.roadmap.changes import FAULTS, fault_line
from handlers.roadmap.facts import Look
from handlers.roadmap.table import COLUMNS, meanings, spreadsheet
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader
from tests.town.plans import PROJECT, a_look, a_plan

BODY = OrganisationId(UUID(int=77))
NAMES = {BODY: dict.fromkeys(LANGUAGES, "=Акимат +7 & Co")}


def the_plan() -> Plan:
    """The standard plan with texts that break careless tables."""
    made = a_plan()
    nasty = ("=1+1", "+7 701", "-5", "@SUM(A1)", "\tTab", "007")
    return tuple(
        replace(one, title=nasty[n], organisation=BODY if one.party is Party.STATE_BODY else None, measure="land")
        if n < len(nasty)
        else one
        for n, one in enumerate(made)
    )


def table_of(here: Look, language: str) -> bytes:
    return xlsx(spreadsheet(here, NAMES, Reader(language)))


def judged(rows: list[list[Cell]], plan: Plan) -> SheetRead:
    return read_rows(
        rows,
        PROJECT.id,
        PROJECT.starts_on,
        PROJECT.ends_on,
        {one.id: one for one in plan},
        meanings(NAMES),
        lambda: TaskId(uuid4()),
    )


@pytest.mark.parametrize("language", LANGUAGES)
async def test_out_and_back_without_loss(language: str) -> None:
    """82, 84: what begins with = + - @ comes back as the text it was, zeros stay; a standard task stays one."""
    plan = the_plan()
    read = judged(await rows_of(table_of(a_look(plan), language), "plan.xlsx"), plan)
    assert read.faults == ()
    tidy = tuple(replace(one, title=one.title.strip()) for one in plan)
    assert {one.id: one for one in read.plan} == {one.id: one for one in tidy}


async def test_attack_82_nothing_typed_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_of(a_look(the_plan()), "ru")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert any(cell.value == "=1+1" and cell.quotePrefix for cell in cells)


def edited(change: Callable[[Any], None], plan: Plan) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(table_of(a_look(plan), "en")))
    change(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "value", "column", "fault"),
    [
        ("E2", "tomorrow", "due", CellFault.NOT_A_DATE),
        ("E2", "29.02.2027", "due", CellFault.NOT_A_DATE),
        ("E2", 45_000, "due", CellFault.OUT_OF_PROJECT),
        ("E2", "=TODAY()", "due", CellFault.FORMULA),
        ("C2", "=HYPERLINK(1)", "title", CellFault.FORMULA),
        ("C2", None, "title", CellFault.EMPTY),
        ("C2", "x" * 201, "title", CellFault.TOO_LONG),
        ("C2", True, "title", CellFault.NOT_TEXT),
        ("B2", "Stage four", "stage", CellFault.UNKNOWN),
        ("G2", "", "party", CellFault.EMPTY),
        ("I2", "A miracle", "measure", CellFault.UNKNOWN),
        ("E2", date(2040, 1, 1), "due", CellFault.OUT_OF_PROJECT),
        ("E2", "11.01.2020", "due", CellFault.OUT_OF_PROJECT),
        ("A3", "no id", "", CellFault.FOREIGN),
        ("A3", str(UUID(int=5)), "", CellFault.FOREIGN),
    ],
)
async def test_what_is_wrong_is_said_by_row_and_column(cell: str, value: object, column: str, fault: CellFault) -> None:
    """66 among them: dates that are none. Nothing is taken when one cell is wrong."""
    plan = a_plan()

    def change(sheet: Any) -> None:
        sheet[cell] = value

    read = judged(await rows_of(edited(change, plan), "plan.xlsx"), plan)
    assert read.plan == ()
    assert (int(cell[1:]), column, fault) in [(one.row, one.column, one.fault) for one in read.faults]


async def test_whole_tables_that_are_not_ours() -> None:
    plan = a_plan()

    def other(sheet: Any) -> None:
        sheet["A1"] = str(uuid4())

    def shifted(sheet: Any) -> None:
        sheet.delete_cols(1)

    def empty(sheet: Any) -> None:
        sheet.delete_rows(2, 100)

    def many(sheet: Any) -> None:
        for n in range(100, 180):
            sheet.cell(n, 3).value = "one more"

    def twice(sheet: Any) -> None:
        sheet["A3"] = sheet["A2"].value

    for change, fault in (
        (other, CellFault.FOREIGN),
        (shifted, CellFault.COLUMNS),
        (empty, CellFault.NO_ROWS),
        (many, CellFault.TOO_MANY),
        (twice, CellFault.DOUBLE),
    ):
        read = judged(await rows_of(edited(change, plan), "plan.xlsx"), plan)
        assert fault in [one.fault for one in read.faults], change.__name__
        assert read.plan == ()


async def test_rows_are_added_taken_out_and_typed_dates_read() -> None:
    """In another language than the file's, too; the new row gets an id of its own."""
    plan = a_plan()

    def change(sheet: Any) -> None:
        sheet.delete_rows(2)
        row = sheet.max_row + 1
        for column, value in enumerate(
            ("инвестициялық кезең", "Railway siding", "11.01.2027", "2028-02-29", "Done", "Подрядчик", "Bautrust"), 2
        ):
            sheet.cell(row, column).value = value

    read = judged(await rows_of(edited(change, plan), "plan.xlsx"), plan)
    assert read.faults == ()
    assert len(read.plan) == len(plan)
    (new,) = [one for one in read.plan if one.id not in {known.id for known in plan}]
    assert (new.title, new.due, new.who, new.party) == (
        "Railway siding",
        date(2028, 2, 29),
        "Bautrust",
        Party.CONTRACTOR,
    )


def zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def spoiled(extra: Mapping[str, bytes], change: Callable[[bytes], bytes] = lambda one: one) -> bytes:
    """A sound table with something more inside."""
    with zipfile.ZipFile(io.BytesIO(table_of(a_look(a_plan()), "en"))) as package:
        members = {one: change(package.read(one)) for one in package.namelist()}
    return zipped({**members, **extra})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FileReason.EMPTY),
        (b"MZ" + b"\0" * 200, FileReason.PROGRAM),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), FileReason.ENCRYPTED),
        (b"PK\x03\x04 torn off", FileReason.DAMAGED),
        (b"stage;task;due\n", FileReason.KIND),
        (zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), FileReason.KIND),
    ],
    ids=["76 empty", "68 a program", "74 encrypted", "torn", "a csv", "a docx"],
)
async def test_attacks_68_to_76_files_that_are_no_table(content: bytes, reason: FileReason) -> None:
    with pytest.raises(NotRead) as refused:
        await rows_of(content, "plan.xlsx")
    assert refused.value.reason is reason


async def test_attack_70_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(NotRead) as refused:
        await rows_of(spoiled({"xl/bomb.xml": b" " * 260 * 1024 * 1024}), "plan.xlsx")
    assert refused.value.reason is FileReason.SWOLLEN


async def test_attacks_72_73_entities_and_macros() -> None:
    with pytest.raises(NotRead) as refused:
        await rows_of(spoiled({"xl/vbaProject.bin": b"macro"}), "plan.xlsm")
    assert refused.value.reason is FileReason.PROGRAM
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with pytest.raises(NotRead) as refused:
        await rows_of(spoiled({"xl/more.xml": entity}), "plan.xlsx")
    assert refused.value.reason is FileReason.PROGRAM


async def test_a_table_without_its_sheets_is_damaged_not_an_error() -> None:
    with pytest.raises(NotRead) as refused:
        await rows_of(zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}), "plan.xlsx")
    assert refused.value.reason is FileReason.DAMAGED


async def test_a_sheet_that_claims_a_million_rows_is_read_within_bounds() -> None:
    """Attack 85: what a file says of its size is believed by nobody."""
    content = spoiled({}, lambda one: re.sub(b'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', one))
    rows = await rows_of(content, "plan.xlsx")
    assert len(rows) <= 500


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("29.02.2028", date(2028, 2, 29)),
        ("29.02.2027", None),
        ("31.12.2027", date(2027, 12, 31)),
        ("2027-12-31", date(2027, 12, 31)),
        ("31.02.2027", None),
        ("0/0/10000", None),
        ("1,5", None),
        ("٢٩.٠٢.٢٠٢٨", date(2028, 2, 29)),
        ("", None),
    ],
)
def test_attack_66_dates(text: str, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_its_words(language: str) -> None:
    r = Reader(language)
    assert set(FAULTS) == set(CellFault)
    for fault in CellFault:
        for column in (*COLUMNS, ""):
            line = fault_line({"row": 7, "column": column, "fault": fault.value, "value": "<b>"}, r)
            assert "7" in line and "<b>" not in line
