"""The interactive panel: colours of tasks (M2.8)."""
