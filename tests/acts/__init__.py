"""Every registered act tried by everybody of the town: who may, who must not, gone, stale, twice (A2, A4)."""
