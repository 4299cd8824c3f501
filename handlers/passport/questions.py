"""The questions of a passport in their order (п. 47, 42.1): a new one and an amendment ask the same.

Required ones come first and one at a time; the БИН and the date of registration stand last, for a draft may lack them.
"""

from typing import Any

from handlers.forms.declare import (
    Choice,
    Choices,
    Day,
    Field,
    Files,
    Group,
    Line,
    LongText,
    Number,
    Phone,
    Section,
    Sum,
    YesNo,
)
from handlers.passport import answers as a
from handlers.passport.words import FIELDS, LISTINGS, SOURCES
from handlers.pick.options import labelled
from handlers.words.catalog import Text


def q(name: str, ask: Text, example: Text | None = None) -> dict[str, Any]:
    """What every question has; its label stands among the words of the room."""
    return {"name": name, "label": FIELDS[name], "ask": ask, "example": example}


SOURCE: tuple[Field, ...] = (
    Choice(
        name="kind",
        label=Text("passport.form", "Source"),
        ask=Text("passport.form", "Where does this money come from?"),
        required=True,
        options=labelled(SOURCES),
    ),
    Sum(
        name="amount",
        label=Text("passport.form", "Amount"),
        ask=Text("passport.form", "How much comes from this source, in the currency of the cost?"),
        example=Text("passport.form", "40 m USD"),
        required=True,
        default=a.the_rest,
    ),
    Line(
        name="terms",
        label=Text("passport.form", "Terms"),
        ask=Text("passport.form", "On what terms is the money given?"),
        example=Text("passport.form", "10 years, 12 % a year, equipment as security"),
        required=True,
        when=a.is_lent,
    ),
    Line(
        name="who",
        label=Text("passport.form", "Who gives it"),
        ask=Text("passport.form", "Who gives the money?"),
        example=Text("passport.form", "Development Bank of Kazakhstan"),
    ),
)
CONTACT: tuple[Field, ...] = (
    Line(
        name="name",
        label=Text("passport.form", "Name"),
        ask=Text("passport.form", "Whom to reach at the investor?"),
        example=Text("passport.form", "Anna Müller"),
        required=True,
        limit=120,
    ),
    Phone(
        name="phone",
        label=Text("passport.form", "Phone"),
        ask=Text("passport.form", "What is the phone number?"),
        example=Text("passport.form", "+7 701 123 45 67"),
        required=True,
        when=a.no_mail,
    ),
    Line(
        name="position",
        label=Text("passport.form", "Position"),
        ask=Text("passport.form", "What is the position?"),
        limit=120,
    ),
    Line(
        name="mail",
        label=Text("passport.form", "Mail"),
        ask=Text("passport.form", "What is the mail address?"),
        limit=120,
        check=a.check_mail,
    ),
)

