"""What can be wrong with what somebody says about relations between countries."""


class DetenteError(Exception):
    """Base of every error that this package raises on purpose: its text is written for people."""

    otherwise = ""
    """What else can be done on the command line, to be put behind the text."""


class WrongCall(DetenteError):
    """Something was asked with values of another kind than it takes, or with too few or too many of them."""


class UnknownCountry(DetenteError):
    """A name or code that is no country's, present or former."""


class AmbiguousCountry(DetenteError):
    """A name of more than one country."""


class SameCountry(DetenteError):
    """A pair of one country with itself."""


class NotAParty(DetenteError):
    """A country that stands outside the pair spoken of."""


class BadDate(DetenteError, ValueError):
    """A date in none of the forms that the log takes."""
