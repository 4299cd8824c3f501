"""The commands of the command line, one file each. Only what a command needs is imported: aiogram alone costs 3 s."""