PROJECT: tuple[Field, ...] = (
    Line(
        **q(
            "title",
            Text("passport.form", "What is the project called, in a few words?"),
            Text("passport.form", "Wind farm of 200 MW"),
        ),
        required=True,
        limit=a.TITLE,
    ),
    Choice(
        **q("region", Text("passport.form", "In which region is it realised? If in several, name the main one.")),
        required=True,
        options=a.region_options,
        recent="region",
    ),
    Choice(
        **q("akimat", Text("passport.form", "Which akimat is responsible for it?")),
        required=True,
        options=a.akimat_options,
        depends=("region",),
    ),
    Choice(
        **q("sector", Text("passport.form", "Which sector is it in?")),
        required=True,
        options=a.sector_options,
        recent="sector",
    ),
    Line(
        **q(
            "goods",
            Text("passport.form", "Which goods will it make, by HS code? The main one first."),
            Text("passport.form", "7304, 8501"),
        ),
        required=True,
        when=a.names_goods,
        clean=a.clean_goods,
        check=a.check_goods,
    ),
    Choice(
        **q("technology", Text("passport.form", "Are the goods on the list of priority goods, and at which level?")),
        required=True,
        when=a.is_manufacturing,
        options=a.LISTED_GOODS,
    ),
    Choices(
        **q("other_regions", Text("passport.form", "Which other regions take part?")),
        options=a.other_regions,
    ),
)
MONEY: tuple[Field, ...] = (
    Sum(
        **q(
            "cost",
            Text("passport.form", "What will the project cost, approximately?"),
            Text("passport.form", "120 m USD"),
        ),
        required=True,
    ),
    Group(
        **q("sources", Text("passport.form", "How is it financed? The sources must add up to the cost.")),
        required=True,
        fields=SOURCE,
        line=a.source_line,
        add=Text("passport.form", "Add a source"),
        limit=15,
    ),
    Number(
        **q("jobs", Text("passport.form", "How many jobs will it create?"), Text("passport.form", "300")),
        required=True,
        high=a.MOST_JOBS,
    ),
    YesNo(
        name="with_contract",
        label=Text("passport.form", "Under an investment contract"),
        ask=Text("passport.form", "Is it realised under an investment contract?"),
        required=True,
    ),
    Line(
        **q("contract", Text("passport.form", "What is the number of the investment contract?")),
        required=True,
        when=a.has_contract,
        limit=60,
    ),
    Day(
        **q("contract_on", Text("passport.form", "When was the contract made?")),
        required=True,
        when=a.has_contract,
        future=False,
    ),
    Day(
        **q("contract_until", Text("passport.form", "Until when is the contract valid?")),
        when=a.has_contract,
        quick=(),
        low=a.after_contract,
    ),
)
CONTENT: tuple[Field, ...] = (
    LongText(
        **q("description", Text("passport.form", "What will be built or made? Describe it briefly.")),
        required=True,
        limit=4000,
    ),
    LongText(
        **q(
            "aims",
            Text("passport.form", "What are the aims, and which results are expected?"),
            Text("passport.form", "200 MW put into operation in 2029, 80 % of the output for export"),
        ),
        required=True,
        limit=2000,
    ),
    Day(**q("starts_on", Text("passport.form", "When does the project begin?")), required=True, quick=(0, 30)),
    Day(
        **q(
            "ends_on",
            Text("passport.form", "When will it reach full capacity?"),
            Text("passport.form", "31.12.2029"),
        ),
        required=True,
        quick=(),
        low=a.after_start,
    ),
    LongText(
        **q("needs", Text("passport.form", "What does the investor need: land, power, water, railway?")), limit=2000
    ),
    Choices(
        **q("measures", Text("passport.form", "Which measures of state support are asked for?")),
        options=a.measure_options,
    ),
)
INVESTOR: tuple[Field, ...] = (
    Choice(
        **q("listing", Text("passport.form", "Is the investor in the Forbes Global 2000 today?")),
        required=True,
        options=labelled(LISTINGS),
    ),
    Line(
        **q(
            "control",
            Text("passport.form", "Which parent is in the list, and by which document is its control shown?"),
            Text("passport.form", "Siemens AG, 75 %, extract from the register"),
        ),
        required=True,
        when=a.by_parent,
        limit=300,
    ),
    Group(
        **q("contacts", Text("passport.form", "Whom to reach at the investor?")),
        required=True,
        fields=CONTACT,
        line=a.contact_line,
        add=Text("passport.form", "Add a contact"),
        limit=10,
    ),
    Line(
        **q(
            "bin",
            Text("passport.form", "What is the BIN of the company registered in Kazakhstan? A person gives the IIN."),
            Text("passport.form", "12 figures"),
        ),
        required=True,
        limit=40,
        clean=a.clean_digits,
        check=a.check_bin,
        suggest=a.known_projects,
    ),
    Day(
        **q("registered_on", Text("passport.form", "When was it registered in Kazakhstan?")),
        required=True,
        future=False,
        quick=(),
    ),
    YesNo(
        **q(
            "registration_confirmed",
            Text(
                "passport.form",
                "The BIN names another month of registration than this date. Is the date right, for instance because"
                " of a re-registration?",
            ),
        ),
        required=True,
        when=a.months_differ,
        depends=("bin", "registered_on"),
    ),
    Files(
        name="files",
        label=Text("passport.form", "Documents"),
        ask=Text("passport.form", "Which documents belong to the passport?"),
    ),
)


def sections(first: tuple[Field, ...] = ()) -> tuple[Section, ...]:
    """The passport's questions; `first` stand before all others."""
    return (
        Section(Text("passport.form", "The project"), (*first, *PROJECT)),
        Section(Text("passport.form", "Money and jobs"), MONEY),
        Section(Text("passport.form", "Content and dates"), CONTENT),
        Section(Text("passport.form", "The investor"), INVESTOR),
    )
