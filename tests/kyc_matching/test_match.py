"""Names beside each other: who is one, who is not, and why (M1.2)."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.classifier.countries import Country
from domain.kyc.explain import Agreement, FactKind, WordVerdict
from domain.kyc.facts_beside import IDENTIFIER_SCORE, identifier_key
from domain.kyc.likeness import sound_distance, sound_likeness
from domain.kyc.match import THRESHOLD, compare, compare_names
from domain.kyc.subject import PartialDate, Subject, SubjectKind
from domain.kyc.tokens import MOST_WORDS as MOST_COMPARED

PERSON, FIRM = SubjectKind.PERSON, SubjectKind.ORGANISATION
PAIRS = Path(__file__).parent / "data" / "pairs.csv"


def _score(left: str, right: str, kind: SubjectKind) -> float:
    return compare_names(left, right, kind).score


@pytest.mark.parametrize(
    ("half", "recall", "precision"),
    [("all", 0.97, 0.95), ("tune", 0.97, 0.95), ("held", 0.96, 0.94)],
)
def test_the_pairs_reach_the_aim(half: str, recall: float, precision: float) -> None:
    """Recall ≥ 0.97 at precision ≥ 0.95 over all pairs; the half never tuned on may fall behind by one pair in a
    hundred. At least 300 pairs and 300 near misses."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        everything = list(csv.DictReader(file))
    assert sum(row["same"] == "1" for row in everything) >= 300
    assert sum(row["same"] == "0" for row in everything) >= 300
    rows = [row for row in everything if half in ("all", row["half"])]
    found = {"1": 0, "0": 0}
    for row in rows:
        kind = PERSON if row["kind"] == "person" else FIRM
        found[row["same"]] += _score(row["left"], row["right"], kind) >= THRESHOLD
    assert found["1"] / sum(row["same"] == "1" for row in rows) >= recall
    assert found["1"] / (found["1"] + found["0"]) >= precision


@pytest.mark.parametrize(
    ("mistyped", "right", "kind"),
    [
        ("Тұпар Рысқұлов", "Тұрар Рысқұлов", PERSON),
        ("Smaat Abishev", "Samat Abishev", PERSON),
        ("Виктор Хрвпунов", "Виктор Храпунов", PERSON),
        ("Светлана Иавновна Ли", "Светлана Ивановна Ли", PERSON),
        ("ТОО «Металлопркоат»", "ТОО «Металлопрокат»", FIRM),
        ("ТОО «Рудненсуий Комбинат»", "ТОО «Рудненский Комбинат»", FIRM),
    ],
)
def test_a_slip_of_the_keyboard_is_forgiven(mistyped: str, right: str, kind: SubjectKind) -> None:
    assert _score(mistyped, right, kind) >= THRESHOLD


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokayev", PERSON),
        ("ТОО АстанаГаз", "«АстанаГаз» жауапкершілігі шектеулі серіктестігі", FIRM),
    ],
)
def test_what_the_best_open_matcher_misses_is_one(left: str, right: str, kind: SubjectKind) -> None:
    assert _score(left, right, kind) == 1.0


def _verdicts(left: str, right: str, kind: SubjectKind) -> set[WordVerdict]:
    return {word.verdict for word in compare_names(left, right, kind).words}


@pytest.mark.parametrize(
    ("left", "right", "kind", "verdict"),
    [
        ("Асан Тоқаев", "Tokayev Assan", PERSON, WordVerdict.SAME),
        ("Жүсіп Хамраев", "Юсуф Хамраев", PERSON, WordVerdict.VARIANT),
        ("Зарина Бозымбаева", "Зарина Бозумбаева", PERSON, WordVerdict.SOUND),
        ("Міржақып Дулатұлы", "Миржакып Дулатов", PERSON, WordVerdict.ENDING),
        ("Айгерим Ахметова", "Aigerim Akhmetov", PERSON, WordVerdict.ENDING),
        ("Нұрлан Асқарұлы Досов", "Досов Нурлан Аскарович", PERSON, WordVerdict.FATHER),
        ("Н. Досов", "Нурлан Досов", PERSON, WordVerdict.INITIAL),
        ("Нұрлан Асқарұлы Досов", "Досов Нурлан Серикович", PERSON, WordVerdict.OTHER_FATHER),
        ("Н. Досов", "Арман Досов", PERSON, WordVerdict.ONLY_THEIRS),
        ("Торговый дом «Қайнар»", "«Қайнар» сауда үйі", FIRM, WordVerdict.TRANSLATION),
        ("АО «КТНГ»", "АО «КазТрансНефтеГаз»", FIRM, WordVerdict.ABBREVIATION),
        ("ТОО «Қайнар Құрылыс»", "ТОО «Қайнар»", FIRM, WordVerdict.ONLY_OURS),
    ],
)
def test_each_word_says_why(left: str, right: str, kind: SubjectKind, verdict: WordVerdict) -> None:
    assert verdict in _verdicts(left, right, kind)


