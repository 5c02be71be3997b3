"""Parsing a command line: what is wrong is said with the usage of the command in hand and a line that is right."""

import argparse
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn, cast

from detente.cli.answer import WRONG_USAGE
from detente.cli.printing import aside, print_block
from detente.model.wording import did_you_mean, listing, nearest


class Parser(argparse.ArgumentParser):
    """A parser whose help ends with examples, and whose errors are told in our words."""

    def __init__(self, *, examples: Sequence[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self._examples = examples
        for name in (None, "store"):
            self.register("action", name, Once)
        self.register("action", "parsers", Commands)

    def format_help(self) -> str:
        """Return the help, and the examples as they can be typed."""
        examples = "".join(f"  {example}\n" for example in self._examples)
        return f"{super().format_help()}\nexamples:\n{examples}"

    def print_help(self, file: object = None) -> None:  # noqa: ARG002 - as argparse has it
        """Print the help where answers go; argparse would pass over that it cannot be written."""
        print_block(self.format_help().rstrip())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and end."""
        self.exit(self.wrong(message))

    def options(self) -> dict[str, str]:
        """Return the options that can be typed, by the names under which their values are kept."""
        return {action.dest: action.option_strings[-1] for action in self._actions if action.option_strings}

    def wrong(self, message: str, instead: str = "") -> int:
        """Say what is wrong in what was typed, and what to type instead; return the exit code for it."""
        aside(self.format_usage().rstrip())
        aside(f"{self.prog}: {message}")
        aside(f"Type: {instead}" if instead else f"For example: {self._examples[0]}")
        return WRONG_USAGE

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            what = action.option_strings[-1] if action.option_strings else action.dest
            choices = list(map(str, cast("Iterable[object]", action.choices)))
            near = did_you_mean(nearest(str(value), choices)) or f" There are: {', '.join(choices)}."
            raise argparse.ArgumentError(None, f"there is no {what} “{value}”.{near}")


class Once(argparse.Action):
    """Keep the value of an argument; an option is written once, for of two values nobody can tell which is meant."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - as argparse has it
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Keep the value; raise `ArgumentError` where the option has one already."""
        if option_string is not None:
            written: set[str] = vars(namespace).setdefault("written", set())
            if self.dest in written:
                raise argparse.ArgumentError(None, f"{option_string} is written twice, and takes one value: write one.")
            written.add(self.dest)
        setattr(namespace, self.dest, values)


class Commands(argparse._SubParsersAction):  # noqa: SLF001 # pyright: ignore[reportPrivateUsage, reportMissingTypeArgument]
    """The commands: each takes of the options before it those that it has, and none of them once more behind it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Parse the rest as the command does; end where an option that stands before the command would be lost."""
        before = {**vars(namespace)}
        vars(namespace).pop("written", None)
        super().__call__(parser, namespace, values, option_string)
        command = cast("Parser", self.choices[values[0]])  # pyright: ignore[reportUnknownMemberType]
        taken = command.options()
        for name, option in cast("Parser", parser).options().items():
            if before.get(name) is None:
                continue
            if name not in taken:
                command.error(f"{option} stands before {values[0]}, which takes no such option: leave it out.")
            if vars(namespace)[name] is not before[name]:
                command.error(f"{option} stands before {values[0]} and again behind it: write it once.")


class Command(Parser):
    """The parser of a command: its options can stand between its arguments, also between those that may be missing."""

    _is_mixing = False

    def parse_known_args(  # pyright: ignore[reportIncompatibleMethodOverride] - one signature for its three
        self, args: Any = None, namespace: Any = None
    ) -> Any:
        """Parse the arguments, of which none may be left."""
        if self._is_mixing:
            return super().parse_known_args(args, namespace)
        self._is_mixing = True
        try:
            asked, left = (
                super().parse_known_args(args, namespace)
                if "--" in (args or ())
                else self.parse_known_intermixed_args(args, namespace)
            )
        finally:
            self._is_mixing = False
        if left:
            self._refuse(list(args or ()), asked, left)
        return asked, left

    def _refuse(self, arguments: list[str], asked: argparse.Namespace, left: list[str]) -> NoReturn:
        """Say that some arguments have no place here, and what to type instead where that can be told."""
        options = [word for word in left if word.startswith("-")]
        if options:
            near = did_you_mean(nearest(options[0].partition("=")[0], self._option_string_actions))
            self.error(f"there is no option {options[0]}.{near or f' {self.prog} --help lists those there are.'}")
        from detente.cli.misplaced import right_line  # only mistakes need it

        these = listing([f"“{word}”" for word in left])
        instead = right_line(self.prog, self._actions, asked, arguments, left)
        self.exit(self.wrong(f"there is no place for {these}.", instead))
