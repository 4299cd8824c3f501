"""Lists read whole or not at all; hostile and broken files by name (M1.2; attacks 69–76)."""

import hashlib
import io
from collections.abc import Mapping

import pytest

from domain.classifier.countries import Country
from domain.kyc.lists.dates import read_dates
from domain.kyc.lists.entry import (
    MOST_ERRORS_SHOWN,
    ListBroken,
    ListContent,
    ListEmpty,
    ListFormat,
    ListHostile,
    ListPartMissing,
    ListRefused,
    ListRowsWrong,
    ListTooLarge,
    ListUnknownFormat,
    ListWrongEncoding,
    RowProblem,
    changes,
)
from domain.kyc.lists.read import read_list, recognise
from domain.kyc.subject import PartialDate, SubjectKind

NULL = "-0- "
SDN = (
    f'101,"TESTOV, Ivan Petrovich","individual","PROG1] [PROG2",{NULL},{NULL},{NULL},{NULL},{NULL},{NULL},{NULL},'
    '"DOB 03 Apr 1970; alt. DOB circa 1971; POB Omsk, Russia; nationality Russia; Passport 1234567 (Kazakhstan) issued '
    "04 Dec 2000; National ID No. 998877665 (Russia); a.k.a. 'VANYA'; Linked To: OTHER.\"\n"
    f'102,"STEPPE HOLDING",{NULL},"PROG1",{NULL},{NULL},{NULL},{NULL},{NULL},{NULL},{NULL},{NULL}\n'
    f'103,"SEA STAR","vessel","PROG1",{NULL},{NULL},{NULL},{NULL},{NULL},{NULL},{NULL},'
    '"Vessel Registration Identification IMO 9187629"\n'
)
ALT = f'101,1,"aka","IVANOV, Ivan",{NULL}\n102,2,"fka","OLD STEPPE",{NULL}\n'
ADD = f'102,7,{NULL},"Panama City","Panama",{NULL}\n101,8,{NULL},{NULL},"Region: Nowhere",-0\n\x1a'
UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>IVAN</FIRST_NAME><SECOND_NAME>TESTOV</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>
<REFERENCE_NUMBER>CDi.001</REFERENCE_NUMBER><NAME_ORIGINAL_SCRIPT>Иван Тестов</NAME_ORIGINAL_SCRIPT>
<NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>VANYA &amp; CO</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1969</FROM_YEAR><TO_YEAR>1971</TO_YEAR>
</INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-04-03</DATE>
</INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DOCUMENT><NUMBER>AB 1234567</NUMBER></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>STEPPE GROUP</FIRST_NAME>
<ENTITY_ADDRESS><COUNTRY>Viet Nam</COUNTRY></ENTITY_ADDRESS></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
OPEN = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails",'
    '"program_ids","dataset","first_seen","last_seen","last_change"\n'
    '"NK-1","Person","Ivan Testov","Иван Тестов;I. Testov","1970-04-03;1971","ru;kz;zz","","AB1;CD2","","","","P-1",'
    '"Set","2020-01-01","2026-01-01","2026-01-01T10:00:00"\n'
    '"NK-2","LegalEntity","Steppe; Sons","","","","","","","","","","Set","","",""\n'
)
PLAIN = "имя;тип;дата рождения;страна;бин/иин;причина\nИван Тестов;человек;03.04.1970;KZ;700403300123;ПДЛ\n"


def _read(format_: ListFormat, *parts: str | bytes, **named: str | bytes) -> ListContent:
    given: Mapping[str, str | bytes] = {**({format_.value: parts[0]} if parts else {}), **named}
    streams = {name: io.BytesIO(text.encode() if isinstance(text, str) else text) for name, text in given.items()}
    return read_list(format_, streams)


def test_ofac_with_aliases_and_addresses() -> None:
    content = _read(ListFormat.OFAC, sdn=SDN, alt=ALT, add=ADD)
    person, firm, ship = content.entries
    assert person.subject.names == ("TESTOV, Ivan Petrovich", "VANYA", "IVANOV, Ivan")
    assert person.subject.birth_dates == (PartialDate(1970, 4, 3), PartialDate(1971, about=True))
    assert person.subject.countries == {Country("RU"), Country("KZ")}
    assert person.subject.identifiers == {"1234567", "998877665"}
    assert person.programs == ("PROG1", "PROG2")
    assert (firm.subject.kind, firm.subject.countries) == (SubjectKind.ORGANISATION, frozenset({Country("PA")}))
    assert (ship.subject.kind, ship.subject.identifiers) == (SubjectKind.VESSEL, frozenset({"9187629"}))


