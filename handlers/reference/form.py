"""Figures as forms (T1, T4, T5, N2)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.access.rules import administers, check_administers
from domain.deadline.calendar import Moved
from domain.edition.model import ReminderSteps
from domain.kit.currencies import COMMON, DECIMALS, TENGE
from domain.kit.periods import almaty_date
from domain.reference.acts import LEAST_MRP, MOST_MRP, YEARS_AHEAD, enter_mrp, enter_rate, move_day, sound
from domain.reference.national_bank import AHEAD, TENGE_SINCE
from domain.reference.ports import Figures
from domain.reference.refused import FigureFault, WrongFigure
from handlers.chat import Chat
from handlers.forms.declare import Answers, Choice, Day, Form, Line, Number, Option, Section
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.reference.coded import CLAUSE, coded, days_before, decoded
from handlers.reference.days import BECAME
from handlers.reference.places import CurrencyRates, MovedDayCard, MrpYears, StepsPreview
from handlers.reference.rates import rate_line
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader


async def authorise(context: dict[str, Any], reading: Reading) -> None:
    """Administrators, also for a draft whose person has moved (A1)."""
    check_administers(reading.actor)


# МРП


async def year_options(_answers: Answers, reading: Reading, _r: Reader) -> Sequence[Option]:
    """From the last year an open case may have been decided in to the last that a budget can name."""
    this = almaty_date(reading.now).year
    return [Option(str(year), str(year)) for year in range(this + YEARS_AHEAD, this - 4, -1)]


def mrp_fields() -> tuple[Choice, Number]:
    return (
        Choice(
            name="year",
            label=Text("reference.mrp_form", "Year"),
            ask=Text("reference.mrp_form", "For which year?"),
            required=True,
            options=year_options,
            columns=3,
        ),
        Number(
            name="value",
            label=Text("reference.mrp_form", "Value"),
            ask=Text("reference.mrp_form", "How many tenge is the MRP as of 1 January?"),
            example=Text("reference.mrp_form", "4 325"),
            required=True,
            low=Decimal(LEAST_MRP),
            high=Decimal(MOST_MRP),
        ),
    )


async def prefill_mrp(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    return {"year": str(context["year"])} if "year" in context else {}


async def mrp_value(context: dict[str, Any], reading: Reading) -> int:
    """The year's value as it stands, which is also its version: 0 for none."""
    return {line.year: line.value for line in await reading.port(Figures).mrp()}.get(context["year"], 0)


async def save_mrp(chat: Chat, draft: Draft, answers: Answers) -> MrpYears:
    year = int(answers["year"])
    seen = draft.context.get("version", 0) if draft.context.get("year") == year else 0
    await enter_mrp(chat.desk, chat.port(Figures), year, int(answers["value"]), seen, answers.get("reason", ""))
    return MrpYears()


def name_mrp(answers: Answers, r: Reader) -> str:
    return str(answers.get("year", "")) or r.label("reference.mrp_form", "MRP")


MRP_FORM = Form(
    name="reference.mrp",
    version=1,
    title=Text("reference.mrp_form", "MRP of a year"),
    save=Text("reference.mrp_form", "Enter the MRP"),
    sections=(Section(Text("reference.mrp_form", "By the law on the republican budget"), mrp_fields()),),
    allowed=administers,
    authorise=authorise,
    submit=save_mrp,
    summary=name_mrp,
    prefill=prefill_mrp,
)

MRP_CHANGE_FORM = Form(
    name="reference.mrp_change",
    version=1,
    title=Text("reference.mrp_form", "Change the MRP of a year"),
    save=Text("reference.mrp_form", "Change the MRP"),
    sections=(
        Section(
            Text("reference.mrp_form", "By the law on the republican budget"),
            (
                *mrp_fields(),
                Line(
                    name="reason",
                    label=Text("reference.mrp_form", "Reason"),
                    ask=Text("reference.mrp_form", "Why is it changed? Decisions made keep the value they used."),
                    example=Text("reference.mrp_form", "The law was amended on 15 March"),
                    required=True,
                    limit=500,
                ),
            ),
        ),
    ),
    allowed=administers,
    authorise=authorise,
    submit=save_mrp,
    summary=name_mrp,
    prefill=prefill_mrp,
    present=mrp_value,
)

# Moved days


async def save_day(chat: Chat, draft: Draft, answers: Answers) -> MovedDayCard:
    await move_day(chat.desk, chat.port(Figures), answers["day"], Moved(answers["became"]), answers.get("name", ""))
    return MovedDayCard(answers["day"])


def name_day(answers: Answers, r: Reader) -> str:
    return formats.day(r, answers["day"]) if "day" in answers else r.label("reference.day_form", "Moved day")


DAY_FORM = Form(
    name="reference.day",
    version=1,
    title=Text("reference.day_form", "A moved day"),
    save=Text("reference.day_form", "Move the day"),
    sections=(
        Section(
            Text("reference.day_form", "By the Government's decision"),
            (
                Day(
                    name="day",
                    label=Text("reference.day_form", "Day"),
                    ask=Text("reference.day_form", "Which day is it?"),
                    required=True,
                    quick=(),
                ),
                Choice(
                    name="became",
                    label=Text("reference.day_form", "What it becomes"),
                    ask=Text("reference.day_form", "What does this day become?"),
                    required=True,
                    options=[Option(kind.value, text) for kind, text in BECAME.items()],
                ),
                Line(
                    name="name",
                    label=Text("reference.day_form", "Ground"),
                    ask=Text("reference.day_form", "By which decision, or for which holiday?"),
                    example=Text("reference.day_form", "Kurban Ait"),
                    limit=200,
                ),
            ),
        ),
    ),
    allowed=administers,
    authorise=authorise,
    submit=save_day,
    summary=name_day,
)

