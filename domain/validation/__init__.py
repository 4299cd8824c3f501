"""The chamber's validation and the passage to Module 3 (M2.11; п. 60)."""
