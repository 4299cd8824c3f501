"""Measurements: aims are reported here, never asserted in the tests."""
