"""A year of quarterly reports, coarser: how many messages, to whom, and never one too many (N2; R2a, R3)."""

from collections import Counter
from datetime import date, timedelta

import pytest

from domain.deadline.due import not_later_than
from domain.deadline.model import DeadlineKind
from domain.kit.ids import Ref
from domain.kit.periods import Quarter
from tests.reminding.play import Play

REPORT = DeadlineKind("duty.R2a", "п. 67")
PUNCTUAL, FORGETFUL = "karaganda", "turkistan"


@pytest.mark.timeout(180)
async def test_a_year_of_reports(play: Play) -> None:
    """One akimat reports on the last day of each quarter's term, the other forty days later."""
    quarters = [Quarter(2028, 4)]
    while len(quarters) < 4:
        quarters.append(quarters[-1].following)
    begin = {one.last + timedelta(days=3): one for one in quarters}
    end: dict[date, list[Ref]] = {}
    for day in (date(2029, 1, 3) + timedelta(days=n) for n in range(362)):
        await play.at(day, 10)
        for ref in end.get(day, ()):
            await play.ends(ref)
        if quarter := begin.get(day):
            due = quarter.last + timedelta(days=15)
            for organisation, late in ((PUNCTUAL, 0), (FORGETFUL, 40)):
                name, who = f"{organisation} {quarter.code}", f"{organisation}_officer"
                ref = await play.opens(name, REPORT, organisation, not_later_than(due), who)
                end.setdefault(due + timedelta(days=late), []).append(ref)
    said = Counter((next(iter(one.left)).split()[0], one.who) for one in play.heard if one.notice == "reminder")
    assert said == {
        # Ten and three days before and on the last working day, four times; the day before is always that or Friday.
        (PUNCTUAL, "karaganda_officer"): 12,
        (FORGETFUL, "turkistan_officer"): 12 + 38,
        # 15 January and 15 October are Mondays: overdue on four days, then on five Mondays. 15 April and 15 July are
        # Sundays: overdue on the five days of that week, then on five Fridays.
        (FORGETFUL, "turkistan_head"): 2 * 9 + 2 * 10,
        # From the fifth day on.
        (FORGETFUL, "authorised_body_head"): 2 * 5 + 2 * 6,
        (FORGETFUL, "authorised_body_officer"): 2 * 5 + 2 * 6,
    }
    # Nobody hears of one thing twice in a day; nothing rings on a day off.
    heard = [(one.at.date(), one.who, *one.left) for one in play.heard]
    assert len(heard) == len(set(heard))
    assert all(play.calendar.is_working(one.at.date()) for one in play.heard)
    # The heads' weeks: once in each but the first, which began before there was anything.
    weeks = Counter(one.who for one in play.heard if one.notice == "weekly")
    assert set(weeks) == {"karaganda_head", "turkistan_head"}
    assert set(weeks.values()) == {51}
