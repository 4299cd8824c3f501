"""Words: catalogs, the reader's language, names and formats. The one place where data is escaped."""
