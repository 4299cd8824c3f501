"""Kinds of slow work, each module exporting `JOBS: dict[str, JobKind]`; `bot/wiring.py` collects them."""
