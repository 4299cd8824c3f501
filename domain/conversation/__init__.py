"""The conversation of those who take part in a matter: messages, files, questions (M1.8; п. 43)."""
