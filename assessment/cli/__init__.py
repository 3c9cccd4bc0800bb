"""The command `cied`: arguments in, one call, output. One module a command."""
