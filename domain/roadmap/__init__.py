"""Roadmaps: the plan of a project in three stages, its approval, and its carrying out (M2.5–M2.8; п. 48–53, 57–58)."""
