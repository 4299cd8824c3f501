"""How one is reminded, who stands in, the digest, the week, somebody unreachable (N2–N4, T3)."""

import json
from datetime import date, time, timedelta
from uuid import uuid4

from domain.deadline.notices import Digest, PersonUnreachable, StandsIn, Weekly
from domain.kit.desk import Notice
from handlers.deadline.places import DeadlineList, ReminderSettings, Week
from handlers.screens.codec import encode
from tests.deadline_phone.office import TODAY, Office, fits, labels


async def post(office: Office, who: str, notice: Notice) -> None:
    await office.sql(
        """INSERT INTO outbox (key, person_id, notice, about_kind, about_id) VALUES ($1, $2, $3, 'person', $2)
        RETURNING id""",
        str(uuid4()), office[who].person, json.dumps(encode(notice)),
    )  # fmt: skip


async def gathered(office: Office, *days: int, late: bool = False) -> None:
    """Deadlines that rang for the officer as lines of this morning's digest."""
    for number, left in enumerate(days):
        key = await office.deadline(TODAY + timedelta(days=left), note=f"note {number}")
        await office.sql(
            """INSERT INTO digest_line (person_id, deadline_id, version, step, day, late)
            VALUES ($1, $2, 1, $3, $4, $5) RETURNING true""",
            office["officer"].person, key, -left, TODAY, late,
        )  # fmt: skip


async def test_n3_one_morning_message_and_hours_two_taps_from_my_deadlines(spoken: Office) -> None:
    await spoken.at("officer", DeadlineList())
    user, bench, r = spoken["officer"], spoken.bench, spoken.r
    await bench.press(user, r.label("deadline.list", "Reminders"))
    fits(await bench.screen(user))
    await bench.press(user, r.label("deadline.settings", "One message in the morning"))
    assert await spoken.sql("SELECT digest FROM reminding_wish WHERE person_id = $1", user.person) is True
    assert f"✓ {r.label('deadline.settings', 'One message in the morning')}" in await bench.labels(user)
    await bench.press(user, r.label("deadline.settings", "Hours"))
    fits(await bench.screen(user))
    await bench.press(user, "07:00")
    await bench.press(user, "22:00")
    row = await bench.row("SELECT opens, closes FROM reminding_wish WHERE person_id = $1", user.person)
    assert (row["opens"], row["closes"]) == (time(7), time(22))
    assert r.label("deadline.settings", "The week's summary") not in labels(
        await spoken.at("officer", ReminderSettings())
    )
    assert f"✓ {r.label('deadline.settings', 'The week' + chr(39) + 's summary')}" in labels(
        await spoken.at("head", ReminderSettings())
    )


async def test_n2_away_with_a_deputy_who_is_told(spoken: Office) -> None:
    await spoken.at("officer", ReminderSettings())
    user, bench, r = spoken["officer"], spoken.bench, spoken.r
    await bench.press(user, r.label("deadline.settings", "I shall be away"))
    await spoken.say("officer", "20.11.2030")
    await spoken.say("officer", "27.11.2030")
    shown = await bench.labels(user)
    assert "Colleague" in shown and "Officer" not in shown and "Observer" not in shown
    await bench.press(user, "Colleague")
    await bench.press(user, r.label("deadline.absence", "Save the absence"))
    row = await bench.row("SELECT first, last FROM absence WHERE person_id = $1", user.person)
    assert (row["first"], row["last"]) == (date(2030, 11, 20), date(2030, 11, 27))
    assert "Colleague" in await bench.text(user)
    fits(await bench.screen(user))
    (told,) = await bench.notices(spoken["colleague"])
    assert "Officer" not in str(told.text) and "27" in str(told.text)
    await bench.press(user, r.label("deadline.settings", "I am back"))
    assert await spoken.sql("SELECT count(*) FROM absence") == 0


async def test_n2_a_deputy_who_is_away_is_refused_and_nothing_typed_is_lost(office: Office) -> None:
    await office.sql(
        "INSERT INTO absence (person_id, first, last, deputy) VALUES ($1, $2, $3, $4) RETURNING true",
        office["colleague"].person, TODAY, TODAY + timedelta(days=9), office["head"].person,
    )  # fmt: skip
    await office.at("officer", ReminderSettings())
    user, bench, r = office["officer"], office.bench, office.r
    await bench.press(user, r.label("deadline.settings", "I shall be away"))
    await office.say("officer", "20.11.2030")
    await office.say("officer", "22.11.2030")
    await bench.press(user, "Colleague")
    await bench.press(user, r.label("deadline.absence", "Save the absence"))
    assert "27 Nov 2030" in await bench.text(user)  # until when the deputy is away
    assert await office.sql("SELECT count(*) FROM draft") == 1


