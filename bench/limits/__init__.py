"""The sender against the local Telegram's limits, and what a stopped or killed process costs the people."""
