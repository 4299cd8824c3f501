"""What the bot stands on before it is a bot: settings, logs, the database server and its schema."""
