"""What is asked of the command line in vain."""

from detente.model.errors import DetenteError


class SameFile(DetenteError):
    """An answer that was to be written over something else."""


class WrongUsage(DetenteError):
    """Something that cannot be asked in this way."""