async def test_a1_an_observer_sets_nothing(office: Office) -> None:
    shown = await office.at("observer", ReminderSettings())
    assert office.r.label("deadline.settings", "Hours") not in labels(shown)


async def test_n3_a_digest_is_a_screen_and_each_line_opens_its_thing(spoken: Office) -> None:
    await gathered(spoken, *range(10))
    await post(spoken, "officer", Digest(TODAY))
    user, bench, r = spoken["officer"], spoken.bench, spoken.r
    (push,) = await bench.notices(user)
    fits(push)
    assert len(labels(push)) == 9  # eight lines and «all that waits»
    assert "note" not in str(push.text) + "".join(labels(push))  # typed by people: nothing of it in a push
    assert r.label_count("deadline.digest", "and {n} more matter", "and {n} more matters", 2) in str(push.text)
    await bench.press_notice(user, labels(push)[0])
    assert "note 0" in await bench.text(user)


async def test_n3_a_late_digest_says_so_and_one_with_nothing_left_does_not_come(office: Office) -> None:
    await gathered(office, -1, 3, late=True)
    await post(office, "officer", Digest(TODAY, late=True))
    (push,) = await office.bench.notices(office["officer"])
    assert "stood still" in str(push.text)
    assert "🔴 overdue: 1 · 🟡 near: 1" in str(push.text)
    await office.sql("UPDATE deadline SET state = 'met', closed_at = clock_timestamp() RETURNING true")
    assert await office.bench.notices(office["officer"]) == []


async def test_42_a_digest_says_nothing_to_somebody_who_has_moved_away_overnight(office: Office) -> None:
    await gathered(office, 3)
    await post(office, "officer", Digest(TODAY))
    await office.sql(
        "UPDATE person SET organisation_id = (SELECT organisation_id FROM person WHERE id = $2) WHERE id = $1"
        " RETURNING true",
        office["officer"].person,
        office["akim"].person,
    )
    assert await office.bench.notices(office["officer"]) == []


async def test_n3_a_heads_week_by_person(spoken: Office) -> None:
    await spoken.deadline(TODAY - timedelta(days=3))
    await spoken.deadline(TODAY + timedelta(days=2), "colleague")
    await spoken.deadline(TODAY + timedelta(days=3), None)
    await post(spoken, "head", Weekly(TODAY))
    await post(spoken, "officer", Weekly(TODAY))
    user, bench, r = spoken["head"], spoken.bench, spoken.r
    (push,) = await bench.notices(user)
    fits(push)
    assert "Officer" not in str(push.text)
    assert await bench.notices(spoken["officer"]) == []  # 43: leads nobody
    await bench.press_notice(user, r.label("deadline.week", "By person"))
    shown = await bench.labels(user)
    assert any(label.startswith("Officer · 🔴 1") for label in shown), shown
    fits(await bench.screen(user))
    await bench.press(user, next(label for label in shown if label.startswith("Colleague")))
    assert "Colleague" in await bench.text(user)
    assert "Officer" not in str((await spoken.at("officer", Week(TODAY))).text)


async def test_n4_an_unreachable_colleague_is_named_after_a_tap(spoken: Office) -> None:
    person = spoken["officer"].person
    assert person is not None
    await post(spoken, "head", PersonUnreachable(person))
    await post(spoken, "colleague", PersonUnreachable(person))
    (push,) = await spoken.bench.notices(spoken["head"])
    assert "Officer" not in str(push.text)
    assert await spoken.bench.notices(spoken["colleague"]) == []
    await spoken.bench.press_notice(spoken["head"], spoken.r.label("deadline.unreachable", "Who is it"))
    assert "Officer" in await spoken.bench.text(spoken["head"])


async def test_n2_a_deputys_notice_of_an_absence_given_up_does_not_come(office: Office) -> None:
    person = office["officer"].person
    assert person is not None
    await post(office, "colleague", StandsIn(person, TODAY, TODAY))
    assert await office.bench.notices(office["colleague"]) == []
