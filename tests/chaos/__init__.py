"""Nothing lost, nothing twice: the real processes on a real database, broken on purpose (design §2, §7; N4)."""
