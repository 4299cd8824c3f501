"""«Why this date?» (T2): the days that did not count are named; what acts count is kept with the deadline."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from domain.deadline.calendar import Moved, WorkingCalendar
from domain.deadline.due import Due, due, extended, not_later_than
from domain.deadline.model import KINDS, moved, opened
from domain.deadline.ports import DeadlineLine
from domain.deadline.why import Explained, explain
from domain.edition.order_2024 import ORDER_2024
from domain.kit.ids import DeadlineId, OrganisationId, Ref
from domain.kit.periods import Period, calendar_days, working_days
from handlers.deadline.places import DeadlineCard, DeadlineWhy
from handlers.deadline.why import show_why
from handlers.words.reader import Reader
from tests.deadline_phone.office import LANGUAGES, TODAY, Office, labels

PLAIN = WorkingCalendar()


def line(end: Due, clause: str = "п. 42", edition: str = ORDER_2024.code) -> DeadlineLine:
    return DeadlineLine(
        id=DeadlineId(uuid4()), kind="initiative.consideration", clause=clause, legal=True, subject=Ref("x", uuid4()),
        organisation=OrganisationId(uuid4()), due=end.on, nominal=end.nominal, event=end.event, period=end.period,
        edition=edition, opened=datetime(2026, 11, 16, 5, tzinfo=UTC),
    )  # fmt: skip


def said(facts: Explained, language: str = "ru") -> str:
    return str(show_why(facts, Reader(language)).text)


def test_t2_rolled_over_the_holiday_and_the_weekend() -> None:
    """30 calendar days from 16 November end on Independence Day, a Wednesday: the term ends on the 17th."""
    text = said(explain(line(due(date(2026, 11, 16), calendar_days(30), PLAIN)), PLAIN))
    assert "16.11.2026 (пн): 30 календарных дней" in text
    assert "16.12.2026 (ср): День Независимости" in text
    assert "17.12.2026 (чт)" in text
    assert "пункт 42" in text.lower() or "п. 42" in text
    assert "01.01.2025" in text  # the edition


def test_t2_working_days_name_what_did_not_count() -> None:
    """3 working days from Tuesday 15 December 2026: the 16th is a holiday, the 19th and 20th a weekend."""
    text = said(explain(line(due(date(2026, 12, 15), working_days(3), PLAIN)), PLAIN))
    for day in ("16.12.2026 (ср)", "19.12.2026 (сб)", "20.12.2026 (вс)", "21.12.2026 (пн)"):
        assert day in text, text


def test_t2_a_moved_day_is_named() -> None:
    calendar = WorkingCalendar({date(2026, 11, 23): Moved.OFF, date(2026, 11, 21): Moved.WORKING})
    text = said(explain(line(due(date(2026, 11, 19), working_days(2), calendar)), calendar))
    assert "21.11.2026 (сб)" in text and "22.11" not in text  # worked; the term ended before the Monday off
    later = said(explain(line(due(date(2026, 11, 21), working_days(1), calendar)), calendar), "en")
    assert "23 Nov 2026 (Mon)" in later and "24 Nov 2026 (Tue)" in later


def test_t7_a_day_moved_afterwards_is_said_and_the_date_stays() -> None:
    counted = due(date(2026, 11, 19), working_days(2), PLAIN)
    since = WorkingCalendar({date(2026, 11, 20): Moved.OFF})
    facts = explain(line(counted), since)
    assert facts.otherwise == date(2026, 11, 24) and facts.line.due == date(2026, 11, 23)
    text = said(facts)
    assert "24.11.2026 (вт)" in text and "23.11.2026 (пн)" in text


def test_t2_a_set_date_does_not_move_and_names_the_last_working_day() -> None:
    facts = explain(line(not_later_than(date(2026, 11, 29))), PLAIN)
    assert facts.counted is None and facts.act_by == date(2026, 11, 27)
    assert "27.11.2026 (пт)" in said(facts)


def test_t2_an_extension_is_counted_from_the_nominal_last_day() -> None:
    first = due(date(2026, 11, 16), calendar_days(30), PLAIN)
    second = extended(first, calendar_days(30), PLAIN)
    assert first.on != first.nominal
    facts = explain(line(second), PLAIN)
    assert facts.counted is not None and facts.counted.event == first.nominal
    assert facts.otherwise is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_in_each_language_ends_with_the_day(language: str) -> None:
    facts = explain(line(due(date(2026, 12, 15), working_days(3), PLAIN)), PLAIN)
    text = said(facts, language)
    assert "<b>" in text and "2026" in text and "{" not in text
    assert "M2.6" in said(replace(facts, line=line(due(date(2026, 12, 15), working_days(3), PLAIN), "M2.6")), language)


async def test_what_an_act_counted_is_kept_and_goes_when_a_date_is_set(office: Office) -> None:
    """The event and the period come with `Due`, by themselves; an agreed date has neither."""
    kind = KINDS["initiative.consideration"]
    subject = Ref("x", uuid4())
    officer = office["officer"]
    assert officer.organisation is not None
    counted = due(TODAY, calendar_days(28), PLAIN)  # Independence Day
    await office.write("officer", opened(kind, subject, officer.organisation, counted, officer.person))
    row = await office.bench.row("SELECT id, event, period FROM deadline WHERE subject_id = $1", subject.id)
    assert (row["event"], row["period"]) == (TODAY, "28 calendar_days")
    assert Period.parse(row["period"]) == calendar_days(28)
    screen = await office.at("officer", DeadlineCard(row["id"]))
    assert office.r.label("deadline.card", "Why this date?") in labels(screen)
    await office.bench.press(officer, office.r.label("deadline.card", "Why this date?"))
    assert "Independence" in await office.bench.text(officer)
    await office.write("officer", moved(kind, subject, not_later_than(date(2030, 12, 20))))
    row = await office.bench.row("SELECT event, period FROM deadline WHERE subject_id = $1", subject.id)
    assert (row["event"], row["period"]) == (None, None)


async def test_a2_39_42_another_organisations_reason_is_not_told(office: Office) -> None:
    key = await office.deadline(date(2030, 11, 29))
    for who in ("akim", "colleague"):
        assert "29 Nov" not in str((await office.at(who, DeadlineWhy(key))).text)
    assert "29 Nov" in str((await office.at("head", DeadlineWhy(key))).text)
