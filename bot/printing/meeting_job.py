"""The meeting card as a DOCX (M1.3)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from bot.printing.docx import docx
from bot.printing.job import Print, print_kind
from domain.kit.ids import MeetingId, Ref
from domain.meeting.notices import MeetingPrinted
from handlers.meeting.document import paper
from handlers.meeting.facts import load_print
from handlers.reading import Reading
from handlers.words.reader import Reader


async def _prepare(payload: Mapping[str, Any], reading: Reading, r: Reader) -> Print:
    meeting = MeetingId(UUID(payload["meeting"]))
    printed = paper(await load_print(meeting, reading), r)
    about = Ref("meeting", meeting)
    return Print(printed.name, "docx", partial(docx, printed), about, partial(MeetingPrinted, meeting), "meeting.print")


JOBS: Final = {"meeting.paper": print_kind(_prepare)}
