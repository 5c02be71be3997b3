"""``detente cite``: citations of the tool, the record, and the sources of an answer."""

import argparse
from collections.abc import Sequence
from functools import partial

from detente.cli.answer import Answer, Block
from detente.cli.errors import WrongUsage
from detente.cli.inputs import history_told, record_asked, span_asked
from detente.cli.printing import form_asked
from detente.history.citing import sources_of_course, sources_of_state
from detente.history.history import History
from detente.model.events import Source
from detente.views.bibtex import bibtex
from detente.views.citations import Work, footnote, works
from detente.views.csl import csl
from detente.views.sentences import mention


def run(asked: argparse.Namespace) -> Answer:
    """Return citations of the tool and the record, and with a pair of each source that an answer about it rests on."""
    if form_asked(asked) and asked.format:
        raise WrongUsage("--json and --format do not go together: one answer has one form.")
    if (asked.one is None) != (asked.other is None):
        raise WrongUsage("One country is no pair: name two countries, or none for the tool and the record alone.")
    if asked.on and (asked.since or asked.until):
        raise WrongUsage("--on asks about one day, --from and --to about several; ask one of the two.")
    if asked.one is None and (asked.on or asked.since or asked.until):
        raise WrongUsage("A day is one of a pair's answer: name two countries as well.")
    span_asked(asked)
    log = record_asked(asked)
    sources, asides = list[Source](), mention(log)
    if asked.one:
        history, asides = history_told(log, asked)
        sources = _sources(history, asked)
    cited = works(log, sources)
    text = {None: _footnotes, "plain": _footnotes, "bibtex": _bibtex, "csl": None}[asked.format]
    return Answer(partial(csl, cited), text and partial(text, cited), asides)


def _sources(history: History, asked: argparse.Namespace) -> list[Source]:
    """Return what `why` rests on at the end of the day of ``--on``, else what `history` does."""
    return sources_of_state(history.at(asked.on)) if asked.on else sources_of_course(history, span_asked(asked))


def _footnotes(cited: Sequence[Work]) -> list[Block]:
    return [(footnote(work),) for work in cited]


def _bibtex(cited: Sequence[Work]) -> list[Block]:
    return [bibtex(cited).removesuffix("\n")]
