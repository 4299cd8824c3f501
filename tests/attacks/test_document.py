"""What people typed, in a document (attacks 58, 60, 62, 77, 83, 84)."""

import io

import pytest
from docx import Document

from bot.printing.docx import docx
from handlers.screens.paper import Line, Paper, Part, Table


def printed(text: str) -> list[str]:
    paper = Paper(
        name="x",
        title="Meeting card",
        subtitle="",
        parts=(Part("Facts", (Line("Number", text),), text, Table(("What",), ((text,),))),),
    )
    read = Document(io.BytesIO(docx(paper)))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in read.paragraphs), *cells]


@pytest.mark.parametrize(
    "text",
    [
        '"QAZAQSTAN <MONARH>" & Co </w:t>',
        "{0.__class__} %s ${x}",
        '=HYPERLINK("http://x")',
        "000123004567",  # attack 84: a number keeps its leading zeros
        "Ұлттық «ӘЛЕМ» ЖШС · Müller · 会社",
        "\u202eabc\u2066",
    ],
)
def test_attacks_58_60_84_text_stays_text(text: str) -> None:
    everywhere = [one for one in printed(text) if text in one]
    assert len(everywhere) >= 3


@pytest.mark.parametrize("control", ["\x0b", "\x00", "\x1b", "\ud800", "\uffff"])
def test_attacks_62_83_what_xml_cannot_hold_is_left_out(control: str) -> None:
    """0x0B among them: the file opens, the words around it are there."""
    assert [one for one in printed(f"before{control}after") if "beforeafter" in one]
