"""KYC checks: the questionnaire, the case, the decision of a second person (M1.2; п. 3.25, 40.3)."""

from markupsafe import Markup

from domain.kit.actor import Actor, Guest
from domain.kyc.notices import KycAwaits, KycDecided
from domain.kyc.rules import EXPIRY, AuthorisedBodyDecides, CaseOpenAlready, ReasonNeeded, SecondPersonNeeded
from handlers.kyc import facts, screens
from handlers.kyc.closing import closing
from handlers.kyc.form import APPROVE_FORM, CASE_FORM, REFUSE_FORM, RETURN_FORM
from handlers.kyc.places import KycCard, KycCountries, KycList, KycOfCompany
from handlers.kyc.routes import entered_card, entered_history, router
from handlers.room import MenuEntry, NoticeView, Room, View
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def waiting_place(who: Actor | Guest) -> Place | None:
    """Only those whose decision can be waited for."""
    if isinstance(who, Guest) or who.kind not in facts.DECIDES or not who.writes:
        return None
    return KycList("to_decide")


def all_place(who: Actor | Guest) -> Place | None:
    return None if isinstance(who, Guest) or who.kind not in facts.DECIDES else KycList("all")


def second_person(_: SecondPersonNeeded, r: Reader) -> Markup:
    return r.say(
        "kyc.refused",
        "A second person decides: a colleague of the author. Where there is none, the National Company or the "
        "authorised body decides.",
    )


def body_decides(_: AuthorisedBodyDecides, r: Reader) -> Markup:
    return r.say("kyc.refused", "The risk is high: only the authorised body decides.")


def open_already(_: CaseOpenAlready, r: Reader) -> Markup:
    return r.say("kyc.refused", "A check of this company is under way already. It is finished first.")


def reason_needed(_: ReasonNeeded, r: Reader) -> Markup:
    return r.say("kyc.refused", "This decision needs a written reason.")


room = Room(
    name="kyc",
    views=(
        View(KycList, facts.load_list, screens.show_list),
        View(KycCountries, facts.load_countries, screens.show_countries),
        View(KycOfCompany, facts.load_history, screens.show_history),
        View(KycCard, facts.load_card, screens.show_card),
    ),
    notices=(
        NoticeView(KycAwaits, facts.load_awaits, screens.show_awaits),
        NoticeView(KycDecided, facts.load_decided, screens.show_decided),
    ),
    forms=(CASE_FORM, APPROVE_FORM, RETURN_FORM, REFUSE_FORM),
    router=router,
    refusals={
        SecondPersonNeeded: second_person,
        AuthorisedBodyDecides: body_decides,
        CaseOpenAlready: open_already,
        ReasonNeeded: reason_needed,
    },
    menu=(
        MenuEntry(2, Text("menu", "KYC: waiting for you"), waiting_place, facts.count_to_decide),
        MenuEntry(40, Text("menu", "KYC checks"), all_place),
    ),
    closing={EXPIRY.name: closing},
    entered={KycCard: entered_card, KycOfCompany: entered_history},
)
