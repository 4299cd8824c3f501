"""What buttons of the validation room do."""

from dataclasses import dataclass

from domain.kit.ids import ProjectId
from domain.kit.named import named
from handlers.screens.press import Deed


@named("validation.validate")
@dataclass(frozen=True, slots=True)
class ValidateProject(Deed):
    """The roadmap, as it was seen, is carried out."""

    project: ProjectId
    version: int
