"""The apology, the alarm, and the one line for groups."""

from domain.incident.notices import Alarm, Apology, PrivateOnly
from domain.kit.actor import Guest
from handlers.reading import Reading
from handlers.room import NoticeView, Room
from handlers.screens.values import Screen
from handlers.words.reader import Reader


async def load_apology(notice: Apology, reading: Reading) -> str:
    return notice.incident


def show_apology(incident: str, r: Reader) -> Screen:
    return Screen(
        r.say(
            "incident.apology",
            "The last action could not be carried out. Nothing was changed. The administrators have been told; "
            "the number is {incident}. Please try again later.",
            incident=incident,
        )
    )


async def load_alarm(notice: Alarm, reading: Reading) -> str | None:
    who = reading.who
    return notice.incident if not isinstance(who, Guest) and who.administrator else None


def show_alarm(incident: str, r: Reader) -> Screen:
    return Screen(
        r.say("incident.alarm", "Failure {incident}: a message or press could not be handled.", incident=incident)
    )


async def load_private_only(notice: PrivateOnly, reading: Reading) -> str:
    return f"https://t.me/{reading.bot_name}"


def show_private_only(link: str, r: Reader) -> Screen:
    return Screen(r.say("incident.private_only", "Tereze works in private chats only: {link}", link=link))


room = Room(
    name="incident",
    notices=(
        NoticeView(Apology, load_apology, show_apology),
        NoticeView(Alarm, load_alarm, show_alarm),
        NoticeView(PrivateOnly, load_private_only, show_private_only),
    ),
)
