"""What people learn about the files they sent."""

from handlers.file.screens import room

__all__ = ["room"]
