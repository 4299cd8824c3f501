"""Days off and the answer to "why this date?" in words."""

from markupsafe import Markup

from domain.deadline.calendar import DayOff, Holiday, OffReason
from domain.deadline.due import Why
from handlers.words.catalog import Text
from handlers.words.formats import day, period
from handlers.words.reader import Reader, lines

_HOLIDAYS: dict[Holiday, Text] = {
    Holiday.NEW_YEAR: Text("calendar.holiday", "New Year"),
    Holiday.CHRISTMAS: Text("calendar.holiday", "Orthodox Christmas"),
    Holiday.WOMENS_DAY: Text("calendar.holiday", "International Women's Day"),
    Holiday.NAURYZ: Text("calendar.holiday", "Nauryz"),
    Holiday.UNITY_DAY: Text("calendar.holiday", "Day of Unity of the People of Kazakhstan"),
    Holiday.DEFENDERS_DAY: Text("calendar.holiday", "Defender of the Fatherland Day"),
    Holiday.VICTORY_DAY: Text("calendar.holiday", "Victory Day"),
    Holiday.CAPITAL_DAY: Text("calendar.holiday", "Capital Day"),
    Holiday.CONSTITUTION_DAY: Text("calendar.holiday", "Constitution Day"),
    Holiday.REPUBLIC_DAY: Text("calendar.holiday", "Republic Day"),
    Holiday.FIRST_PRESIDENT_DAY: Text("calendar.holiday", "First President Day"),
    Holiday.INDEPENDENCE_DAY: Text("calendar.holiday", "Independence Day"),
    Holiday.KURBAN_AIT: Text("calendar.holiday", "Kurban Ait"),
}
_MOST = 12  # lines of days off: a screen's worth; longer lists end with how many more


def holiday_name(r: Reader, holiday: Holiday) -> str:
    return r.plain(_HOLIDAYS[holiday])


def day_off(r: Reader, off: DayOff) -> Markup:
    """`16.12.2026 (ср): День Независимости`."""
    date = day(r, off.day)
    holiday = holiday_name(r, off.holiday) if off.holiday else None
    if off.reason is OffReason.WEEKEND:
        return r.say("calendar", "{date}: weekend", date=date)
    if off.reason is OffReason.MOVED or holiday is None:
        return r.say("calendar", "{date}: day off by official transfer", date=date)
    if off.reason is OffReason.OBSERVED:
        return r.say("calendar", "{date}: day off in place of {holiday}", date=date, holiday=holiday)
    if off.estimated:
        return r.say("calendar", "{date}: {holiday}, date expected", date=date, holiday=holiday)
    return r.say("calendar", "{date}: {holiday}", date=date, holiday=holiday)


def why(r: Reader, answer: Why) -> Markup:
    """How the date came about: the event, the period, the days that did not count."""
    shown = [*answer.skipped, *answer.rolled]
    more = len(shown) - _MOST
    return lines(
        r.say(
            "calendar",
            "Counted from the day after {event}: {period}.",
            event=day(r, answer.event),
            period=period(r, answer.period),
        ),
        r.say("calendar", "Days off do not count:") if answer.skipped else None,
        r.say("calendar", "The last day is a day off, so the period ends on the next working day:")
        if answer.rolled
        else None,
        *(day_off(r, off) for off in shown[:_MOST]),
        r.count("calendar", "and {n} more day off", "and {n} more days off", more) if more > 0 else None,
        *(r.say("calendar", "{date}: a working day", date=day(r, worked)) for worked in answer.worked_weekends),
        r.say("calendar", "Last day: <b>{date}</b>, until the end of the day in Astana.", date=day(r, answer.end.on)),
    )
