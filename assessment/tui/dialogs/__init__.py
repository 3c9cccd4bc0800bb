"""One dialog a file: each asks one thing and closes with the typed answer, or None."""
