"""A project's passport as a DOCX (M2.1)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from bot.printing.docx import docx
from bot.printing.job import Print, print_kind
from domain.kit.ids import ProjectId, Ref
from domain.passport.notices import PassportPrinted
from handlers.passport.document import paper
from handlers.passport.facts import load_print
from handlers.reading import Reading
from handlers.words.reader import Reader


async def _prepare(payload: Mapping[str, Any], reading: Reading, r: Reader) -> Print:
    project = ProjectId(UUID(payload["project"]))
    printed = paper(await load_print(project, reading), r)
    about = Ref("project", project)
    return Print(
        printed.name, "docx", partial(docx, printed), about, partial(PassportPrinted, project), "passport.print"
    )


JOBS: Final = {"passport.paper": print_kind(_prepare)}
