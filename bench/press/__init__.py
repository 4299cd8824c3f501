"""The real bot against a bare aiogram bot, on one local Telegram, in one run (docs/performance.md)."""
