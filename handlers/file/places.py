"""Screens about files. Files themselves are shown by the rooms of what they belong to."""

from dataclasses import dataclass

from domain.kit.ids import FileId
from domain.kit.named import named
from handlers.screens.place import Place


@named("file.refused_card")
@dataclass(frozen=True, slots=True)
class RefusedFile(Place):
    """Which file was not accepted, and why."""

    file: FileId
