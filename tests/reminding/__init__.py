"""Reminders played through: whole quarters in seconds, silences, processes that die."""
