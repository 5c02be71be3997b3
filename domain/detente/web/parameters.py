"""What an address asks: its parameters, read one by one, so that what nobody reads is told."""

from collections.abc import Collection, Generator, Sequence
from contextlib import contextmanager
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlencode

from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.wording import did_you_mean, listing, nearest
from detente.web.addresses import Address
from detente.web.errors import BadQuestion
from detente.web.words import WORDS

LONGEST = 2_000
"""How many characters a value can have."""


Thing = TypeVar("Thing")


class Part(NamedTuple, Generic[Thing]):
    """One page of what is found."""

    shown: Sequence[Thing]
    number: int
    last: int
    """The number of the last page."""


class Parameters:
    """The parameters of an address. A value that is empty, as of a field left blank, is not given."""

    def __init__(self, query: str) -> None:
        try:
            pairs = parse_qsl(query, max_num_fields=200, errors="replace")
        except ValueError as wrong:
            raise BadQuestion(WORDS["too_many"].format(name="&", count="200+", most=200)) from wrong
        self._given = [(name, value.strip()) for name, value in pairs if value.strip()]
        self._read = dict[str, None]()

    def many(self, name: str, most: int) -> list[str]:
        """Return every value of a name, in order; raise `BadQuestion` where there are more than can be answered."""
        self._read[name] = None
        values = [value for given, value in self._given if given == name]
        if len(values) > most:
            raise BadQuestion(WORDS["too_many"].format(name=name, count=len(values), most=most))
        if any(len(value) > LONGEST for value in values):
            raise BadQuestion(WORDS["too_long"].format(name=name, most=LONGEST))
        return values

    def one(self, name: str) -> str | None:
        """Return the value of a name, if it is given; raise `BadQuestion` where it has several."""
        values = self.many(name, len(self._given))
        if len(values) > 1:
            raise BadQuestion(WORDS["asked_twice"].format(name=name))
        return values[0] if values else None

    def date(self, name: str) -> HistoricDate | None:
        """Return the date of a name, if it is given; raise `BadQuestion` where it is none."""
        value = self.one(name)
        with naming(name):
            return HistoricDate.typed(value) if value else None

    def choice(self, name: str, known: Collection[str]) -> str | None:
        """Return a value that is one of some, if it is given."""
        value = self.one(name)
        if value is not None and value not in known:
            near = did_you_mean(nearest(value, known))
            why = WORDS["bad_choice"].format(value=value, known=listing([*known], "or"))
            raise BadQuestion(f"{WORDS['bad_value'].format(name=name, why=why)}{near}")
        return value

    def part(self, found: Sequence[Thing], size: int) -> Part[Thing]:
        """Return the page of what is found that is asked for, of so many a page; the first, where none is named."""
        last = max(1, -(-len(found) // size))
        number = self._number("page", last)
        return Part(found[(number - 1) * size : number * size], number, last)

    def _number(self, name: str, most: int) -> int:
        value = self.one(name) or "1"
        if not (value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= most):
            why = WORDS["bad_number"].format(value=value, least=1, most=most)
            raise BadQuestion(WORDS["bad_value"].format(name=name, why=why))
        return int(value)

    def refuse_others(self) -> None:
        """Raise `BadQuestion` where something is given that nobody has read."""
        for name, _ in self._given:
            if name not in self._read:
                near = did_you_mean(nearest(name, self._read))
                raise BadQuestion(WORDS["unknown_parameter"].format(name=name, near=near))

    def less(self, *values: tuple[str, str]) -> "Parameters":
        """Return the same without some values, each given by its name; nobody has read any."""
        return Parameters(urlencode([one for one in self._given if one not in values]))

    def address(self, path: str) -> Address:
        """Return the address of a page that is asked the same."""
        return Address(path, tuple(self._given))


@contextmanager
def naming(name: str) -> Generator[None]:
    """Raise `BadQuestion` in place of another error, with the name of the parameter that is wrong."""
    try:
        yield
    except BadQuestion:
        raise
    except DetenteError as error:
        raise BadQuestion(WORDS["bad_value"].format(name=name, why=error)) from error
