"""A paper as a DOCX file (python-docx: maintained, pure Python over lxml, MIT).

What people typed goes in as text, never as markup or a field; characters that XML cannot hold are left out.
"""

import io
import re

from docx import Document
from docx.document import Document as OpenDocument
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from handlers.screens.paper import Line, Paper, Part, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
"""What offices of the state write in; every Word has it, with all Kazakh letters."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_GREY = RGBColor(0x59, 0x59, 0x59)


def docx(paper: Paper) -> bytes:
    """The file's bytes. Reproducible: the same paper gives the same text in the same order."""
    document = Document()
    _page(document, paper)
    document.add_heading(clean(paper.title), level=0)
    if paper.subtitle:
        run = document.add_paragraph().add_run(clean(paper.subtitle))
        run.font.color.rgb = _GREY
    for part in paper.parts:
        _part(document, part)
    if paper.footer:
        footer = document.sections[0].footer.paragraphs[0]
        footer.text = clean(paper.footer)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def clean(text: str) -> str:
    """The text without characters that XML refuses (attack 62)."""
    return _UNPRINTABLE.sub("", text)


def _page(document: OpenDocument, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Normal", "Title", "Heading 1"):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name = FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        style.element.rPr.rFonts.set(qn("w:cs"), FONT)
        style.element.rPr.rFonts.set(qn("w:hAnsi"), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)
        style.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Normal"].font.size = Pt(12)
    document.styles["Title"].font.size = Pt(18)
    document.styles["Heading 1"].font.size = Pt(13)
    document.core_properties.title = clean(paper.title)[:255]
    document.core_properties.language = paper.language
    document.core_properties.author = ""
    document.core_properties.comments = ""


def _part(document: OpenDocument, part: Part) -> None:
    document.add_heading(clean(part.title), level=1)
    for line in part.lines:
        _line(document, line)
    for paragraph in part.text.split("\n") if part.text else ():
        document.add_paragraph(clean(paragraph))
    if part.table is not None:
        _table(document, part.table)


def _line(document: OpenDocument, line: Line) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    label = paragraph.add_run(f"{clean(line.label)}: ")
    label.bold = True
    paragraph.add_run(clean(line.value))


def _table(document: OpenDocument, table: Table) -> None:
    made = document.add_table(rows=1, cols=len(table.headings))
    made.style = document.styles["Table Grid"]
    for cell, heading in zip(made.rows[0].cells, table.headings, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(clean(heading)).bold = True
    for row in table.rows:
        for cell, value in zip(made.add_row().cells, row, strict=True):
            cell.text = clean(value)
