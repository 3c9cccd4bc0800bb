"""The version of the program: what the change log calls it, and what reports carry."""

__version__ = "1.0.0"
