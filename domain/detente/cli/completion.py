"""``detente completion``: the lines that make a shell complete commands, countries, kinds and ids."""

import argparse

from detente.cli.answer import Answer


def run(asked: argparse.Namespace) -> Answer:
    """Return what the shell is to read when it starts."""
    from argcomplete.shell_integration import shellcode

    return Answer(text=lambda: [shellcode(["detente"], shell=asked.shell)])
