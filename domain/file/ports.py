"""What other rooms do with files. Whether somebody may see a file is decided by the room of its owner."""

from collections.abc import Sequence
from typing import Protocol

from domain.file.model import KeptFile, Received
from domain.kit.actor import Actor
from domain.kit.ids import FileId, Ref


class Files(Protocol):
    """Files of the present transaction."""

    async def receive(self, received: Received, maker: Actor) -> FileId:
        """Put what was sent into quarantine and have it checked; the maker is told if it is refused.

        Raises FileRefused when it is empty or larger than LARGEST by what the app says.
        """
        ...

    async def get(self, file: FileId) -> KeptFile | None: ...

    async def attach(self, files: Sequence[FileId], to: Ref, maker: Actor) -> None:
        """Give the maker's own files, checked or not, to a thing, in this order; those it has already stay.

        Files that are not there, refused, made by others or belong to something else raise NotFound.
        """
        ...

    async def detach(self, file: FileId, owner: Ref) -> None:
        """Take a file from the thing it belongs to. Nothing happens if it does not."""
        ...

    async def of(self, owner: Ref) -> list[KeptFile]:
        """The files of a thing, in their order."""
        ...

    async def content(self, file: FileId) -> bytes | None:
        """The bytes of a checked file, None for any other."""
        ...

    async def keep(self, name: str, kind: str, content: bytes, owner: Ref | None = None) -> FileId:
        """Store a document of our own making, checked by birth. Raises ValueError for a kind we do not keep."""
        ...
