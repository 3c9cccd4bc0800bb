"""Many answer files into one table, in order, at the speed of the disk."""
