"""A quarter of the sample's organisations, played in seconds: exactly who is reminded of what, when (N2, N3, T1–T3).

The first quarter of 2029. Days off beside weekends: 1 and 2 January, 8, 15, 21, 22 and 23 March. All hear it at nine by
their own clock: Berlin, Seoul and Almaty. «*»: as a line of a digest.
"""

from datetime import date

from domain.deadline.due import due, extended, not_later_than
from domain.deadline.model import DeadlineKind
from domain.initiative.rules import APPOINTMENT, CONSIDERATION
from domain.meeting.rules import AGREEMENT
from tests.reminding.play import PERSON, Play

REWORK = DeadlineKind("roadmap.resubmit", "п. 51")
REPORT = DeadlineKind("duty.R2a", "п. 14.3")
CONSOLIDATED = DeadlineKind("duty.R3", "п. 67")

# п. 67: the regional front office reports by the 15th. Nobody answers for it alone: everybody who writes is reminded.
# The day before is a Sunday, so Friday speaks. Who wants a digest has the last day's alone all the same. Sent in time.
REPORT_BY_15_JANUARY = """
Fri 05.01 10 left: karaganda_head, karaganda_officer, karaganda_officer_2*
Fri 12.01 3 left: karaganda_head, karaganda_officer, karaganda_officer_2*
Mon 15.01 the last day: karaganda_head, karaganda_officer, karaganda_officer_2
"""

# п. 67: the National Company's consolidated report by the 20th, a Saturday: a fixed date stays, and Friday is the last
# working day. From the first day overdue the head, from the fifth the authorised body: the National Company's own
# lateness goes there. Sent on the sixth.
CONSOLIDATED_BY_20_JANUARY = """
Wed 10.01 10 left: national_company_officer
Wed 17.01 3 left: national_company_officer
Fri 19.01 1 left: national_company_officer
Mon 22.01 2 overdue: national_company_head, national_company_officer
Tue 23.01 3 overdue: national_company_head, national_company_officer
Wed 24.01 4 overdue: national_company_head, national_company_officer
Thu 25.01 5 overdue: authorised_body_head, authorised_body_officer, national_company_head, national_company_officer
"""

# п. 40.4: promised at a meeting on the 3rd until the 12th, done on the 11th: the last day is silent.
PROMISE_UNTIL_12_JANUARY = """
Tue 09.01 3 left: berlin_officer
Thu 11.01 1 left: berlin_officer
"""

# п. 40.4: promised until 15 March, a holiday: Wednesday is the last day on which anything can be done. A promise is no
# period of the Order: however late, nobody outside hears of it.
PLOTS_UNTIL_15_MARCH = """
Mon 05.03 10 left: seoul_head
Mon 12.03 3 left: seoul_head
Wed 14.03 1 left: seoul_head
Fri 16.03 1 overdue: seoul_head
"""

# M1.7: three working days to appoint an official from Monday the 8th. On the 10th the head appoints one.
APPOINTMENT_BY_11_JANUARY = """
Wed 10.01 1 left: karaganda_head, karaganda_officer, karaganda_officer_2*
"""

# п. 42: passed on 8 January, thirty calendar days until 7 February; the tenth and the third day before are Sundays.
# п. 42.2: on 5 February extended by thirty from the nominal last day, until Friday 9 March; the 8th is a holiday. Then
# overdue: the head, and from the fifth day the authorised body.
INITIATIVE = """
Fri 26.01 12 left: karaganda_officer
Fri 02.02 5 left: karaganda_officer
Tue 27.02 10 left: karaganda_officer
Tue 06.03 3 left: karaganda_officer
Wed 07.03 2 left: karaganda_officer
Fri 09.03 the last day: karaganda_officer
Mon 12.03 3 overdue: karaganda_head, karaganda_officer
Tue 13.03 4 overdue: karaganda_head, karaganda_officer
Wed 14.03 5 overdue: authorised_body_head, authorised_body_officer, karaganda_head, karaganda_officer
"""

# п. 51: a roadmap rejected on Thursday 1 February comes back within five working days, by the 8th. The officer is away
# from the 5th to the 9th: the deputy hears it too. Roadmaps escalate to the National Company; after five days, weekly.
ROADMAP_BY_8_FEBRUARY = """
Mon 05.02 3 left: turkistan_officer, turkistan_officer_2
Wed 07.02 1 left: turkistan_officer, turkistan_officer_2
Thu 08.02 the last day: turkistan_officer, turkistan_officer_2
Fri 09.02 1 overdue: turkistan_head, turkistan_officer, turkistan_officer_2
Mon 12.02 4 overdue: turkistan_head, turkistan_officer
Tue 13.02 5 overdue: national_company_head, national_company_officer, turkistan_head, turkistan_officer
Tue 20.02 12 overdue: national_company_head, national_company_officer, turkistan_head, turkistan_officer
"""


