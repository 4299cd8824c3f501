"""The machine: updates in, one transaction each; screens and notices out. Names no room but through `bot/wiring.py`."""
