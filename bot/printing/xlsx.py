"""A table as an XLSX file, with choices to pick from. What people typed is text, never a formula (82, 84)."""

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from handlers.roadmap.table import Spreadsheet

_WIDTH = 28
_DATE_WIDTH = 13
_DATE = "DD.MM.YYYY"


def xlsx(table: Spreadsheet) -> bytes:
    """The file's bytes. The first column is hidden: the table's key, and the id of each row."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "".join(letter for letter in table.title if letter not in "[]:*?/\\")[:31] or "1"
    _put(sheet.cell(1, 1), table.key)
    for column, heading in enumerate(table.headings, 2):
        cell = sheet.cell(1, column)
        _put(cell, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EEF2F6")
    for number, (id_, row) in enumerate(zip(table.ids, table.rows, strict=True), 2):
        _put(sheet.cell(number, 1), id_)
        for column, value in enumerate(row, 2):
            _put(sheet.cell(number, column), value)
    last = 1 + len(table.rows) + table.spare
    _shape(sheet, table, last)
    _choices(book, sheet, table, last)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Cell | MergedCell, value: str | date) -> None:
    """A date as a date, a string as a string: also one that begins with = + - @ or with zeros."""
    assert isinstance(cell, Cell)  # nothing is merged here
    if isinstance(value, date):
        cell.value = value
        cell.number_format = _DATE
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    cell.number_format = "@"
    if value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        cell.quotePrefix = True  # also in programs that guess anew


def _shape(sheet: Worksheet, table: Spreadsheet, last: int) -> None:
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = "D2"
    for column in range(2, len(table.headings) + 2):
        of_dates = any(isinstance(row[column - 2], date) for row in table.rows)
        sheet.column_dimensions[get_column_letter(column)].width = _DATE_WIDTH if of_dates else _WIDTH
        for number in range(1, last + 1):
            cell = sheet.cell(number, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if of_dates and number > 1:
                cell.number_format = _DATE
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _choices(book: Workbook, sheet: Worksheet, table: Spreadsheet, last: int) -> None:
    """Lists stand on a hidden sheet: within a rule they may have 255 characters only."""
    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    for place, (column, options) in enumerate(table.choices.items(), 1):
        for number, option in enumerate(options, 1):
            _put(lists.cell(number, place), option)
        letter, own = get_column_letter(place), get_column_letter(column + 2)
        source = f"{quote_sheetname('lists')}!${letter}$1:${letter}${len(options)}"
        rule = DataValidation("list", formula1=f"={source}", allow_blank=True)
        sheet.add_data_validation(rule)
        rule.add(f"{own}2:{own}{max(last, 2)}")
