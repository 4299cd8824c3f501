"""Pickers: the grid of a month, long lists in pages, search in a list. Name no room."""
