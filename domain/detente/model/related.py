"""Pairs that are related: those of the states that came before two countries, or after them."""

from collections.abc import Iterable
from itertools import product

from detente.model.countries import Code
from detente.model.existence import predecessors, successors
from detente.model.pairs import Pair


def related(pair: Pair, pairs: Iterable[Pair]) -> list[Pair]:
    """Return those of some pairs that are of predecessors or successors of the two countries, in their order.

    >>> related(Pair.of("Israel", "Russia"), [Pair("ISR", "SUN"), Pair("CAN", "IRN")])
    [Pair(first='ISR', second='SUN')]
    """
    candidates = {tuple(sorted(codes)) for codes in product(*map(_kin, pair)) if len(set(codes)) > 1}
    return [other for other in pairs if other in candidates and other != pair]


def _kin(code: Code) -> list[Code]:
    return [code, *predecessors(code), *successors(code)]