async def test_a_quarter_reads_like_the_order(play: Play) -> None:
    attraction, realisation = play.edition.attraction, play.edition.realisation
    calendar = play.calendar
    await play.run(
        "INSERT INTO reminding_wish VALUES ($1, true, true, '09:00', '20:00')", PERSON["karaganda_officer_2"].id
    )
    await play.at(date(2029, 1, 3), 11)
    report = await play.opens("report", REPORT, "karaganda", not_later_than(date(2029, 1, 15)))
    consolidated = await play.opens(
        "consolidated", CONSOLIDATED, "national_company", not_later_than(date(2029, 1, 20)), "national_company_officer"
    )
    promise = await play.opens("promise", AGREEMENT, "berlin", not_later_than(date(2029, 1, 12)), "berlin_officer")
    plots = await play.opens("plots", AGREEMENT, "seoul", not_later_than(date(2029, 3, 15)), "seoul_head")

    passed = date(2029, 1, 8)
    await play.at(passed, 15)
    appointing = due(passed, attraction.appointment.period, calendar)
    appointment = await play.opens("appointment", APPOINTMENT, "karaganda", appointing)
    first = due(passed, attraction.initiative.period, calendar)
    initiative = await play.opens("initiative", CONSIDERATION, "karaganda", first)
    await play.at(date(2029, 1, 10), 16)
    await play.ends(appointment)
    await play.hands(initiative, "karaganda_officer")

    await play.at(date(2029, 1, 11), 18)
    await play.ends(promise)
    await play.at(date(2029, 1, 15), 17)
    await play.ends(report)
    await play.at(date(2029, 1, 26), 8)
    await play.ends(consolidated)

    rejected = date(2029, 2, 1)
    await play.at(rejected, 12)
    rework = due(rejected, realisation.roadmap_rework.period, calendar)
    roadmap = await play.opens("roadmap", REWORK, "turkistan", rework, "turkistan_officer")
    await play.run(
        "INSERT INTO absence VALUES ($1, '2029-02-05', '2029-02-09', $2)",
        PERSON["turkistan_officer"].id,
        PERSON["turkistan_officer_2"].id,
    )
    await play.at(date(2029, 2, 5), 12)
    await play.moves(initiative, extended(first, attraction.extension.period, calendar))
    await play.at(date(2029, 2, 21), 12)
    await play.ends(roadmap)
    await play.at(date(2029, 3, 15), 12)
    await play.ends(initiative)
    await play.at(date(2029, 3, 17), 12)
    await play.ends(plots)
    await play.at(date(2029, 4, 1))

    assert {name: f"\n{play.told(name)}\n" for name in play.kinds} == {
        "report": REPORT_BY_15_JANUARY,
        "consolidated": CONSOLIDATED_BY_20_JANUARY,
        "promise": PROMISE_UNTIL_12_JANUARY,
        "plots": PLOTS_UNTIL_15_MARCH,
        "appointment": APPOINTMENT_BY_11_JANUARY,
        "initiative": INITIATIVE,
        "roadmap": ROADMAP_BY_8_FEBRUARY,
    }
    # T3: nothing else was said, and nothing on a day off or outside anybody's hours.
    assert {one.notice for one in play.heard} == {"reminder", "digest", "weekly"}
    assert all(one.at.hour == 9 and calendar.is_working(one.at.date()) for one in play.heard)


async def test_the_heads_hear_of_their_week_on_its_first_working_morning(play: Play) -> None:
    """A head once a week, if the organisation has anything at all; officers never; who does not want it not."""
    await play.run("INSERT INTO reminding_wish VALUES ($1, false, false, '09:00', '20:00')", PERSON["berlin_head"].id)
    await play.at(date(2029, 2, 28), 12)
    for organisation in ("karaganda", "berlin"):
        await play.opens(f"far {organisation}", REPORT, organisation, not_later_than(date(2029, 12, 31)))
    await play.at(date(2029, 3, 28))
    weeks = [(f"{one.at:%a %d.%m %H:%M}", one.who) for one in play.heard if one.notice == "weekly"]
    assert weeks == [(f"{day} 09:00", "karaganda_head") for day in ("Mon 05.03", "Mon 12.03", "Mon 19.03", "Mon 26.03")]
