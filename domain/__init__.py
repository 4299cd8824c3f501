"""What the rules say: facts, decisions, acts. No Telegram, no SQL, no gettext, no clock of its own."""
