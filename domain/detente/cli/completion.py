"""``detente completion``: the lines that make a shell complete commands, countries and kinds."""

import argparse


def run(asked: argparse.Namespace) -> int:
    """Print what the shell is to read when it starts."""
    from argcomplete.shell_integration import shellcode

    print(shellcode(["detente"], shell=asked.shell))
    return 0
