"""``python -m bot …``: see bot/commands."""

import sys

from bot.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
