"""The editor's table: what an act or a chief comes to where the rules cannot tell, each with the reason.

A table in TOML, with a part for each id of an act or a chief::

    [rdcr-eritrea-relations-1933]
    reason = "The heading has 1933 for 1993."
    on = "1993-06-11"

Beside `reason` a part holds either `events`, a list of what the act comes to (none: it is dropped), or fields that
every event the rules make of it gets (`on`, `state`, `confidence`, `note`, …). Of a chief `resident` says whether he
lived there. An act of the guide, or an event of it, with `chiefs = true` takes something from the country's list of
chiefs, which becomes a source of it. A part for the end of a state (`rdcr-germany-deu-ended`) can have fields alone.
`surveyed_until`, at the top, is the day of the source that the table was written for.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from detente.importers.coming import NotImported
from detente.importers.state_department.deeds import Fields
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate
from detente.model.lines import fields as fields_of
from detente.model.table import EVENTS
from detente.model.wording import did_you_mean, listing, nearest

_KINDS = tuple(row.kind for row in EVENTS)
_OWN = frozenset(("id", "kind", "parties", "on", "recorded", "sources", "retracts"))
"""What the importer itself writes into a line."""


class Decided(NamedTuple):
    """One event that an editor decided on."""

    kind: str
    on: str
    state: str | None
    """None: the state of the article or list."""
    fields: Fields
    from_chiefs: bool = False
    """Whether something of it is taken from the list of chiefs."""


class Correction(NamedTuple):
    """What an editor decided on one act or chief; without anything said, that the rules hold."""

    reason: str = ""
    events: tuple[Decided, ...] | None = None
    """None: those that the rules make."""
    on: str | None = None
    state: str | None = None
    fields: Fields = {}  # noqa: RUF012  # a mapping that nobody can change by its type
    from_chiefs: bool = False


class Corrections:
    """A table of corrections. Raises `NotImported` where a part of it makes no sense."""

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        try:
            parts = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise NotImported(f"{name} is no TOML: {error}.") from error
        self.surveyed_until = self._until(parts.pop("surveyed_until", None))
        self._parts = {key: self._correction(key, part) for key, part in parts.items()}

    @classmethod
    def of(cls, path: Path | None) -> "Corrections":
        """Return the table in a file, or that which comes with the importer."""
        if path is None:
            table = files("detente.importers.state_department").joinpath("corrections.toml")
            return cls(table.read_text(encoding="utf-8"), table.name)
        try:
            return cls(path.read_text(encoding="utf-8"), str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise NotImported(f"{path} cannot be read: {error}.") from error

    def __getitem__(self, key: str) -> Correction | None:
        return self._parts.get(key)

    def drops(self, key: str) -> bool:
        """Return whether an editor decided that something comes to nothing."""
        return key in self._parts and self._parts[key].events == ()

    def demand(self, known: Iterable[str], beginnings: Iterable[str]) -> None:
        """Raise `NotImported` where the table speaks of what the files read do not have: the source was revised.

        Of ids with other beginnings nothing is known, since their files were not read.
        """
        ids, read = set(known), tuple(beginnings)
        unknown = [key for key in self._parts if key.startswith(read) and key not in ids]
        if unknown:
            near = did_you_mean(nearest(unknown[0], list(ids)))
            raise NotImported(
                f"{self._name} corrects what the source does not have (any more): {listing(unknown[:5])}"
                f"{' and others' if len(unknown) > 5 else ''}.{near} Change these ids, or remove them."
            )

    def _until(self, day: object) -> str | None:
        """Return until when the source looked for relations, as the table says it of the source it was written for."""
        if day is not None and not isinstance(day, date):
            raise NotImported(f"{self._name}: surveyed_until is no day: write 2026-07-24, without quotation marks.")
        return day.isoformat() if day else None

    def _correction(self, key: str, part: object) -> Correction:
        if not isinstance(part, dict) or not str(part.get("reason", "")).strip():  # type: ignore[union-attr]
            raise NotImported(f"{self._name}: [{key}] gives no reason.")
        said: dict[str, Any] = dict(part)  # type: ignore[arg-type]
        reason = str(said.pop("reason"))
        events = said.pop("events", None)
        on, state, from_chiefs = said.pop("on", None), said.pop("state", None), bool(said.pop("chiefs", False))
        if events is not None and (said or on or from_chiefs):
            raise NotImported(f"{self._name}: [{key}] has events, and fields beside them: write them into the events.")
        self._dated(key, on)
        decided = None if events is None else tuple(self._decided(key, event) for event in events)
        known = {field for kind in _KINDS for field in fields_of(kind)}
        return Correction(reason, decided, on, state, self._known(key, said, known), from_chiefs)

    def _decided(self, key: str, event: Mapping[str, Any]) -> Decided:
        said = dict(event)
        kind, on = str(said.pop("kind", "")), said.pop("on", None)
        if kind not in _KINDS:
            near = did_you_mean(nearest(kind, list(_KINDS)))
            raise NotImported(f"{self._name}: [{key}] has an event of no kind that there is: “{kind}”.{near}")
        if on is None:
            raise NotImported(f"{self._name}: [{key}] has an event without a day: write it in “on”.")
        self._dated(key, on)
        state, from_chiefs = said.pop("state", None), bool(said.pop("chiefs", False))
        return Decided(kind, on, state, self._known(key, said, fields_of(kind)), from_chiefs)

    def _dated(self, key: str, on: object) -> None:
        if on is None:
            return
        try:
            HistoricDate.parse(str(on))
        except BadDate as error:
            raise NotImported(f"{self._name}: [{key}]: {error}") from error

    def _known(self, key: str, said: Mapping[str, Any], known: Iterable[str]) -> Fields:
        unknown = said.keys() - (set(known) - _OWN)
        if unknown:
            raise NotImported(f"{self._name}: [{key}] has fields that do not belong there: {listing(sorted(unknown))}.")
        return said
