"""``python -m detente``: the command line."""

from detente.cli import process

process()
