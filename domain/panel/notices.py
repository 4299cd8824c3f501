"""What the panel and the rating send."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.ids import FileId
from domain.kit.named import named


@named("panel.drawn")
@dataclass(frozen=True)
class PanelDrawn(Notice):
    """The picture of a panel, for the person who asked for it."""

    file: FileId


@named("rating.drawn")
@dataclass(frozen=True)
class RatingDrawn(Notice):
    """The picture of a rating, for the person who asked for it."""

    file: FileId
