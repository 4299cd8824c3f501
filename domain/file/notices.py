"""What people are told about their files."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.ids import FileId
from domain.kit.named import named


@named("file.refused")
@dataclass(frozen=True, slots=True)
class FileWasRefused(Notice):
    """A file the reader sent did not pass the check."""

    file: FileId
