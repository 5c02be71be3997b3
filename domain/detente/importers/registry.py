"""Which formats can be imported: the entry points of the group `detente.importers`, ours and other people's."""

from importlib.metadata import EntryPoint, entry_points

from detente.importers.coming import Importer, NotImported
from detente.model.errors import DetenteError
from detente.model.wording import did_you_mean, listing, nearest

GROUP = "detente.importers"


class NoSuchFormat(DetenteError):
    """A format that no importer reads, or that more than one does."""


def formats() -> list[str]:
    """Return the names of the formats that can be imported, in alphabetical order."""
    return sorted({point.name for point in entry_points(group=GROUP)})


def described() -> dict[str, str]:
    """Return what each format is, in a few words, by its name; of one that cannot be read, why."""
    return {name: _described(name) for name in formats()}


def _described(name: str) -> str:
    try:
        return importer(name).what
    except DetenteError as error:
        return str(error)


def importer(name: str) -> Importer:
    """Return the importer of a format. Raises `NoSuchFormat`, and `NotImported` where it cannot be loaded."""
    found = {(point.value, _package(point)): point for point in entry_points(group=GROUP, name=name)}
    if not found:
        near = did_you_mean(nearest(name, formats()))
        raise NoSuchFormat(f"No importer reads the format “{name}”.{near} There are: {listing(formats())}.")
    if len(found) > 1:
        packages = listing([f"{package} ({value})" for value, package in sorted(found)])
        raise NoSuchFormat(f"The format “{name}” is read by more than one package: {packages}. Remove all but one.")
    (point,) = found.values()
    try:
        loaded = point.load()
    except Exception as error:  # whatever somebody else's package raises
        raise NotImported(f"The importer of “{name}” in {_package(point)} cannot be loaded: {error!r}.") from error
    if not isinstance(loaded, Importer):
        raise NotImported(f"“{point.value}” in {_package(point)} is no detente.importers.Importer.")
    return loaded


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "an unknown package"
