"""The grammar of the command line: every command, its arguments, and how they complete.

Each command is run by the module of its name beside this one, which is imported only then.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from detente.cli.dates import typed
from detente.cli.examples import EXAMPLES
from detente.cli.parsing import Command, Parser
from detente.model.errors import DetenteError

TEXTS = {
    "announced": "when it was made public, if on another date",
    "confidence": "confirmed (if left out), reported or disputed",
    "note": "what else a reader should know, such as a doubt",
    "measure": "of sanctions: the instrument",
    "conditions": "of an offer of talks: what it asks for first",
    "level": "of a mission: embassy or legation",
    "head": "of a mission: ambassador, envoy or charge",
    "office": "interests_section, liaison_office, consulate or trade_office",
    "retracts": "the event that it withdraws or replaces",
    "id": "one word, unique in the log (default: a new one)",
}
"""The fields of an event that are taken as they are, each from an option of its name, and what the help says of it."""

FORMS = ("table", "markdown", "html", "csv", "jsonl")
"""The forms in which a table can be had, beside JSON."""

LAST_PORT = 65535

_ANSWERING = ("log", "known", "suppose", "json")


def parser() -> Parser:
    """Build the parser of the whole command line."""
    top = Parser(
        prog="detente",
        description="Keep, replay, question and test the history of relations between countries.",
        epilog="Countries by name or code, dates as 2012-09-07, 2012-09 or 2012 (their last day). "
        "detente COMMAND --help says more of each command.",
        examples=EXAMPLES["at"],
        parents=[answering(_ANSWERING)],
    )
    top.add_argument("--version", action=_Version, help="print the version and stop")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Command)
    _questions(commands)
    _hypotheses(commands)
    _rates(commands)
    _pictures(commands)
    _page(commands)
    _log(commands)
    _spec(commands)
    _data(commands)
    _panels(commands)
    _descriptions(commands)
    return top


def _questions(commands: Any) -> None:
    at = _command(commands, "at", "where two countries stood at the end of a day, or every pair without them")
    at.add_argument("date", metavar="DATE", help="a day, or a month or year for its last day")
    _pair(at, nargs="?")
    at.add_argument("--facts", action="store_true", help="of every pair the value of each fact too, with --json")
    _completed(at.add_argument("--country", metavar="COUNTRY", help="of every pair those of that country"), _countries)
    _completed(at.add_argument("--status", metavar="STATUS", help="of every pair those that have it"), _statuses)
    at.add_argument("--possible", action="store_true", help="with --status: also those that may have it")
    _lenient(at)
    _memory(at)
    _engine(at)
    _pairs_written(at)

    history = _command(
        commands, "history", "how the relations of two countries came to be what they are", (*_ANSWERING, "format")
    )
    _pair(history)
    history.add_argument("--all", action="store_true", help="also what was only noted, and what was retracted")
    history.add_argument("--from", dest="since", metavar="DATE", type=_date, help="from the first day of it")
    history.add_argument("--to", dest="until", metavar="DATE", type=_date, help="to the last day of it")
    history.add_argument("--each", action="store_true", help="each of many like events in a row of its own")
    history.add_argument("--ids", action="store_true", help="with the ids of the events")

    why = _command(commands, "why", "each fact in force, the event that put it in force, and its sources")
    _pair(why)
    why.add_argument("--on", metavar="DATE", type=_date, help="at the end of that day (default: after all events)")
    _completed(why.add_argument("--not", dest="other_than", metavar="STATUS", help="why it is not that"), _statuses)
    why.add_argument("--from", dest="since", metavar="DATE", type=_date, help="what changed, from its first day")
    why.add_argument("--to", dest="until", metavar="DATE", type=_date, help="what changed, to its last day")

    diff = _command(
        commands, "diff", "what changed: between two days, two logs, or two recording days", ("suppose", "json")
    )
    _pair(diff, nargs="?")
    diff.add_argument(
        "--from", dest="since", metavar="DATE", type=_date, help="the day before; from 2012: from its beginning"
    )
    diff.add_argument(
        "--to",
        dest="until",
        metavar="DATE",
        type=_date,
        help="the day after, the last of 2012 (default: after all events)",
    )
    twice: dict[str, Any] = {"action": "append", "default": argparse.SUPPRESS}
    diff.add_argument("--log", metavar="PATH", **twice, help="the log; twice, the one before and after")
    diff.add_argument("--known", metavar="DATE", **twice, type=_date, help="as known then; twice, before and after")
    _lenient(diff)
    _memory(diff)
    _pairs_written(diff)

    cite = _command(
        commands, "cite", "citations of the tool, the record, and each source of an answer", ("log", "known", "json")
    )
    _pair(cite, nargs="?")
    cite.add_argument("--on", metavar="DATE", type=_date, help="of what why says at the end of that day")
    cite.add_argument(
        "--from", dest="since", metavar="DATE", type=_date, help="of what history says from its first day"
    )
    cite.add_argument("--to", dest="until", metavar="DATE", type=_date, help="of what history says to its last day")
    cite.add_argument(
        "--format", choices=("plain", "bibtex", "csl"), help="footnotes (if left out), BibTeX or CSL-JSON"
    )


def _hypotheses(commands: Any) -> None:
    suppose = _command(commands, "suppose", "what if: both courses side by side, and where they differ")
    _pair(suppose)
    suppose.add_argument(
        "--add",
        metavar='"DATE KIND [by COUNTRY] [FIELD=VALUE …]"',
        action="append",
        default=[],
        help="it happened; with any field of its kind (see detente schema)",
    )
    without = suppose.add_argument(
        "--without",
        metavar="ID",
        action="append",
        default=[],
        help="it did not happen (id, its beginning, date or words)",
    )
    _completed(without, _events)
    moved = suppose.add_argument(
        "--move", metavar="ID=DATE", action="append", default=[], help="it happened on another date"
    )
    _completed(moved, _events)
    suppose.add_argument(
        "--file",
        metavar="FILE",
        action="append",
        default=[],
        help="moves from a file, before those of the options; several add up",
    )
    suppose.add_argument("--compare", action="store_true", help="each file by itself, side by side")
    suppose.add_argument("--save", metavar="FILE", help="write the moves to a file, a scenario")
    suppose.add_argument("--force", action="store_true", help="also over another scenario")
    for name, what in (("title", "what it is called"), ("author", "whose it is"), ("note", "what else to know")):
        suppose.add_argument(f"--{name}", metavar="TEXT", help=f"with --save: {what}")
    suppose.add_argument("--on", metavar="DATE", type=_date, help="the day compared last (default: after all events)")
    suppose.add_argument("--strict", action="store_true", help="refuse what leaves no room for an event of the record")
    suppose.add_argument("--all", action="store_true", help="the courses from their beginning")

    route = _command(commands, "route", "what would have to happen: the shortest ways that the rules allow")
    _pair(route)
    goal = route.add_argument(
        "--to", metavar="GOAL", action="append", required=True, help='a status, or a fact: "mission of Canada open"'
    )
    _completed(goal, _statuses)
    route.add_argument(
        "--from", dest="since", metavar="DATE", type=_date, help="from its first day (default: after all events)"
    )
    _completed(route.add_argument("--by", metavar="COUNTRY", help="what that country can do alone"), _countries)
    _completed(
        route.add_argument("--avoid", metavar="KIND", action="append", default=[], help="without that kind"), _kinds
    )
    route.add_argument("--limit", metavar="N", type=_count, default=10, help="how many ways are shown (default: 10)")
    route.add_argument(
        "--cost", metavar="KIND=N|FILE", action="append", default=[], help="what a kind costs (1 unless set)"
    )


def _rates(commands: Any) -> None:
    rates = _command(
        commands,
        "rates",
        "over all pairs, how long they stay on a rung, and what comes next",
        (*_ANSWERING, "format"),
    )
    status = rates.add_argument("status", metavar="STATUS", nargs="?", help="the rung: severed, strained, …")
    until = rates.add_argument(
        "--to", metavar="STATUS", action="append", default=[], help="how long until that, through whatever others"
    )
    before = rates.add_argument("--came-from", metavar="STATUS", help="of pairs that came to it from that")
    for argument in (status, until, before):
        _completed(argument, _statuses)
    _completed(rates.add_argument("--country", metavar="COUNTRY", help="of the pairs of that country"), _countries)
    rates.add_argument("--since", metavar="DATE", type=_date, help="of what began on its first day or later")
    rates.add_argument("--until", metavar="DATE", type=_date, help="as seen by its last day (default: today, UTC)")
    rates.add_argument(
        "--matrix", action="store_true", help="how often each is left for each, by where pairs came from"
    )
    like = rates.add_argument("--like", metavar="COUNTRY", nargs=2, help="of pairs that came there as those two did")
    _completed(like, _countries)
    rates.add_argument("--on", metavar="DATE", type=_date, help="on which day those two stand there (default: --until)")
    _lenient(rates)
    _memory(rates)
    _engine(rates)
    rates.add_argument(
        "-o", dest="output", metavar="OUT", help="draw it: a file that ends with .svg, .png or .pdf; or - to print SVG"
    )


def _pictures(commands: Any) -> None:
    timeline = _command(
        commands,
        "timeline",
        "the relations of two countries, drawn along the years; or of each pair of one, or each break",
        ("log", "known", "suppose"),
    )
    _pair(timeline, nargs="?")
    of_country = timeline.add_argument("--country", metavar="COUNTRY", help="each pair of that country in a row")
    _completed(of_country, _countries)
    timeline.add_argument("--severed", action="store_true", help="each break of relations, of whatever pair, in a row")
    timeline.add_argument(
        "-o",
        dest="output",
        metavar="OUT",
        required=True,
        help="a file that ends with .svg, .png or .pdf; or - to print SVG",
    )
    timeline.add_argument(
        "--from", dest="since", metavar="DATE", type=_date, help="its first day (default: of the first event)"
    )
    timeline.add_argument("--to", dest="until", metavar="DATE", type=_date, help="its last day (default: today, UTC)")
    timeline.add_argument("--ladder", action="store_true", help="only the ladder of the statuses, without the facts")

    matrix = _command(commands, "matrix", "countries by countries on one day: a drawing, or letters in a grid")
    matrix.add_argument("date", metavar="DATE", type=_date, help="a day, or a month or year for its last day")
    some = matrix.add_argument("countries", metavar="COUNTRY", nargs="*", help="of these alone (default: of all)")
    _completed(some, _countries)
    matrix.add_argument(
        "-o", dest="output", metavar="OUT", help="draw it: a file that ends with .svg, .png or .pdf; or - to print SVG"
    )
    matrix.add_argument(
        "--format", dest="form", choices=("table", "csv", "jsonl"), help="to be read (if left out), or rows of data"
    )

    graph = _command(
        commands, "graph", "a graph of all relations on one day, for programs that analyse networks",
        ("log", "known", "suppose"),
    )  # fmt: skip
    graph.add_argument("date", metavar="DATE", type=_date, help="a day, or a month or year for its last day")
    graph.add_argument(
        "-o",
        dest="output",
        metavar="OUT",
        required=True,
        help="a file that ends with .graphml, .gexf or .json; or - to print GraphML",
    )


def _page(commands: Any) -> None:
    serve = _command(commands, "serve", "a page to look at, for a browser on this machine", ("log",))
    serve.add_argument("--port", metavar="N", type=_port, help="where (default: 8000; 0: any free one)")
    serve.add_argument("--features", metavar="PATH", help="with what comes of the features in it")
    serve.add_argument("--open", action="store_true", help="open it in a browser")
    serve.add_argument("--export", metavar="DIR", help="write it into a folder for any web host, and serve nothing")
    serve.add_argument(
        "--country", action="append", metavar="X", help="of the pairs of a country alone, or of several; with --export"
    )


def _log(commands: Any) -> None:
    check = _command(
        commands, "check", "everything that is wrong in a log; exit code 1 if anything is", ("log", "json")
    )
    check.add_argument("checked", metavar="LOG", nargs="?", help="the log (default: that of --log)")

    check.add_argument("--repair", action="store_true", help="move a last line that breaks off beside the log")
    check.add_argument("--seal", action="store_true", help="seal the lines that are not yet sealed")
    check.add_argument("--reseal", action="store_true", help="seal the log as it is, whatever was sealed before")
    check.add_argument("--expect", metavar="DIGEST", help="compare with a digest kept elsewhere")
    check.add_argument("--against", metavar="OLD", help="hold that every line of an older log is still there")
    check.add_argument("-j", "--jobs", metavar="N", type=_count, help="workers for a long log (default: the cores)")

    _command(commands, "record", "in short, what is in the log", ("log", "json"))

    add = _command(commands, "add", "add an event to the log, or with - as many as standard input has", ("log", "json"))
    _pair(add, nargs="?")
    _completed(add.add_argument("--kind", metavar="KIND", help="what happened (see detente machine)"), _kinds)
    _completed(add.add_argument("--by", metavar="COUNTRY", help="who acted"), _countries)
    add.add_argument("--on", metavar="DATE", help="when it took effect, as far as it is known")
    add.add_argument("--summary", metavar="TEXT", help="what happened, in one sentence")
    add.add_argument(
        "--source", metavar="TITLE|PUBLISHER|DATE|URL", action="append", help="where it can be read; may be repeated"
    )
    for field, what in TEXTS.items():
        added = add.add_argument(f"--{field}", metavar="ID" if field == "retracts" else "TEXT", help=what)
        if field == "retracts":
            _completed(added, _events)
    add.add_argument("--seq", metavar="N", type=_whole, help="its number in the order of the events of one day")
    add.add_argument("--ordered-by", metavar="COUNTRY", help="who required a mission to close")
    add.add_argument("--power", metavar="COUNTRY", help="which country protects")
    add.add_argument("--families", metavar="FAMILIES", help="of a survey: what was looked for, parted by commas")
    add.add_argument("--from", dest="start", metavar="DATE", help="of a survey: from when on")
    add.add_argument("--to", dest="end", metavar="DATE", help="of a survey: until when (default: to this day)")
    add.add_argument("--non-resident", action="store_true", help="the head of the mission does not reside there")
    add.add_argument("--again", action="store_true", help="also where another event says the same already")
    _adding(add)

    retract = _command(commands, "retract", "withdraw an event of the log, with a reason", ("log", "json"))
    _completed(
        retract.add_argument("id", metavar="ID", help="which is wrong: its id, the beginning of one, a date or words"),
        _events,
    )
    retract.add_argument("--reason", metavar="TEXT", required=True, help="why it is withdrawn")
    _adding(retract)

    merge = _command(commands, "merge", "join two branches of a log: ours, then what only theirs has", ())
    merge.add_argument("ours", metavar="OURS", help="the log that stays as it is, and comes first")
    merge.add_argument("theirs", metavar="THEIRS", help="the log of which what is new comes after")
    merge.add_argument("--base", metavar="BASE", help="what both branches began from")
    merge.add_argument(
        "-o", dest="output", metavar="OUT", required=True, help="where the joined log goes; or - to print it"
    )


def _data(commands: Any) -> None:
    importing = _command(
        commands, "import", "bring somebody's data set into a log, with an account of each row", ("log", "json")
    )
    importing.set_defaults(module="importing")
    _completed(importing.add_argument("format", metavar="FORMAT", nargs="?", help="without it, lists them"), _formats)
    importing.add_argument("files", metavar="FILE", nargs="*", help="may be compressed; - is standard input")
    importing.add_argument("-o", dest="target", metavar="LOG", help="the log to add to; it is made if it is not there")
    importing.add_argument("--add", action="store_true", help="add to the log of --log (default: a trial, no writing)")
    importing.add_argument("--mapping", metavar="FILE", help="how the source's words become kinds and fields")
    importing.add_argument("--near", choices=("skip", "add", "ask"), help="what the log may have already")
    importing.add_argument("--refused", metavar="FILE", help="where to keep what was not added (default: LOG.refused)")
    _wait(importing)

    packing = _command(
        commands, "pack", "every pair of a log in one file of columns, so that a date is a look-up", ("log",)
    )
    packing.add_argument("packed", metavar="LOG", nargs="*", help="the log, or several (default: the one asked)")
    packing.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="a file that ends with .parquet (default: one beside the log, kept up to date)",
    )
    _memory(packing)

    exporting = _command(commands, "export", "what a log says, in the form of a data set of others")
    exporting.set_defaults(module="exporting")
    exporting.add_argument("format", metavar="FORMAT", choices=("cow-dipex",), help="cow-dipex: diplomatic exchange")
    exporting.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="the table to write, which ends with .csv; or - to print it (default: printed)",
    )
    exporting.add_argument("--de", action="store_true", help="with the column DE: whether there was any exchange")


def _panels(commands: Any) -> None:
    panel = _command(commands, "panel", "a row a pair and year, month or day, for statistics")
    panel.add_argument("--unit", choices=("year", "month", "day"), default="year", help="a period (default: year)")
    panel.add_argument(
        "--from", dest="since", metavar="DATE", type=_date, help="its first day (default: of the record)"
    )
    panel.add_argument("--to", dest="until", metavar="DATE", type=_date, help="its last day (default: of the record)")
    panel.add_argument("--directed", action="store_true", help="a row for either country first")
    panel.add_argument(
        "--system",
        choices=("iso", "cow", "gw"),
        default="iso",
        help="by codes while both exist (iso), or by the numbers of Correlates of War or Gleditsch and Ward",
    )
    panel.add_argument(
        "--of",
        metavar="FACTS",
        default="status,mission",
        help="aggregated over days: status,mission (both if left out)",
    )
    panel.add_argument(
        "--by", metavar="HOW", default="last,min,max", help="of last,min,max,median,mode (default: last,min,max)"
    )
    _completed(panel.add_argument("--country", metavar="COUNTRY", help="only its pairs"), _countries)
    panel.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="ends with .csv, .parquet, .dta, .jsonl or .arrow; or - to print CSV (default)",
    )
    _lenient(panel)
    _engine(panel)
    _memory(panel)
    panel.add_argument("--codebook", action="store_true", help="what each column says, in place of the panel")


def _descriptions(commands: Any) -> None:
    schema = _command(commands, "schema", "the JSON Schema of a line of the log", ())
    _completed(schema.add_argument("kind", metavar="KIND", nargs="?", help="of that kind alone"), _kinds)
    schema.add_argument("--answers", action="store_true", help="of what every command answers with --json instead")

    machine = _command(commands, "machine", "the state machine: a picture, or its table of rules", ("json",))
    machine.add_argument(
        "--format",
        choices=("mermaid", "dot", "markdown"),
        default="mermaid",
        help="a Mermaid or Graphviz diagram, or the table as Markdown (default: mermaid)",
    )

    completion = _command(commands, "completion", "the lines that make a shell complete detente", ())
    completion.add_argument("shell", choices=("bash", "zsh", "fish", "powershell"))


def _spec(commands: Any) -> None:
    spec = _command(commands, "spec", "run behaviour specs: what the history must read, written in Gherkin")
    spec.add_argument("paths", metavar="PATH", nargs="*", help="feature files and folders (default: features, or here)")
    spec.add_argument(
        "--tag", metavar="TAG", action="append", default=[], help="with it; or “not TAG”, or “A,B” for either"
    )
    spec.add_argument("--watch", action="store_true", help="run again whenever a feature or the log changes")
    spec.add_argument("--coverage", action="store_true", help="which statuses and rules the scenarios exercise")
    spec.add_argument("--junit", metavar="FILE", help="write an account in the XML of JUnit")
    spec.add_argument("--cucumber", metavar="FILE", help="write an account in the JSON of Cucumber")
    spec.add_argument("--steps", action="store_true", help="list the steps that scenarios are made of")
    new = spec.add_argument("--new", metavar="COUNTRY", nargs=2, help="print a feature made from the record of a pair")
    _completed(new, _countries)


def _command(commands: Any, name: str, what: str, options: Sequence[str] = _ANSWERING) -> Parser:
    added: Parser = commands.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        parents=[answering(options)],
        examples=EXAMPLES[name],
    )
    added.set_defaults(parser=added)
    return added


def answering(options: Sequence[str]) -> Parser:
    """Options that commands share; they can stand before the command as well as behind it."""
    shared = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    if "log" in options:
        shared.add_argument(
            "--log",
            metavar="PATH",
            action="append",
            help="the log (default: $DETENTE_LOG, events.jsonl here, or the one shipped); of every pair also several",
        )
    if "known" in options:
        shared.add_argument("--known", metavar="DATE", type=_date, help="as known at the end of that day (UTC)")
    if "suppose" in options:
        shared.add_argument("--suppose", metavar="FILE", help="on top of it what a file supposes (see detente suppose)")
    if "json" in options:
        shared.add_argument("--json", action="store_true", help="answer in JSON")
    if "format" in options:
        shared.add_argument(
            "--format", dest="form", choices=FORMS, help="a table to be read (if left out) or pasted, or rows of data"
        )
    return shared


def _pair(command: Parser, nargs: str | None = None) -> None:
    for name in ("one", "other"):
        argument = command.add_argument(name, metavar="COUNTRY", nargs=nargs, help="by name or code")
        _completed(argument, _countries)


def _lenient(command: Parser) -> None:
    command.add_argument(
        "--lenient", action="store_true", help="of every pair: pass over events that the rules refuse, and count them"
    )


def _engine(command: Parser) -> None:
    command.add_argument("--engine", choices=("here", "spark"), help="of every pair: here, or on Spark (default: here)")
    command.add_argument("--master", metavar="URL", help="with --engine spark: where it runs (default: here)")


def _memory(command: Parser) -> None:
    command.add_argument(
        "--memory", metavar="SIZE", type=_size, help="of every pair of a log longer than memory: within it, as 2GiB"
    )


def _pairs_written(command: Parser) -> None:
    command.add_argument(
        "-o",
        dest="output",
        metavar="OUT",
        help="every pair as a file that ends with .csv, .parquet, .jsonl or .arrow; or - to print CSV",
    )


def _adding(command: Parser) -> None:
    command.add_argument("--yes", action="store_true", help="do not ask before it is written")
    _wait(command)


def _wait(command: Parser) -> None:
    command.add_argument("--wait", metavar="SECONDS", type=_seconds, default=10.0, help="for others (default: 10)")


def _completed(argument: argparse.Action, completer: Callable[..., list[str] | dict[str, str]]) -> None:
    argument.completer = completer  # type: ignore[attr-defined]  # where argcomplete looks for it


def _countries(prefix: str, **_: object) -> list[str]:
    from detente.model.countries import codes, name

    known = codes()
    return [name(code) for code in known] + (known if prefix else [])


def _formats(**_: object) -> list[str]:
    from detente.importers.registry import formats

    return formats()


def _events(prefix: str, action: argparse.Action, **_: object) -> dict[str, str]:
    """Return the ids that complete what was typed, with what happened."""
    from detente.cli.offers import ids

    # A word that ends in “=” goes on with a date.
    return {f"{named}{'=' * (action.dest == 'move')}": what for named, what in ids(prefix).items()}


def _kinds(**_: object) -> list[str]:
    from detente.model.table import EVENTS, RETRACTION

    return [row.kind for row in (*EVENTS, RETRACTION)]


def _statuses(**_: object) -> list[str]:
    from detente.model.statuses import Status

    return [*Status]


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is no such number: write 1 or more.")
    return int(text)


def _port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"“{text}” is no port: write 1 to {LAST_PORT}, or 0 for any that is free.")
    return int(text)


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number: write one such as 1 or -2.")
    return int(text)


def _size(text: str) -> int:
    from detente.model.sizes import size_of

    try:
        return size_of(text)
    except DetenteError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _seconds(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no number of seconds: write 0 or more, such as 2.5.")
    return float(text)


def _date(text: str) -> object:
    try:
        return typed(text)
    except DetenteError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


class _Version(argparse.Action):
    """Look the version up only when it is asked for."""

    def __init__(self, option_strings: list[str], dest: str, **options: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        from detente.cli.printing import print_block

        print_block(f"detente {version('detente')}")
        parser.exit()