def test_un_with_original_script_and_a_span_of_years() -> None:
    content = _read(ListFormat.UN, UN)
    person, firm = content.entries
    assert content.published == "2026-02-27"
    assert person.subject.names == ("IVAN TESTOV", "Иван Тестов", "VANYA & CO")
    assert person.subject.birth_dates == (*map(PartialDate, (1969, 1970, 1971)), PartialDate(1970, 4, 3))
    assert (person.subject.countries, person.subject.identifiers) == (
        frozenset({Country("IR")}),
        frozenset({"AB 1234567"}),
    )
    assert (firm.key, firm.subject.countries, person.programs) == ("2", frozenset({Country("VN")}), ("DRC", "CDi.001"))


def test_opensanctions_by_its_header() -> None:
    person, body = _read(ListFormat.OPENSANCTIONS, OPEN).entries
    assert person.subject.names == ("Ivan Testov", "Иван Тестов", "I. Testov")
    assert person.subject.birth_dates == (PartialDate(1970, 4, 3), PartialDate(1971))
    assert person.subject.countries == {Country("RU"), Country("KZ")}
    assert person.programs == ("P-1",)
    assert (body.subject.kind, body.subject.names) == (SubjectKind.UNKNOWN, ("Steppe; Sons",))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_an_own_list_as_a_spreadsheet_saves_it(sign: str) -> None:
    (entry,) = _read(ListFormat.PLAIN, "\ufeff" + PLAIN.replace(";", sign)).entries
    assert entry.subject.names == ("Иван Тестов",)
    assert entry.subject.kind is SubjectKind.PERSON
    assert entry.subject.birth_dates == (PartialDate(1970, 4, 3),)
    assert (entry.subject.identifiers, entry.remarks) == (frozenset({"700403300123"}), "ПДЛ")


def test_an_own_entry_is_known_again_in_the_next_version() -> None:
    (first,) = _read(ListFormat.PLAIN, PLAIN).entries
    (second,) = _read(ListFormat.PLAIN, PLAIN.replace("ПДЛ", "другая причина")).entries
    assert first.key == second.key
    assert first.fingerprint() == second.fingerprint()  # a remark makes no hit
    (other,) = _read(ListFormat.PLAIN, PLAIN.replace("KZ", "DE")).entries
    assert other.fingerprint() != first.fingerprint()


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("Иван;человек;31.02.1970;KZ;1;x", RowProblem.BAD_DATE),
        ("Иван;человек;;Нарния;1;x", RowProblem.BAD_COUNTRY),
        ("Иван;корова;;KZ;1;x", RowProblem.BAD_KIND),
        (";человек;;KZ;1;x", RowProblem.NO_NAME),
        ("«»;человек;;KZ;1;x", RowProblem.NO_NAME),
        ("Иван;человек", RowProblem.COLUMNS),
        ("Иван;;;;;\nИван;;;;;", RowProblem.DOUBLE_KEY),
        ("И" * 1_001 + ";;;;;", RowProblem.TOO_LONG),
    ],
)
def test_a_wrong_row_of_an_own_list_refuses_it_by_its_number(rows: str, problem: RowProblem) -> None:
    with pytest.raises(ListRowsWrong) as refused:
        _read(ListFormat.PLAIN, PLAIN + rows + "\n")
    assert refused.value.errors[0].problem is problem
    assert refused.value.errors[0].row == 3 + rows.count("\n")


def test_many_wrong_rows_are_counted_and_the_first_shown() -> None:
    with pytest.raises(ListRowsWrong) as refused:
        _read(ListFormat.PLAIN, PLAIN + ";;;;;x\n" * 500)
    assert (len(refused.value.errors), refused.value.total) == (MOST_ERRORS_SHOWN, 500)