# Rates


async def currency_options(_answers: Answers, _reading: Reading, r: Reader) -> Sequence[Option]:
    codes = [*COMMON, *sorted(code for code in DECIMALS if code not in COMMON)]
    return [Option(code, rate_line(code, r), (code,)) for code in codes if code != TENGE]


async def prefill_rate(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    return {"currency": context["currency"]} if context.get("currency") in DECIMALS else {}


async def save_rate(chat: Chat, draft: Draft, answers: Answers) -> CurrencyRates:
    await enter_rate(
        chat.desk,
        chat.port(Figures),
        answers["currency"],
        answers["on"],
        answers["tenge"],
        int(answers["quant"]),
    )
    return CurrencyRates(answers["currency"])


async def one_unit(_answers: Answers, _reading: Reading) -> str:
    return "1"


def latest(_answers: Answers, today: date) -> date:
    return today + AHEAD


def earliest(_answers: Answers, _today: date) -> date:
    return TENGE_SINCE


RATE_FORM = Form(
    name="reference.rate",
    version=1,
    title=Text("reference.rate_form", "Official rate"),
    save=Text("reference.rate_form", "Enter the rate"),
    sections=(
        Section(
            Text("reference.rate_form", "As the National Bank published it"),
            (
                Choice(
                    name="currency",
                    label=Text("reference.rate_form", "Currency"),
                    ask=Text("reference.rate_form", "Of which currency?"),
                    required=True,
                    options=currency_options,
                ),
                Day(
                    name="on",
                    label=Text("reference.rate_form", "Day"),
                    ask=Text("reference.rate_form", "Of which day is the rate?"),
                    required=True,
                    quick=(0, -1),
                    low=earliest,
                    high=latest,
                ),
                Choice(
                    name="quant",
                    label=Text("reference.rate_form", "Units"),
                    ask=Text("reference.rate_form", "For how many units of the currency is the rate given?"),
                    required=True,
                    options=[Option(count, count) for count in ("1", "10", "100", "1000", "10000")],
                    default=one_unit,
                    columns=3,
                ),
                Number(
                    name="tenge",
                    label=Text("reference.rate_form", "Tenge"),
                    ask=Text("reference.rate_form", "How many tenge for these units?"),
                    example=Text("reference.rate_form", "474,20"),
                    required=True,
                    low=Decimal("0.000001"),
                    high=Decimal(1_000_000),
                    places=6,
                ),
            ),
        ),
    ),
    allowed=administers,
    authorise=authorise,
    submit=save_rate,
    summary=lambda answers, r: str(answers.get("currency") or r.label("reference.rate_form", "Rate")),
    prefill=prefill_rate,
)

# Reminder steps


def is_days(text: str, _answers: Answers) -> Text | None:
    try:
        days = days_before(text)
    except ValueError:
        days = ()
    if days and all(1 <= day <= 90 for day in days):
        return None
    return Text("reference.steps_form", "Up to six numbers of days from 1 to 90, with commas, are needed.")


async def prefill_steps(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    steps = decoded(context["steps"])
    return {
        "before": ", ".join(map(str, steps.before)),
        "daily": Decimal(steps.daily_overdue),
        "every": Decimal(steps.then_every),
        "head": Decimal(steps.head_from),
        "authority": Decimal(steps.authority_from),
    }


async def preview_steps(chat: Chat, draft: Draft, answers: Answers) -> StepsPreview:
    """Nothing is kept yet: what it would send is shown first."""
    steps = ReminderSteps(
        days_before(answers["before"]),
        int(answers["daily"]),
        int(answers["every"]),
        int(answers["head"]),
        int(answers["authority"]),
        CLAUSE,
    )
    if not sound(steps):
        raise WrongFigure(FigureFault.STEPS)
    return StepsPreview(draft.context["scope"], coded(steps), draft.context["seen"])


def _count(name: str, label: Text, ask: Text, low: int, high: int) -> Number:
    return Number(name=name, label=label, ask=ask, required=True, low=Decimal(low), high=Decimal(high))


STEPS_FORM = Form(
    name="reference.steps",
    version=1,
    title=Text("reference.steps_form", "Reminder steps"),
    save=Text("reference.steps_form", "Show what it would send"),
    sections=(
        Section(
            Text("reference.steps_form", "Before the last day"),
            (
                Line(
                    name="before",
                    label=Text("reference.steps_form", "Days before"),
                    ask=Text("reference.steps_form", "How many days before the last one?"),
                    example=Text("reference.steps_form", "10, 3, 1"),
                    required=True,
                    limit=40,
                    check=is_days,
                ),
            ),
        ),
        Section(
            Text("reference.steps_form", "Overdue"),
            (
                _count(
                    "daily",
                    Text("reference.steps_form", "Daily, days"),
                    Text("reference.steps_form", "On how many days running after the last one?"),
                    0,
                    30,
                ),
                _count(
                    "every",
                    Text("reference.steps_form", "Then every, days"),
                    Text("reference.steps_form", "And then every how many days?"),
                    1,
                    30,
                ),
                _count(
                    "head",
                    Text("reference.steps_form", "The head, from day"),
                    Text("reference.steps_form", "From which day overdue is the head told?"),
                    1,
                    90,
                ),
                _count(
                    "authority",
                    Text("reference.steps_form", "The body above, from day"),
                    Text("reference.steps_form", "From which day overdue is the body that oversees told?"),
                    1,
                    90,
                ),
            ),
        ),
    ),
    allowed=administers,
    authorise=authorise,
    submit=preview_steps,
    summary=lambda answers, r: str(answers.get("before", "")),
    prefill=prefill_steps,
)

FORMS = (MRP_FORM, MRP_CHANGE_FORM, DAY_FORM, RATE_FORM, STEPS_FORM)