def test_an_explanation_quotes_both_spellings_as_they_were_written() -> None:
    words = compare_names("Жүсіп Хамраев", "Хамраев Юсуф", PERSON).words
    assert {(word.ours, word.theirs) for word in words} == {("жүсіп", "юсуф"), ("хамраев", "хамраев")}


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Серік Ахметов", "Берік Ахметов", PERSON),  # brothers
        ("Сәбит Оразов", "Сәбира Оразова", PERSON),  # brother and sister
        ("Нурлан Маратович Ахметов", "Нурлан Кайратович Ахметов", PERSON),
        ("Болат Асқарұлы Жақыпов", "Асқар Болатұлы Жақыпов", PERSON),  # father and son
        ("Болат Нұрланов", "Нұрлан Болатов", PERSON),  # given name and surname exchanged
        ("Ж. Ахметов", "Серик Ахметов", PERSON),
        ("Ким", "Кин", PERSON),
        ("ТОО «Айбике-2018»", "ТОО «Айбике-2019»", FIRM),
        ("ТОО «Строительная компания Каркас»", "ТОО «Строительная компания Фундамент»", FIRM),
        ("ТОО «Казметиз»", "ТОО «Казметалл»", FIRM),
        ("АО «КМГ»", "АО «КТГ»", FIRM),
        ("ТОО", "LLP", FIRM),
        ("", "Иван", PERSON),
        ("«»", "Альфа", FIRM),
    ],
)
def test_others_stay_below_the_threshold(left: str, right: str, kind: SubjectKind) -> None:
    assert _score(left, right, kind) < THRESHOLD


def test_a_lone_surname_finds_the_whole_name_but_a_lone_given_name_does_not() -> None:
    assert _score("Тасмагамбетова", "Tasmagambetova Aliya", PERSON) >= THRESHOLD
    assert _score("Нурлан", "Досов Нурлан", PERSON) < THRESHOLD


def test_another_legal_form_or_a_branch_lowers_and_is_told() -> None:
    found = compare_names("АО «Тасқын»", "ТОО «Таскын»", FIRM)
    assert found.score < 1.0
    assert [(fact.kind, fact.agreement) for fact in found.facts] == [(FactKind.LEGAL_FORM, Agreement.CONTRADICTS)]
    assert compare_names("ЖШС «Тасқын»", "ТОО «Таскын»", FIRM).facts == ()


def _person(name: str, **facts: object) -> Subject:
    return Subject(PERSON, (name,), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement", "raises"),
    [
        (PartialDate(1970, 4, 3), PartialDate(1970, 4, 3), Agreement.AGREES, True),
        (PartialDate(1970, 4, 3), PartialDate(1970), Agreement.PARTLY, True),
        (PartialDate(1970, 4, 3), PartialDate(1970, 3, 4), Agreement.PARTLY, True),  # day and month exchanged
        (PartialDate(1970, 4, 3), PartialDate(1971, about=True), Agreement.PARTLY, False),
        (PartialDate(1970, 4, 3), PartialDate(1970, 11, 30), Agreement.CONTRADICTS, False),
        (PartialDate(1970, 4, 3), PartialDate(1990), Agreement.CONTRADICTS, False),
    ],
)
def test_birth_dates_raise_or_lower(ours: PartialDate, theirs: PartialDate, agreement: Agreement, raises: bool) -> None:
    plain = compare(_person("К. Дюсенов"), _person("Кайрат Дюсенов"))
    found = compare(_person("К. Дюсенов", birth_dates=(ours,)), _person("Кайрат Дюсенов", birth_dates=(theirs,)))
    assert [fact.agreement for fact in found.facts] == [agreement]
    assert (found.score > plain.score) is raises
    if agreement is Agreement.CONTRADICTS:
        assert found.score < plain.score


