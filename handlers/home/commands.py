"""Commands, as people see them in Telegram's list; registered per language at the start."""

from handlers.words.catalog import Text

COMMANDS: tuple[tuple[str, Text], ...] = (
    ("menu", Text("command", "Menu")),
    ("find", Text("command", "Find a company, a person, an initiative")),
    ("calendar", Text("command", "My deadlines as a calendar file")),
    ("drafts", Text("command", "Unfinished cards")),
    ("cancel", Text("command", "Leave the form")),
    ("language", Text("command", "Language")),
    ("help", Text("command", "Help")),
)
