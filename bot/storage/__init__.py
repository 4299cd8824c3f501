"""Tables, mappings and repositories, by the rooms' names."""
