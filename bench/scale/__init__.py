"""Lists, panels and the rating over as much as the whole country may have (issue 4)."""