def test_a_wrong_birth_date_takes_an_initial_below_the_threshold() -> None:
    ours = _person("К. Дюсенов", birth_dates=(PartialDate(1970, 4, 3),))
    theirs = _person("Кайрат Дюсенов", birth_dates=(PartialDate(1990),))
    assert compare(ours, theirs).score < THRESHOLD <= compare(_person("К. Дюсенов"), _person("Кайрат Дюсенов")).score


def test_countries_and_kinds_count() -> None:
    kz, de = frozenset({Country("KZ")}), frozenset({Country("DE")})
    plain = compare(_person("К. Дюсенов"), _person("Кайрат Дюсенов")).score
    same = compare(_person("К. Дюсенов", countries=kz), _person("Кайрат Дюсенов", countries=kz)).score
    other = compare(_person("К. Дюсенов", countries=kz), _person("Кайрат Дюсенов", countries=de)).score
    assert other < plain < same
    firm = Subject(FIRM, ("Байтерек",))
    vessel = Subject(SubjectKind.VESSEL, ("BAITEREK",))
    found = compare(firm, vessel)
    assert found.score < 1.0
    assert [fact.kind for fact in found.facts] == [FactKind.KIND]


def test_one_paper_makes_one_subject_whatever_the_names() -> None:
    ours = Subject(FIRM, ("ТОО «Альфа»",), identifiers=frozenset({"БИН 123456789012"}))
    theirs = Subject(FIRM, ("Omega Holding",), identifiers=frozenset({"БИН-123456789012", "x"}))
    assert compare(ours, theirs).score == IDENTIFIER_SCORE
    assert identifier_key("12") == identifier_key("Reg") == ""  # too short, or no number


def test_the_best_of_several_names_counts() -> None:
    ours = Subject(PERSON, ("Жұлдыз Омарова",))
    theirs = Subject(PERSON, ("Stella Smith", "Zhuldyz Omarova", "ZH"))
    found = compare(ours, theirs)
    assert (found.score, found.theirs) == (1.0, "Zhuldyz Omarova")


def test_a_subject_without_names_is_like_nobody() -> None:
    assert compare(Subject(PERSON, ()), _person("Иван Иванов")).score == 0.0


@pytest.mark.parametrize(
    "name",
    ["«" * 9_000, '<"' * 5_000 + "a" + ">" * 3_000, "(" * 9_000 + "a", "жа" * 5_000, "абв " * 5_000, "a.b." * 3_000],
    ids=["quotes", "brackets", "parentheses", "one-word", "words", "initials"],
)
def test_a_flood_costs_no_more_than_a_long_name_attack_57_100(name: str) -> None:
    """Counted in steps, not in seconds: a name ten times as long takes no more comparisons once it is cut."""
    for kind in SubjectKind:
        assert len(compare_names(name, name + "б", kind).words) <= 2 * MOST_COMPARED
        assert compare_names(name, "Иван Иванов", kind).score < THRESHOLD


NAMES = st.text(alphabet="абвжқңөәіүұғһ aeiouyzhkq-.'«»\"()1", max_size=40)


@given(NAMES, NAMES, st.sampled_from(list(SubjectKind)))
def test_any_two_texts_can_be_compared(left: str, right: str, kind: SubjectKind) -> None:
    found = compare_names(left, right, kind)
    assert 0.0 <= found.score <= 1.0


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    for kind in (PERSON, FIRM):
        found = compare_names(name, name, kind)
        assert found.score == 1.0 or not found.words


@given(NAMES, NAMES)
def test_firms_are_alike_in_both_directions(left: str, right: str) -> None:
    assert _score(left, right, FIRM) == pytest.approx(_score(right, left, FIRM), abs=0.05)


@given(st.text(alphabet="abdegikmnorstuzh", max_size=12), st.text(alphabet="abdegikmnorstuzh", max_size=12))
def test_sound_distance_is_symmetric(one: str, other: str) -> None:
    assert sound_distance(one, other) == pytest.approx(sound_distance(other, one))
    assert sound_distance(one, one) == 0.0


def test_short_words_forgive_nothing_and_long_ones_a_slip() -> None:
    assert sound_likeness("li", "ni") == 0.0
    assert sound_likeness("aitzhanova", "aitzhanvoa") > 0.9
    assert sound_likeness("altin", "altai") == 0.0
