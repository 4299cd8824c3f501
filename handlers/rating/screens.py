"""The rating of regions on the phone. Pure."""

from dataclasses import replace
from decimal import Decimal

from markupsafe import Markup

from domain.file.model import KeptFile
from domain.kit.periods import Quarter
from domain.rating.ports import LateTask
from domain.rating.rules import RegionFigures
from handlers.forms.clean import shortened
from handlers.pick.lists import page_of, pager
from handlers.rating.facts import Period, RatingFacts, RegionFacts, RegionsFacts
from handlers.rating.places import Rating, RatingRegion, RatingRegions
from handlers.rating.presses import DrawRating
from handlers.roadmap.places import TaskCard
from handlers.screens.labels import ON_BUTTON, with_tail
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.reader import Reader, lines
from handlers.words.tasks import task_title

FEW = 4
"""Regions without tasks that are named in the text; more of them fold."""


def quarter_name(r: Reader, quarter: Quarter) -> str:
    """`4-й квартал 2026 года`."""
    return r.label("rating.quarter", "Quarter {number} of {year}", number=quarter.number, year=quarter.year)


def short_quarter(r: Reader, quarter: Quarter) -> str:
    return r.label("rating.quarter", "Q{number} {year}", number=quarter.number, year=quarter.year)


def points(r: Reader, value: Decimal) -> str:
    """«4,5», «12»: no noughts that say nothing."""
    return formats.number(r, value.normalize() if value % 1 else value.quantize(Decimal(1)))


def until(period: Period, r: Reader) -> Markup:
    if period.present:
        return r.say("rating.view", "The quarter goes on: counted up to {day}.", day=formats.day(r, period.today))
    return r.say("rating.view", "Counted up to the end of the quarter, {day}.", day=formats.day(r, period.quarter.last))


def show_rating(facts: RatingFacts, r: Reader) -> Screen:
    period = facts.period
    code = period.quarter.code
    return Screen(
        lines(
            r.say("rating.view", "<b>Rating of regions: {quarter}</b>", quarter=quarter_name(r, period.quarter)),
            until(period, r),
            *(_place(place, figures, r) for place, figures in facts.places),
            _unranked(facts, r),
            None if facts.places else r.say("rating.view", "No region has a task in this quarter."),
            _explained(facts, r) if facts.places else None,
        ),
        rows(
            *(
                row(
                    Button(
                        shortened(
                            r.label("rating.view", "Tasks: {name}", name=classifiers.region_name(r, region)), ON_BUTTON
                        ),
                        Go(RatingRegion(region, code)),
                    )
                )
                for region in facts.own
            ),
            row(
                Button(r.label("rating.view", "Tasks behind"), Go(RatingRegions(code))),
                Button(r.label("rating.view", "Picture"), DrawRating(code)),
            )
            if facts.places
            else None,
            row(
                _turn(f"‹ {short_quarter(r, period.before)}", period.before) if period.before else None,
                _turn(f"{short_quarter(r, period.after)} ›", period.after) if period.after else None,
            ),
            back_row(r),
        ),
    )


def _turn(label: str, quarter: Quarter) -> Button:
    return Button(label, Go(Rating(quarter.code), replace=True))


def _place(place: int, one: RegionFigures, r: Reader) -> Markup:
    return r.say(
        "rating.view",
        "{place}. {name}: <b>{points}</b> ({late}, {projects})",
        place=place,
        name=classifiers.region_name(r, one.region),
        points=points(r, one.points),
        late=r.label_count("rating.view", "{n} overdue", "{n} overdue", one.late),
        projects=r.label_count("rating.view", "{n} project", "{n} projects", one.projects),
    )


def _unranked(facts: RatingFacts, r: Reader) -> Markup | None:
    if not facts.unranked or not facts.places:
        return None
    shown = ", ".join(classifiers.region_name(r, region) for region in facts.unranked)
    if len(facts.unranked) > FEW:
        many = len(facts.unranked)
        title = r.count(
            "rating.view", "Without tasks in the quarter: {n} region", "Without tasks in the quarter: {n} regions", many
        )
        return r.say("rating.view", "{title}\n<blockquote expandable>{names}</blockquote>", title=title, names=shown)
    return r.say("rating.view", "Without tasks in the quarter: {names}", names=shown)


def _explained(facts: RatingFacts, r: Reader) -> Markup:
    """The scale of п. 56, from the edition."""
    steps = ", ".join(
        r.label("rating.view", "from day {day}: {points}", day=band.from_day, points=points(r, band.points))
        for band in facts.bands
    )
    return r.say("rating.view", "<i>Points for an overdue task: {steps}. Fewer points rank higher.</i>", steps=steps)


def show_regions(facts: RegionsFacts, r: Reader) -> Screen:
    place = facts.place
    shown, page = page_of(facts.places, place.page)
    return Screen(
        lines(
            r.say("rating.regions", "<b>{quarter}</b>", quarter=quarter_name(r, facts.period.quarter)),
            r.say("rating.regions", "Tasks of which region?"),
        ),
        rows(
            *(
                row(
                    Button(
                        with_tail(f"{number}. {classifiers.region_name(r, one.region)}", points(r, one.points)),
                        Go(RatingRegion(one.region, facts.period.quarter.code)),
                    )
                )
                for number, one in shown
            ),
            pager(r, page, len(facts.places), lambda turned: replace(place, page=turned)),
            back_row(r),
        ),
    )


def show_region(facts: RegionFacts, r: Reader) -> Screen:
    place = facts.place
    late = facts.standing[1].late if facts.standing else 0
    return Screen(
        lines(
            r.say("rating.region", "<b>{name}</b>", name=classifiers.region_name(r, place.region)),
            Markup.escape(quarter_name(r, facts.period.quarter)),
            r.say(
                "rating.region",
                "Place {place}: {points} points, {n} overdue tasks",
                place=facts.standing[0],
                points=points(r, facts.points),
                n=late,
            )
            if facts.standing
            else r.say("rating.region", "Not ranked: no task in the quarter."),
            until(facts.period, r),
            r.say("rating.region", "You see {seen} of {n}: the others are not of your scope.", seen=facts.total, n=late)
            if facts.total < late
            else None,
            r.say("rating.region", "Days overdue, points, task:") if facts.lines else None,
        ),
        rows(
            *(row(Button(_late(line, r), Go(TaskCard(line.task)))) for line in facts.lines),
            pager(r, place.page, facts.total, lambda turned: replace(place, page=turned)),
            back_row(r),
        ),
    )


def _late(line: LateTask, r: Reader) -> str:
    days = r.label_count("rating.region", "{n} day", "{n} days", line.days)
    named = f"{line.number.removeprefix('П-')} {task_title(r, line.title)}"
    return shortened(f"{days} · {points(r, line.points)} · {named}", ON_BUTTON)


def show_drawn(file: KeptFile, r: Reader) -> Screen:
    return Screen(r.say("rating.view", "The rating as a picture."), file=file.id)
