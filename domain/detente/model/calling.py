"""How functions that people call are called: with what they take, or told what that is."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import ParamSpec, TypeVar

from detente.model.errors import WrongCall
from detente.model.wording import called

Given = ParamSpec("Given")
Returned = TypeVar("Returned")
Kind = TypeVar("Kind")


def asked(call: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """Return a function that raises `WrongCall` where it is called with too few values, too many, or unknown ones.

    >>> @asked
    ... def at(day: str) -> str:
    ...     return day
    >>> at()
    Traceback (most recent call last):
    detente.model.errors.WrongCall: at(day): missing a required argument: 'day'.
    """

    @wraps(call)
    def checked(*args: Given.args, **kwargs: Given.kwargs) -> Returned:
        try:
            return call(*args, **kwargs)
        except TypeError:
            called_by = signature(call)
            try:
                called_by.bind(*args, **kwargs)
            except TypeError as wrong:
                named = [str(one.replace(annotation=Parameter.empty)) for one in called_by.parameters.values()]
                takes = ", ".join(name for name in named if name not in ("self", "cls", "_cls"))
                name = call.__qualname__.removesuffix(".__new__").removesuffix(".__init__")
                raise WrongCall(f"{name}({takes}): {wrong}.") from None
            raise

    return checked


def asked_for(kind: type[Kind]) -> type[Kind]:
    """Return a class that raises `WrongCall` where it is called as `asked` says; for those that people make by hand."""
    kind.__new__ = asked(kind.__new__)
    return kind


def expected(kind: type[Kind], given: object, how: str) -> Kind:
    """Return a value that is of a kind; raise `WrongCall`, saying how to get one, if it is not."""
    if not isinstance(given, kind):
        raise WrongCall(f"A {kind.__name__} was asked for, and this is {called(given)}: {how}.")
    return given
