"""«Why?» and «What if»: the formula, the figures, the clause, and what would lift the score (M2.2–M2.4, T4, T5)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from domain.edition.model import Points, Technology
from domain.kit.currencies import DOLLAR
from domain.kit.money import Conversion, Money, tenge
from domain.passport.corridor import Criterion, Score, Scored, Step, Way
from domain.passport.pool import PoolReason
from handlers.passport.facts import WhatIfFacts, WhyFacts
from handlers.passport.places import ProjectWhatIf
from handlers.passport.words import RATE_SOURCES, TECHNOLOGIES
from handlers.screens.labels import ticked
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader, lines

CRITERIA = {
    Criterion.INVESTMENT: Text("passport.why", "Investment"),
    Criterion.GLOBAL_LIST: Text("passport.why", "Global 2000"),
    Criterion.TECHNOLOGY: Text("passport.why", "Technology"),
    Criterion.JOBS: Text("passport.why", "Jobs"),
}
WAYS = 3
"""The nearest ways over the threshold that are shown."""


def show_why(facts: WhyFacts, r: Reader) -> Screen:
    one = facts.project
    return Screen(
        lines(
            r.say("passport.why", "<b>Why {number} is where it is</b>", number=one.number),
            *_pool(facts, r),
            *(_corridor(facts, facts.score, r) if facts.score is not None else ()),
            *_task_force(facts, r),
        ),
        rows(row(Button(r.label("passport.card", "What if"), Go(ProjectWhatIf(one.id)))), back_row(r)),
    )


def _pool(facts: WhyFacts, r: Reader) -> list[Markup | None]:
    made = facts.pool
    threshold = formats.money(r, made.threshold)
    cost = formats.money(r, made.cost.result)
    match made.reason:
        case PoolReason.CONTRACT:
            said = r.say("passport.why", "National pool: it is realised under an investment contract, at any cost.")
        case PoolReason.REACHED:
            said = r.say(
                "passport.why", "National pool: {cost} is not below {threshold}.", cost=cost, threshold=threshold
            )
        case PoolReason.BELOW:
            said = r.say("passport.why", "Regional pool: {cost} is below {threshold}.", cost=cost, threshold=threshold)
    count = int(made.threshold.amount / made.mrp.value)
    return [
        said,
        r.say(
            "passport.why",
            "Threshold: {count} × MRP of {year} ({value})",
            count=formats.number(r, count),
            year=made.mrp.year,
            value=formats.money(r, tenge(made.mrp.value)),
        ),
        *_rates(made.cost, r),
        r.say(
            "passport.why",
            "Decided on {day}, {clause}, edition {edition}.",
            day=formats.day(r, facts.pool_on),
            clause=formats.clause(r, made.clause),
            edition=_edition(made.edition, r),
        ),
    ]


def _edition(code: str, r: Reader) -> str:
    """An edition goes by its date; a code that is none is said as it stands."""
    try:
        return formats.day(r, date.fromisoformat(code))
    except ValueError:
        return code


def _rates(made: Conversion, r: Reader) -> list[Markup]:
    return [
        r.say("passport.why", "Rate: {rate}, {source}", rate=formats.rate(r, rate), source=_source(rate.source, r))
        for rate in made.rates
    ]


def _source(source: str, r: Reader) -> str:
    return r.plain(RATE_SOURCES[source]) if source in RATE_SOURCES else source


def _corridor(facts: WhyFacts, score: Score, r: Reader) -> list[Markup | None]:
    title = (
        r.say("passport.why", "<b>Green corridor: yes</b>")
        if facts.project.corridor
        else r.say("passport.why", "<b>Green corridor: no</b>")
    )
    kept = facts.project.corridor and not score.passes
    return [
        Markup(""),
        title,
        *_parts(score, r),
        _sum(score, r),
        r.say("passport.why", "It was in the corridor when the roadmap was approved, and stays there.")
        if kept
        else None,
        r.say(
            "passport.why",
            "Investment for the score: {sum}",
            sum=formats.money(r, score.investment.result.rounded()),
        ),
        *_rates(score.investment, r),
        r.say(
            "passport.why",
            "Counted on {day}, {clause}.",
            day=formats.day(r, facts.score_on) if facts.score_on is not None else "",
            clause=formats.clause(r, score.clause),
        ),
        *ways_text(facts.ways, r),
    ]


def _parts(score: Score, r: Reader) -> list[Markup]:
    return [
        r.say(
            "passport.why",
            "{criterion}: {weight} × {points} = {product}",
            criterion=r.text(CRITERIA[part.criterion]),
            weight=formats.number(r, part.weight),
            points=formats.number(r, part.points),
            product=formats.number(r, _trimmed(part.weighted)),
        )
        for part in score.parts
    ]


def _sum(score: Score, r: Reader) -> Markup:
    total, threshold = formats.number(r, _trimmed(score.total)), formats.number(r, score.threshold)
    if score.passes:
        return r.say("passport.why", "Together {total}, and {threshold} is needed: it passes.",
                     total=total, threshold=threshold)  # fmt: skip
    return r.say(
        "passport.why",
        "Together {total}, and {threshold} is needed: {short} short.",
        total=total,
        threshold=threshold,
        short=formats.number(r, _trimmed(score.short_by)),
    )


def _trimmed(value: Decimal) -> Decimal:
    """Without zeros at the end: 0.50 is said as 0.5."""
    plain = value.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def ways_text(ways: Sequence[Way], r: Reader) -> list[Markup | None]:
    """What would lift the score over the threshold, the nearest first."""
    if not ways:
        return []
    return [
        Markup(""),
        r.say("passport.why", "What would bring it into the corridor:"),
        *(
            r.say(
                "passport.why",
                "• {steps} → {total}",
                steps=Markup(" + ").join(_step(step, r) for step in way.steps),
                total=formats.number(r, _trimmed(way.total)),
            )
            for way in ways[:WAYS]
        ),
    ]


def _step(step: Step, r: Reader) -> Markup:
    match step.criterion:
        case Criterion.INVESTMENT:
            amount = formats.short_money(r, Money(step.at_least or Decimal(0), DOLLAR))
            return r.say("passport.why", "investment from {amount}", amount=amount)
        case Criterion.JOBS:
            return r.count("passport.why", "from {n} job", "from {n} jobs", int(step.at_least or 0))
        case Criterion.TECHNOLOGY:
            return r.text(TECHNOLOGIES[step.technology or Technology.HIGH])
        case Criterion.GLOBAL_LIST:
            return r.say("passport.why", "the investor or its parent in the Global 2000")


def _task_force(facts: WhyFacts, r: Reader) -> list[Markup | None]:
    if not facts.project.corridor:
        return []
    count = formats.number(r, facts.task_force_mrp)
    clause = formats.clause(r, facts.clauses["task_force"])
    if facts.project.task_force:
        return [
            Markup(""),
            r.say(
                "passport.why", "Task Force: the cost is not below {count} MRP, {clause}.", count=count, clause=clause
            ),
        ]
    return [
        Markup(""),
        r.say("passport.why", "Not handed to Task Force: the cost is below {count} MRP, {clause}.",
              count=count, clause=clause),
    ]  # fmt: skip


# «What if»


def show_what_if(facts: WhatIfFacts, r: Reader) -> Screen:
    one = facts.project
    then, now = facts.then, facts.now
    changed = then.total != now.total
    return Screen(
        lines(
            r.say("passport.what_if", "<b>What if · {number}</b>", number=one.number),
            r.say("passport.what_if", "Choose other figures: nothing is saved."),
            *_parts(then, r),
            _sum(then, r),
            r.say("passport.what_if", "By the passport today: {total}", total=formats.number(r, _trimmed(now.total)))
            if changed
            else None,
            None
            if one.national
            else r.say("passport.what_if", "The corridor is decided on entry to the national pool."),
            *ways_text(facts.ways, r),
        ),
        rows(
            *_amounts(facts, r),
            _listed(facts, r),
            *_technologies(facts, r),
            *_jobs(facts, r),
            row(Button(r.label("passport.what_if", "As in the passport"), Go(ProjectWhatIf(one.id), replace=True)))
            if facts.place != ProjectWhatIf(one.id)
            else None,
            back_row(r),
        ),
    )


def _points(score: Score, criterion: Criterion) -> Scored:
    return next(part for part in score.parts if part.criterion is criterion)


def _with(place: ProjectWhatIf, criterion: Criterion, value: str) -> ProjectWhatIf:
    match criterion:
        case Criterion.INVESTMENT:
            return replace(place, amount=value)
        case Criterion.GLOBAL_LIST:
            return replace(place, listed=value)
        case Criterion.TECHNOLOGY:
            return replace(place, technology=value)
        case Criterion.JOBS:
            return replace(place, jobs=value)


def _class_row(facts: WhatIfFacts, criterion: Criterion, classes: Sequence[tuple[str, str, Decimal]]) -> Row:
    """A button for each class: its value, what it says, its points; the present one is ticked."""
    have = _points(facts.then, criterion).points
    return row(
        *(
            Button(ticked(label, points == have), Go(_with(facts.place, criterion, value), replace=True))
            for value, label, points in classes
        )
    )


def _amounts(facts: WhatIfFacts, r: Reader) -> list[Row]:
    labels = []
    for low, high, points in _classes(facts.corridor.investment):
        if high is None:
            label = r.label("passport.what_if", "≥ {m} m $", m=_millions(low, r))
        elif low == 0:
            label = r.label("passport.what_if", "< {m} m $", m=_millions(high, r))
        else:
            label = r.label("passport.what_if", "{low}–{high} m $", low=_millions(low, r), high=_millions(high, r))
        labels.append((str(low), label, points))
    return [_class_row(facts, Criterion.INVESTMENT, labels[start : start + 2]) for start in range(0, len(labels), 2)]


def _classes(scale: Sequence[Points]) -> list[tuple[Decimal, Decimal | None, Decimal]]:
    """From, below, points: the classes of a scale."""
    bounds = [step.at_least for step in scale]
    return [(step.at_least, following, step.points) for step, following in zip(scale, [*bounds[1:], None], strict=True)]


def _millions(value: Decimal, r: Reader) -> str:
    return formats.number(r, _trimmed(value / 1_000_000))


def _listed(facts: WhatIfFacts, r: Reader) -> Row:
    return _class_row(
        facts,
        Criterion.GLOBAL_LIST,
        (
            ("no", r.label("passport.what_if", "Not in Global 2000"), facts.corridor.global_absent),
            ("yes", r.label("passport.what_if", "In Global 2000"), facts.corridor.global_listed),
        ),
    )


def _technologies(facts: WhatIfFacts, r: Reader) -> list[Row]:
    short = {
        Technology.NOT_MANUFACTURING: r.label("passport.what_if", "Other sector"),
        Technology.NOT_LISTED: r.label("passport.what_if", "Off the list"),
        Technology.MIDDLE: r.label("passport.what_if", "Middle level"),
        Technology.HIGH: r.label("passport.what_if", "High level"),
    }
    classes = [(str(name), short[name], points) for name, points in facts.corridor.technology]
    return [_class_row(facts, Criterion.TECHNOLOGY, classes[start : start + 2]) for start in range(0, len(classes), 2)]


def _jobs(facts: WhatIfFacts, r: Reader) -> list[Row]:
    labels = []
    for low, high, points in _classes(facts.corridor.jobs):
        if high is None:
            label = r.label_count("passport.what_if", "≥ {n} job", "≥ {n} jobs", int(low))
        elif low == 0:
            label = r.label("passport.what_if", "No jobs")
        else:
            label = r.label_count("passport.what_if", "{low}–{n} job", "{low}–{n} jobs", int(high) - 1, low=int(low))
        labels.append((str(low), label, points))
    return [_class_row(facts, Criterion.JOBS, labels[start : start + 2]) for start in range(0, len(labels), 2)]