@pytest.mark.parametrize(
    ("part", "text", "problem"),
    [
        ("sdn", SDN + "104,\n", RowProblem.COLUMNS),
        ("sdn", SDN + SDN, RowProblem.DOUBLE_KEY),
        ("sdn", SDN.replace("103,", "x,"), RowProblem.NO_KEY),
        ("sdn", SDN.replace('"SEA STAR"', NULL), RowProblem.NO_NAME),
        ("alt", ALT.replace("102", "999"), RowProblem.ORPHAN),
        ("add", ADD.replace("102", "999"), RowProblem.ORPHAN),
    ],
)
def test_a_wrong_row_of_ofac_refuses_all_three_files(part: str, text: str, problem: RowProblem) -> None:
    with pytest.raises(ListRowsWrong) as refused:
        _read(ListFormat.OFAC, **{"sdn": SDN, "alt": ALT, "add": ADD, part: text})
    assert {error.problem for error in refused.value.errors} == {problem}
    assert {error.part for error in refused.value.errors} == {part}


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("format_", "text", "refusal"),
    [
        (ListFormat.UN, UN.replace("<CONSOLIDATED", XXE + "<CONSOLIDATED", 1).replace("VANYA", "&a;"), ListHostile),
        (ListFormat.UN, UN.replace("<CONSOLIDATED", BOMB + "<CONSOLIDATED", 1).replace("VANYA", "&b;"), ListHostile),
        (ListFormat.UN, UN.replace("<CONSOLIDATED", "<!DOCTYPE x><CONSOLIDATED", 1), ListHostile),
        (ListFormat.UN, UN[: len(UN) // 2], ListBroken),
        (ListFormat.UN, UN.replace("UTF-8", "x-martian"), ListBroken),
        (ListFormat.UN, UN.replace("IVAN", "\x00"), ListBroken),
        (ListFormat.UN, "<html><body>Access denied</body></html>", ListUnknownFormat),
        (ListFormat.UN, "<CONSOLIDATED_LIST></CONSOLIDATED_LIST>", ListEmpty),
        (ListFormat.UN, UN.replace("<DATAID>", "<a>" * 40 + "</a>" * 40 + "<DATAID>", 1), ListBroken),
        (ListFormat.UN, "", ListBroken),
        (ListFormat.UN, UN.replace("<DATAID>2<", "<DATAID>1<"), ListRowsWrong),
        (ListFormat.OPENSANCTIONS, OPEN.encode("utf-16"), ListWrongEncoding),
        (ListFormat.OPENSANCTIONS, OPEN.encode("cp1251"), ListWrongEncoding),
        (ListFormat.OPENSANCTIONS, OPEN.replace("Ivan Testov", "Ivan\x00"), ListWrongEncoding),
        (ListFormat.OPENSANCTIONS, OPEN[: OPEN.index("Set")], ListBroken),
        (ListFormat.OPENSANCTIONS, OPEN.replace("schema", "shema"), ListUnknownFormat),
        (ListFormat.OPENSANCTIONS, OPEN[: OPEN.index("\n") + 1], ListEmpty),
        (ListFormat.OPENSANCTIONS, OPEN.replace("NK-2", "NK-1"), ListRowsWrong),
        (ListFormat.OPENSANCTIONS, OPEN.replace("NK-2", ""), ListRowsWrong),
        (ListFormat.PLAIN, "", ListUnknownFormat),
        (ListFormat.PLAIN, "имя;тип\n", ListEmpty),
        (ListFormat.PLAIN, "a;b\nc;d\n", ListUnknownFormat),
        (ListFormat.PLAIN, PLAIN.encode("cp1251"), ListUnknownFormat),
        (ListFormat.PLAIN, b"name\n\xc8\xe2\xe0\xed\n", ListWrongEncoding),
        (ListFormat.PLAIN, 'name\n"Иван\n', ListBroken),
        (ListFormat.PLAIN, "name\n" + "x" * 200_000 + "\n", ListBroken),
        (ListFormat.PLAIN, b"MZ\x90\x00\x03" + b"\x00" * 100, ListRefused),
        (ListFormat.PLAIN, b"PK\x03\x04" + bytes(range(256)), ListRefused),
    ],
)
def test_hostile_and_broken_files_are_refused_by_name(
    format_: ListFormat, text: str | bytes, refusal: type[ListRefused]
) -> None:
    with pytest.raises(ListRefused) as refused:
        _read(format_, text)
    assert isinstance(refused.value, refusal) or (
        refusal is ListUnknownFormat and isinstance(refused.value, ListWrongEncoding)
    )


def test_a_file_above_the_limit_is_not_read_further() -> None:
    class Endless(io.RawIOBase):
        asked = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            self.asked += size
            return b"x," * (size // 2)

        def seek(self, offset: int, whence: int = 0) -> int:
            return 0

    stream = Endless()
    with pytest.raises(ListTooLarge):
        read_list(ListFormat.OFAC, {"sdn": stream}, limit=1_000_000)  # type: ignore[dict-item]
    assert stream.asked < 2_000_000


@pytest.mark.parametrize("format_", list(ListFormat))
def test_a_missing_main_file_is_named(format_: ListFormat) -> None:
    with pytest.raises(ListPartMissing):
        read_list(format_, {"add": io.BytesIO(ADD.encode())})


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("SDN.CSV", SDN, (ListFormat.OFAC, "sdn")),
        ("alt.csv", ALT, (ListFormat.OFAC, "alt")),
        ("add (1).csv", ADD, (ListFormat.OFAC, "add")),
        ("consolidated.xml", UN, (ListFormat.UN, "un")),
        ("targets.simple.csv", "\ufeff" + OPEN, (ListFormat.OPENSANCTIONS, "opensanctions")),
        ("мои.csv", PLAIN, (ListFormat.PLAIN, "plain")),
    ],
)
def test_a_file_is_recognised_by_its_beginning(name: str, text: str, expected: tuple[ListFormat, str]) -> None:
    assert recognise(name, text.encode()[:4_096]) == expected


