"""What is let in and what is not, by content (attacks 68–79). The child itself is tried at the end."""

import io
import zipfile

import pytest

from bot.machine.inspect.content import inspect
from bot.machine.inspect.run import look_into
from bot.machine.inspect.verdict import Bad
from domain.file.model import LARGEST, FileReason
from tests.file import samples

PROGRAM = b"MZ" + b"\x90" * 200
XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w>&e;</w>'
EXTERNAL = (
    '<Relationships><Relationship Id="r" Type="{type}" Target="http://x/y" TargetMode="External"/></Relationships>'
)
TEMPLATE = EXTERNAL.format(type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate")
LINK = EXTERNAL.format(type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink")
MACRO = '<Override PartName="/x" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (samples.pdf(), "a.pdf", "pdf"),
        (samples.pdf(), "a.exe", "pdf"),  # the name says nothing; it will be stored under its real ending
        (samples.picture("JPEG"), "photo.jpg", "jpg"),
        (samples.picture("PNG"), "p", "png"),
        (samples.picture("WEBP"), "p.webp", "webp"),
        (samples.heic(), "IMG_1.HEIC", "heic"),
        (samples.document(), "letter.docx", "docx"),
        (samples.office("xl/workbook.xml"), "t.xlsx", "xlsx"),
        (
            samples.office("ppt/presentation.xml", {"ppt/embeddings/t.xlsx": samples.office("xl/workbook.xml")}),
            "p",
            "pptx",
        ),
        (samples.office(more={"word/_rels/document.xml.rels": LINK}), "links.docx", "docx"),
        (samples.open_document(), "a.odt", "odt"),
        (samples.open_document("application/vnd.oasis.opendocument.spreadsheet"), "a.ods", "ods"),
        ("Қазақстан; 1;2\n".encode(), "t.csv", "csv"),
        ("Акимат".encode("cp1251"), "t.txt", "txt"),
        ("﻿Акимат".encode("utf-16"), "t.txt", "txt"),
        (b"plain", "note", "txt"),
    ],
)
def test_sound_files_are_what_they_are(content: bytes, name: str, kind: str) -> None:
    assert inspect(content, name) == kind


@pytest.mark.parametrize(
    ("attack", "content", "name", "reason"),
    [
        (68, PROGRAM, "report.pdf", FileReason.PROGRAM),
        (68, b"\x7fELF" + b"\0" * 100, "report.pdf", FileReason.PROGRAM),
        (68, b"#!/bin/sh\nrm -rf /\n", "notes.txt", FileReason.PROGRAM),
        (68, samples.office(more={"word/media/run.exe": PROGRAM}), "x.docx", FileReason.PROGRAM),
        (69, samples.pdf() + samples.archive({"a.txt": "x"}), "x.pdf", FileReason.DISGUISED),
        (69, samples.picture("PNG") + samples.archive({"a.txt": "x"}), "x.png", FileReason.DISGUISED),
        (70, samples.archive({"a.txt": b"\0" * 30_000_000}), "42.zip", FileReason.SWOLLEN),
        (70, samples.office(more={"word/a.xml": b" " * 30_000_000}), "42.docx", FileReason.SWOLLEN),
        (
            70,
            samples.office(more={"w/1.zip": samples.office(more={"2.zip": samples.office()})}),
            "n.docx",
            FileReason.SWOLLEN,
        ),
        (70, samples.archive({"a.txt": "x"}), "a.zip", FileReason.KIND),
        (71, samples.huge_png(), "x.png", FileReason.SWOLLEN),
        (72, samples.office(more={"word/settings.xml": XXE}), "x.docx", FileReason.PROGRAM),
        (72, samples.open_document(meta_dot_xml=XXE), "x.odt", FileReason.PROGRAM),
        (72, samples.office(more={"word/_rels/settings.xml.rels": TEMPLATE}), "x.docx", FileReason.PROGRAM),
        (73, samples.office("xl/workbook.xml", {"xl/vbaProject.bin": b"x"}), "x.xlsx", FileReason.PROGRAM),
        (73, samples.office("xl/workbook.xml", types=MACRO), "x.xlsx", FileReason.PROGRAM),
        (73, samples.open_document(Basic__Standard__M_dot_xml="<m/>"), "x.odt", FileReason.PROGRAM),
        (74, samples.encrypted(samples.archive({"a.txt": "x"})), "a.zip", FileReason.ENCRYPTED),
        (74, samples.encrypted(samples.document()), "a.docx", FileReason.ENCRYPTED),
        (74, samples.pdf(b"/Encrypt 5 0 R"), "a.pdf", FileReason.ENCRYPTED),
        (
            74,
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            FileReason.ENCRYPTED,
        ),
        (75, b"a" * (LARGEST + 1), "a.txt", FileReason.TOO_BIG),
        (76, b"", "a.txt", FileReason.EMPTY),
        (78, b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "x.svg", FileReason.KIND),
        (78, b'<?xml version="1.0"?>\n<svg/>', "x.txt", FileReason.KIND),
        (78, "<SVG onload=x>".encode("utf-16"), "x.txt", FileReason.KIND),
        (79, samples.EICAR, "x.txt", FileReason.VIRUS),
        (79, samples.office(more={"word/media/e.txt": samples.EICAR}), "x.docx", FileReason.VIRUS),
        (0, samples.pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "x.pdf", FileReason.PROGRAM),
        (0, samples.pdf()[:-20], "x.pdf", FileReason.DAMAGED),
        (0, samples.picture("PNG")[:60], "x.png", FileReason.DAMAGED),
        (0, samples.heic()[:-2], "x.heic", FileReason.DAMAGED),
        (0, samples.document()[:-40], "x.docx", FileReason.DAMAGED),
        (0, samples.office(more={"word/x.xml": "<a>"}), "x.docx", FileReason.DAMAGED),
        (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old.doc", FileReason.KIND),
        (0, b"Rar!\x1a\x07\x00", "a.rar", FileReason.KIND),
        (0, b"alert(1)", "x.js", FileReason.KIND),
        (0, b"a\0b", "x.txt", FileReason.KIND),
    ],
)
def test_attacks_68_to_79_are_refused(attack: int, content: bytes, name: str, reason: FileReason) -> None:
    with pytest.raises(Bad) as bad:
        inspect(content, name)
    assert bad.value.reason is reason


def test_attack_70_a_header_that_lies_about_its_size_is_found_while_unpacking() -> None:
    out = bytearray(samples.office(more={"word/a.xml": b"<a>" + b" " * 100_000 + b"</a>"}))
    with zipfile.ZipFile(io.BytesIO(out)) as package:
        true = package.getinfo("word/a.xml").file_size.to_bytes(4, "little")
    lie = bytes(out).replace(true, (10).to_bytes(4, "little"))
    with pytest.raises(Bad) as bad:
        inspect(lie, "x.docx")
    assert bad.value.reason is FileReason.DAMAGED


async def test_the_child_says_the_same() -> None:
    assert (await look_into(samples.document(), "letter.docx")).kind == "docx"
    assert (await look_into(PROGRAM, "report.pdf")).reason is FileReason.PROGRAM
    assert (await look_into(samples.huge_png(), "x.png")).reason is FileReason.SWOLLEN


async def test_a_child_that_hangs_is_killed_and_the_file_refused() -> None:
    found = await look_into(samples.document(), "letter.docx", seconds=0.01)
    assert (found.kind, found.why) == (None, "took too long")
