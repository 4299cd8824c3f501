"""The Order of 26.06.2023 № 11-1-4/327 in its edition of 31.12.2024 № 11-1-4/746, with the Law on industrial policy.

Figures only. "Decided" marks what the sources leave open (see rules, "Decided").
"""

from datetime import date, time
from decimal import Decimal

from domain.edition.duties import Addressee, DueDay, Duty, Every, Ower, after_quarter
from domain.edition.model import (
    Aftercare,
    Attraction,
    Band,
    Corridor,
    ExclusionGround,
    Industry,
    Points,
    Realisation,
    ReminderSteps,
    RuleEdition,
    Stated,
    Technology,
    Term,
)
from domain.kit.actor import OrganisationKind as Kind
from domain.kit.periods import calendar_days, months, working_days, years

_D = Decimal

_ATTRACTION = Attraction(
    # Decided: the sources give a KYC decision an expiry date but no length (п. 3.25, 40.3). Twelve months: sanctions
    # lists move faster than owners, and re-screening on a changed list does not wait for the expiry.
    kyc_validity=Term(months(12), "M1.2"),
    trip_card=Term(working_days(3), "п. 40.5"),
    visit_decision=Term(working_days(5), "M1.5", target=True),  # Decided: no term in the Order
    initiative_after_visit=Term(working_days(3), "п. 41"),
    appointment=Term(working_days(3), "M1.7", target=True),  # Decided
    initiative=Term(calendar_days(30), "п. 42"),
    extension=Term(calendar_days(30), "п. 42.2"),
    extensions=Stated(1, "п. 42.2"),
    rest_after_refused_redirection=Term(working_days(5), "M1.7"),  # Decided
    # Decided, the Order names no terms: who is asked has 3 w.d., as for the appointment; the UO 5, as for a visit
    redirection_consent=Term(working_days(3), "M1.7", target=True),
    redirection_decision=Term(working_days(5), "M1.7", target=True),
    closing_opinion=Term(working_days(3), "M1.7", target=True),
    closing_decision=Term(working_days(5), "M1.7", target=True),
    question=Term(working_days(3), "M1.8", target=True),
)

_CORRIDOR = Corridor(
    clause="прил. 1",
    investment_weight=_D("0.25"),
    investment=(
        Points(_D(0), _D(0)),  # Decided: below the scale no points
        Points(_D(10_000_000), _D(1)),
        Points(_D(15_000_000), _D(2)),
        Points(_D(30_000_000), _D(3)),
    ),
    global_weight=_D("0.30"),
    global_listed=_D(2),
    global_absent=_D(0),
    technology_weight=_D("0.30"),
    technology=(
        (Technology.NOT_MANUFACTURING, _D(0)),
        (Technology.NOT_LISTED, _D(1)),
        (Technology.MIDDLE, _D(2)),
        (Technology.HIGH, _D(3)),
    ),
    jobs_weight=_D("0.15"),
    jobs=(
        Points(_D(0), _D(0)),  # Decided: no jobs, no points
        Points(_D(1), _D("0.5")),
        Points(_D(300), _D(1)),
        Points(_D(500), _D(2)),
    ),
    threshold=_D("1.3"),
)

_REALISATION = Realisation(
    national_pool_mrp=Stated(150_000, "п. 28"),
    task_force_mrp=Stated(7_500_000, "п. 31"),
    corridor=_CORRIDOR,
    roadmap=Term(calendar_days(30), "п. 48"),
    roadmap_review=Term(working_days(5), "M2.6", target=True),  # Decided: no term in the Order
    roadmap_rework=Term(working_days(5), "п. 51"),
    yellow_below_days=Stated(10, "п. 55"),
    # Decided: the bands of п. 56 meet at day 5, which counts in the first
    rating_bands=(Band(1, _D("0.5")), Band(6, _D(1)), Band(16, _D("1.5"))),
    rating_clause="п. 56",
    grounds=tuple(ExclusionGround),
    grounds_clause="п. 33",
    exclusion_decision=Term(working_days(5), "п. 35"),
    validation=Term(working_days(5), "п. 60"),
)

_AFTERCARE = Aftercare(
    accompaniment=Term(years(3), "п. 61"),
    answer=Term(working_days(5), "п. 14.7"),
    registration_until=Stated(time(18, 30), "M3.2"),  # Decided
    final_analysis_before=Term(calendar_days(30), "M3.3", target=True),  # Decided
)

_REGIONAL = frozenset({Kind.AKIMAT, Kind.REGIONAL_ORGANISATION, Kind.REGIONAL_REPRESENTATIVE})
_RESULTS = frozenset({Kind.AKIMAT, Kind.NATIONAL_COMPANY, Kind.AUTHORISED_BODY})
_MONTH_END = 31

