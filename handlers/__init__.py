"""What people see and say: places, cards, routes, words. No SQL, no rules."""
