"""One screen a file: each shows what it is given and closes with a typed result."""