_DUTIES = (
    Duty("R1", Every.QUARTER, frozenset({Kind.AKIMAT}), Addressee.PLATFORM, after_quarter(15), "п. 26"),
    Duty("R2a", Every.QUARTER, _REGIONAL, Addressee.NATIONAL_COMPANY, after_quarter(15), "п. 67"),
    Duty(
        "R2b",
        Every.QUARTER,
        frozenset({Kind.CENTRAL_BODY}),
        Addressee.NATIONAL_COMPANY,
        after_quarter(15),
        "п. 18.3",
        decided=True,
    ),
    Duty(
        "R3",
        Every.QUARTER,
        frozenset({Kind.NATIONAL_COMPANY}),
        Addressee.AUTHORISED_BODY,
        after_quarter(20),
        "п. 67",
    ),
    Duty(
        "R4",
        Every.QUARTER,
        frozenset({Kind.MISSION, Kind.NC_ABROAD}),
        Addressee.AUTHORISED_BODY,
        after_quarter(15),
        "п. 68",
    ),
    Duty(
        "R5",
        Every.QUARTER,
        frozenset({Kind.MISSION}),
        Addressee.PLATFORM,
        after_quarter(15, before=True),
        "п. 17.2",
    ),
    Duty(
        "R6a",
        Every.QUARTER,
        _REGIONAL,
        Addressee.NATIONAL_COMPANY,
        after_quarter(15, before_in_january=True),
        "п. 8.2",
        decided=True,  # quarterly, only January is dated
    ),
    Duty(
        "R6b",
        Every.YEAR,
        _REGIONAL,
        Addressee.PLATFORM,
        (DueDay(1, 15, before=True, following_year=True),),
        "п. 8.5",
    ),
    Duty(
        "R7",
        Every.HALF_YEAR,
        _REGIONAL | {Kind.CENTRAL_BODY},
        Addressee.NATIONAL_COMPANY,
        (DueDay(7, 15), DueDay(1, 15, following_year=True)),
        "п. 14.2",
        decided=True,
    ),
    Duty("R8", Every.QUARTER, _REGIONAL, Addressee.PLATFORM, after_quarter(15), "п. 14.4", decided=True),
    Duty(
        "R9a",
        Every.QUARTER,
        _RESULTS,
        Addressee.PLATFORM,
        after_quarter(_MONTH_END),
        "прил. 2, п. 4",
        decided=True,
    ),
    Duty(
        "R9b",
        Every.YEAR,
        _RESULTS,
        Addressee.PLATFORM,
        (DueDay(1, _MONTH_END, following_year=True),),
        "прил. 2, п. 5",
        decided=True,
    ),
    Duty("R9c", Every.ON_REQUEST, _RESULTS, Addressee.AUTHORISED_BODY, (), "прил. 2, п. 6"),
    Duty(
        "R10",
        Every.YEAR,
        frozenset({Kind.CENTRAL_BODY, Kind.AKIMAT}),
        Addressee.INDUSTRY_BODY,
        (DueDay(3, 1, before=True, following_year=True),),
        "ст. 5",
    ),
    Duty(
        "R11",
        Every.QUARTER,
        frozenset({Kind.AKIMAT, Kind.CENTRAL_BODY, Kind.HOLDING}),
        Addressee.INDUSTRY_BODY,
        after_quarter(15),
        "ст. 6",
        decided=True,
    ),
    Duty(
        "R12a",
        Every.YEAR,
        frozenset(),
        Addressee.GOVERNMENT,
        (DueDay(3, 31, before=True, following_year=True),),
        "ст. 9.3",
        owed_by_bodies=frozenset({Ower.INDUSTRY_BODY}),
    ),
    # ст. 47 plans the purchases of the year itself, so its dates lie in the period's own year
    Duty(
        "R12b",
        Every.YEAR,
        frozenset({Kind.INDUSTRY_INSTITUTE}),
        Addressee.INDUSTRY_BODY,
        (DueDay(5, 20, before=True),),
        "ст. 47.1",
        owed_by_bodies=frozenset({Ower.RESOURCE_BODIES}),
    ),
    Duty(
        "R12c",
        Every.YEAR,
        frozenset(),
        Addressee.RESPONSIBLE_BODIES,
        (DueDay(5, 30, before=True),),
        "ст. 47.2",
        owed_by_bodies=frozenset({Ower.INDUSTRY_BODY}),
    ),
    Duty(
        "R12d",
        Every.YEAR,
        frozenset(),
        Addressee.INDUSTRY_BODY,
        (DueDay(7, 1, before=True),),
        "ст. 47.3",
        owed_by_bodies=frozenset({Ower.RESOURCE_BODIES}),
    ),
    Duty(
        "R12e",
        Every.YEAR,
        frozenset(),
        Addressee.PUBLIC,
        (DueDay(8, 1, before=True),),
        "ст. 47.4",
        owed_by_bodies=frozenset({Ower.INDUSTRY_BODY}),
    ),
)

ORDER_2024 = RuleEdition(
    code="2024-12-31",
    # The edition applies from the day after its first official publication, which is not in the text at hand; it
    # cannot be earlier than this, and no case is decided here before it.
    applies_from=date(2025, 1, 1),
    attraction=_ATTRACTION,
    realisation=_REALISATION,
    aftercare=_AFTERCARE,
    duties=_DUTIES,
    reminders=ReminderSteps(
        before=(10, 3, 1), daily_overdue=5, then_every=7, head_from=1, authority_from=5, clause="N2"
    ),
    industry=Industry(
        contract_purchases_above_mrp=Stated(500_000, "ст. 49.1"),
        contract_conditions_percent=Stated(_D(5), "ст. 49.2"),
        offtake_first_year_percent=Stated(_D(100), "ст. 48.2"),
        offtake_later_percent=Stated(_D(50), "ст. 48.2"),
        assembly_breach_cure=Term(months(3), "ст. 62.4"),
    ),
)

EDITIONS = (ORDER_2024,)
"""The editions known from the start; later ones are entered in the bot and agreed (п. 9.8, 22)."""
