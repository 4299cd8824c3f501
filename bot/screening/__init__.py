"""The machine behind screening: lists read in a child process, taken whole, and an index of their names in memory."""
