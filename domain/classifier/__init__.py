"""Official classifiers as codes (T6); their names are words and live in handlers/words."""
