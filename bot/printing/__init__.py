"""Printing: documents as values become files."""