def test_a_letter_cut_by_the_end_of_the_beginning_is_no_wrong_encoding() -> None:
    head = ("имя;тип\n" + "қ" * 4_000).encode()[:4_095]
    assert recognise("x.csv", head)[0] is ListFormat.PLAIN


@pytest.mark.parametrize(
    "head", [PLAIN.encode("utf-16"), PLAIN.encode("cp1251"), b"\x00\x01", b"%PDF-1.7\n\xe2\xe3\xcf\xd3" + b"x" * 99]
)
def test_what_is_no_utf8_text_is_not_recognised(head: bytes) -> None:
    with pytest.raises(ListWrongEncoding):
        recognise("x.csv", head)


def test_the_hash_is_of_the_bytes() -> None:
    expected = hashlib.sha256(hashlib.sha256(UN.encode()).digest()).hexdigest()
    assert _read(ListFormat.UN, UN).sha256 == expected
    assert _read(ListFormat.UN, UN.replace("VANYA", "TANYA")).sha256 != expected


def test_a_new_version_tells_what_is_new_changed_and_gone() -> None:
    before = {entry.key: entry.fingerprint() for entry in _read(ListFormat.OFAC, sdn=SDN, alt=ALT).entries}
    text = SDN.replace("102,", "109,").replace("03 Apr 1970", "04 Apr 1970")
    after = {entry.key: entry.fingerprint() for entry in _read(ListFormat.OFAC, sdn=text).entries}
    found = changes(before, after)
    assert (found.added, found.changed, found.gone) == (("109",), ("101",), ("102",))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("03 Apr 1970", [PartialDate(1970, 4, 3)]),
        ("Apr 1970", [PartialDate(1970, 4)]),
        ("1970", [PartialDate(1970)]),
        ("circa 1970", [PartialDate(1970, about=True)]),
        ("1970 to 1972", [PartialDate(1970), PartialDate(1971), PartialDate(1972)]),
        ("1900 to 1972", []),
        ("1970-04-03T00:00:00", [PartialDate(1970, 4, 3)]),
        ("03.04.1970", [PartialDate(1970, 4, 3)]),
        ("29.02.2027", []),
        ("31 Feb 1970", []),
        ("0000", []),
        ("10000-01-01", []),
        ("unknown", []),
    ],
)
def test_dates_as_lists_write_them_attack_66(text: str, dates: list[PartialDate]) -> None:
    assert list(read_dates(text)) == dates
