"""Deadlines as an iCalendar file (RFC 5545): days without hours, with alarms. Pure; the words come from the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from domain.kit.ids import DeadlineId

PRODUCER = "-//Tereze//Deadlines//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """One deadline in a calendar. `sequence` rises with every change of the deadline, so that a calendar which has it
    takes the later one; `alarms`: calendar days before the last day; `link` opens it in the bot."""

    deadline: DeadlineId
    sequence: int
    day: date
    summary: str
    description: str = ""
    link: str = ""
    alarms: tuple[int, ...] = ()
    closed: bool = False
    uncertain: bool = False  # it stands still: the day will be another one


def calendar(name: str, entries: Sequence[Entry], now: datetime, opens: timedelta = timedelta(hours=9)) -> bytes:
    """The file. `now` is aware; alarms ring `opens` after midnight wherever the reader is (T3)."""
    made = Calendar()
    made.add("prodid", PRODUCER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for entry in entries:
        made.add_component(_event(entry, now, opens))
    return bytes(made.to_ical())


def _event(entry: Entry, now: datetime, opens: timedelta) -> Event:
    event = Event()
    event.add("uid", f"deadline-{entry.deadline}@tereze")
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))  # the end is exclusive
    event.add("summary", entry.summary)
    event.add("transp", "TRANSPARENT")  # the day is not taken up
    event.add("status", "CANCELLED" if entry.closed else "TENTATIVE" if entry.uncertain else "CONFIRMED")
    if entry.description:
        event.add("description", entry.description)
    if entry.link:
        event.add("url", entry.link)
    if not (entry.closed or entry.uncertain):
        for days in entry.alarms:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", entry.summary)
            alarm.add("trigger", opens - timedelta(days=days))
            event.add_component(alarm)
    return event
