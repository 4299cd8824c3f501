"""Reference figures: МРП, moved days, official rates, reminder steps (T1, T4, T5, N2)."""

from markupsafe import Markup

from domain.access.rules import administers
from domain.kit.actor import Actor, Guest
from domain.reference.notices import MissingMrp, MissingRate, RatesWereRead
from domain.reference.refused import FigureFault, WrongFigure
from handlers.reference import days, figures, notices, rates, steps
from handlers.reference.form import FORMS
from handlers.reference.places import (
    CurrencyRates,
    MovedDayCard,
    MovedDays,
    MrpYears,
    OfficialRates,
    RatesImportCard,
    ReferenceFigures,
    StepsCard,
    StepsList,
    StepsPreview,
)
from handlers.reference.routes import router
from handlers.room import MenuEntry, NoticeView, Room, View
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def figures_place(who: Actor | Guest) -> Place | None:
    """Administrators only (T1, T4)."""
    return ReferenceFigures() if isinstance(who, Actor) and administers(who) else None


def wrong_figure(refusal: WrongFigure, r: Reader) -> Markup:
    match refusal.fault:
        case FigureFault.YEAR:
            return r.say("reference.refused", "The MRP of this year cannot be known yet.")
        case FigureFault.MRP:
            return r.say("reference.refused", "This cannot be a MRP. Check the zeros.")
        case FigureFault.DAY:
            return r.say("reference.refused", "This day is too far away.")
        case FigureFault.SAME:
            return r.say("reference.refused", "It stands so already: nothing would change.")
        case FigureFault.ALREADY_OFF:
            return r.say("reference.refused", "This day is a day off already.")
        case FigureFault.ALREADY_WORKING:
            return r.say("reference.refused", "This day is a working day already.")
        case FigureFault.REASON:
            return r.say("reference.refused", "This year is entered already. It is changed with a reason: “Change”.")
        case FigureFault.STEPS:
            return r.say("reference.refused", "The head is told first, then the body that oversees: check the days.")
        case FigureFault.SCOPE:
            return r.say("reference.refused", "There are no deadlines of this kind.")


room = Room(
    name="reference",
    views=(
        View(ReferenceFigures, figures.load_overview, figures.show_overview),
        View(MrpYears, figures.load_years, figures.show_years),
        View(MovedDays, days.load_days, days.show_days),
        View(MovedDayCard, days.load_day, days.show_day),
        View(OfficialRates, rates.load_rates, rates.show_rates),
        View(CurrencyRates, rates.load_currency, rates.show_currency),
        View(RatesImportCard, rates.load_import, rates.show_import),
        View(StepsList, steps.load_list, steps.show_list),
        View(StepsCard, steps.load_card, steps.show_card),
        View(StepsPreview, steps.load_preview, steps.show_preview),
    ),
    notices=(
        NoticeView(MissingMrp, notices.load_mrp, notices.show_mrp),
        NoticeView(MissingRate, notices.load_rate, notices.show_rate),
        NoticeView(RatesWereRead, rates.load_was_read, rates.show_was_read),
    ),
    forms=FORMS,
    router=router,
    refusals={WrongFigure: wrong_figure},
    menu=(MenuEntry(206, Text("menu", "Reference figures"), figures_place),),
)
