"""People: the names in claims in, persons out."""
