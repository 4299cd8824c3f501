"""Files: quarantined until their content was checked, kept with the thing they belong to, served from our own bytes."""
