"""What comes of looking into a file."""

from domain.file.model import FileReason


class Bad(Exception):
    """The file is refused. `why` is for the log: the kind of finding, nothing of the content."""

    def __init__(self, reason: FileReason, why: str) -> None:
        super().__init__(f"{reason.value}: {why}")
        self.reason = reason
        self.why = why
