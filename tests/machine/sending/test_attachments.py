"""Files on their way out: uploaded once, then sent by id; only what was checked (design §5)."""

from bot.machine.sender import Sender
from bot.storage.files import StoredFiles
from domain.kit.ids import FileId
from tests.file import samples
from tests.machine.sending.conftest import AIGUL, BOT, Stage
from tests.machine.sending.toys import Card


async def _kept(stage: Stage, name: str, kind: str, content: bytes) -> FileId:
    async with stage.database.unit() as unit:
        return await StoredFiles(unit).keep(name, kind, content)


async def test_a_document_is_uploaded_once_and_then_sent_by_its_id(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    file = await _kept(stage, "Карточка «А».pdf", "pdf", samples.pdf())
    await stage.want(AIGUL, Card("Here it is", file=file))
    await stage.shown(AIGUL)
    message = aigul.last()
    assert (message.kind, message.text, message.buttons) == ("document", "Here it is en", ["Next"])
    assert message.file is not None
    assert message.file.name == "Карточка «А».pdf"
    assert await aigul.download(message) == samples.pdf()
    await stage.want(AIGUL, Card("Text"))
    await stage.shown(AIGUL)
    await stage.want(AIGUL, Card("Again", file=file))
    await stage.shown(AIGUL)
    given = [one.params.get("document") for one in stage.telegram.calls if one.method == "sendDocument"]
    assert len(given) == 2
    assert isinstance(given[1], str)
    assert given[1] == await stage.run("SELECT telegram_file FROM file_telegram")


async def test_a_document_stays_and_loses_its_buttons_when_a_text_follows(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    file = await _kept(stage, "a.pdf", "pdf", samples.pdf())
    await stage.want(AIGUL, Card("Here", file=file))
    await stage.shown(AIGUL)
    document = aigul.last()
    await stage.want(AIGUL, Card("Here, in other words", file=file))
    await stage.shown(AIGUL)
    assert aigul.message(document.id).text == "Here, in other words en"  # the caption is edited
    await stage.want(AIGUL, Card("Text"))
    await stage.shown(AIGUL)
    await stage.until("SELECT NOT stale FROM live_message WHERE message_id = $1", document.id)
    assert (aigul.message(document.id).kind, aigul.message(document.id).buttons) == ("document", [])


async def test_a_picture_is_shown_as_one(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    file = await _kept(stage, "a.png", "png", samples.picture())
    await stage.want(AIGUL, Card("Look", file=file))
    await stage.shown(AIGUL)
    assert aigul.last().kind == "photo"


async def test_attack_80_an_id_that_telegram_does_not_know_is_replaced_by_the_bytes(
    stage: Stage, sender: Sender
) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    file = await _kept(stage, "a.pdf", "pdf", samples.pdf())
    await stage.run("INSERT INTO file_telegram VALUES ($1, $2, 'of-another-bot')", file, BOT)
    await stage.want(AIGUL, Card("Here", file=file))
    await stage.shown(AIGUL)
    assert await aigul.download(aigul.last()) == samples.pdf()
    assert await stage.run("SELECT telegram_file <> 'of-another-bot' FROM file_telegram")


async def test_what_was_not_checked_is_never_sent(stage: Stage, sender: Sender) -> None:
    aigul = await stage.person(AIGUL, "Айгүл")
    file = await _kept(stage, "a.pdf", "pdf", samples.pdf())
    await stage.run("UPDATE file SET state = 'quarantined'")
    await stage.want(AIGUL, Card("Here", file=file))
    await aigul.expect("Incident")
    assert stage.calls("sendDocument") == []
