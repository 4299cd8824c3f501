"""Candidates among many names (M1.2): what the matcher would call alike, the index finds."""

import csv
from pathlib import Path

import pytest

from domain.kyc.index import MOST_JUDGED, NameIndex
from domain.kyc.match import THRESHOLD, compare_names
from domain.kyc.subject import Subject, SubjectKind

PERSON, FIRM = SubjectKind.PERSON, SubjectKind.ORGANISATION
PAIRS = Path(__file__).parent / "data" / "pairs.csv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def index(rows: list[dict[str, str]]) -> NameIndex:
    """All right-hand names of the pairs, the near misses among them, so that each stands among some eight hundred."""
    return NameIndex((row["id"], Subject(PERSON if row["kind"] == "person" else FIRM, (row["right"],))) for row in rows)


def test_every_pair_that_the_matcher_joins_is_found(rows: list[dict[str, str]], index: NameIndex) -> None:
    lost = []
    asked = 0
    for row in rows:
        kind = PERSON if row["kind"] == "person" else FIRM
        if row["same"] == "1" and compare_names(row["left"], row["right"], kind).score >= THRESHOLD:
            asked += 1
            hits = index.search(Subject(kind, (row["left"],)), THRESHOLD)
            if row["id"] not in {hit.key for hit in hits}:
                lost.append((row["left"], row["right"]))
    assert asked > 300
    assert len(lost) <= asked * 0.01, lost


def test_hits_are_ordered_and_told_once_for_each_entry() -> None:
    entries = [
        ("a", Subject(PERSON, ("Досов Нурлан", "DOSSOV, Nurlan", "Nurlan Dosov"))),
        ("b", Subject(PERSON, ("Н. Досов",))),
        ("c", Subject(PERSON, ("Берик Досов",))),
    ]
    hits = NameIndex(entries).search(Subject(PERSON, ("Нұрлан Досов",)), THRESHOLD)
    assert [hit.key for hit in hits] == ["a", "b"]
    assert hits[0].likeness.score == 1.0


def test_initials_are_found_in_a_crowd_of_one_surname() -> None:
    given = "Асан Берик Дана Ерлан Жанар Канат Лаура Марат Омар Сауле Тимур Фарида Шолпан Юрий".split()  # noqa: SIM905
    crowd = [(f"{name}{at}", Subject(PERSON, (f"Ахметов {name} {at}",))) for name in given for at in range(MOST_JUDGED)]
    index = NameIndex([*crowd, ("wanted", Subject(PERSON, ("Ахметов Хангелді",)))])
    assert "wanted" in {hit.key for hit in index.search(Subject(PERSON, ("Х. Ахметов",)), THRESHOLD)}


def test_a_person_is_not_looked_for_among_firms_named_alike() -> None:
    index = NameIndex([("ship", Subject(SubjectKind.VESSEL, ("ALTAIR",))), ("firm", Subject(FIRM, ("Altair",)))])
    hits = index.search(Subject(FIRM, ("ТОО «Альтаир»",)), THRESHOLD)
    assert {hit.key: hit.kind for hit in hits} == {"ship": SubjectKind.VESSEL, "firm": FIRM}


@pytest.mark.parametrize("name", ["", "«»", "😀", "\u202e", "a" * 5_000, " ".join("abcdefghijklmnop" * 20)])
def test_odd_names_do_no_harm_attack_57_62_64_100(name: str, index: NameIndex) -> None:
    index.search(Subject(SubjectKind.UNKNOWN, (name,)))
    assert len(NameIndex([("odd", Subject(SubjectKind.UNKNOWN, (name,)))])) == 1


def test_an_empty_index_finds_nothing() -> None:
    assert NameIndex([]).search(Subject(PERSON, ("Иван Иванов",))) == ()
