"""Journeys through the real bot over real HTTP, against the strict local Telegram, on a real PostgreSQL."""
