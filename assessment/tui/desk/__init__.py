"""The desk of whoever holds the assessment together: ministries, parts, clashes."""
