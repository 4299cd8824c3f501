"""Names of files (attack 77)."""

import pytest

from domain.file.rules import clean_name, ending, named_as


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("=cmd|' /C calc'!A0.csv", "C calc'!A0.csv"),
        ("=cmd|calc.csv", "cmd_calc.csv"),
        ("+7 777.txt", "7 777.txt"),
        ("@SUM(1).csv", "SUM(1).csv"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        (".bashrc", "bashrc"),
        ("", "file"),
        ("...", "file"),
        ("Қазақстан «Самұрық».pdf", "Қазақстан «Самұрық».pdf"),
    ],
)
def test_attack_77_names_are_cleaned(given: str, clean: str) -> None:
    assert clean_name(given) == clean


def test_attack_77_300_letters() -> None:
    name = clean_name("я" * 300 + ".docx")
    assert name == "я" * 100 + ".docx"


@pytest.mark.parametrize(
    ("given", "kind", "named"),
    [
        ("report.pdf.exe", "pdf", "report.pdf"),
        ("report.pdf", "pdf", "report.pdf"),
        ("photo.jpeg", "jpg", "photo.jpeg"),
        ("scan", "png", "scan.png"),
        ("Справка п. 42.1", "pdf", "Справка п. 42.1.pdf"),
    ],
)
def test_a_file_is_named_for_what_it_is(given: str, kind: str, named: str) -> None:
    assert named_as(given, kind) == named


def test_endings() -> None:
    assert (ending("a.JPEG"), ending("a"), ending("a.b.CSV")) == ("jpg", "", "csv")
